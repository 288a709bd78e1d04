#include "tests/fuzz/violations.h"

#include <re2/re2.h>

#include <vector>

#include "absl/strings/str_split.h"
#include "services/base/status/status.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

bool IsKnownEnglish(const std::string& text) {
  static const RE2 known(
      "is required|is blank|has more than \\d+ items|holds a control character|is longer than \\d+ "
      "characters|is shorter than \\d+ characters|does not have the expected form|is not a date "
      "between 1900 and 2200|lies in the future|is not a known value|is not between -?\\d+ and "
      "-?\\d+|is not UTF-8 text");
  return RE2::FullMatch(text, known);
}

bool IsKnownVietnamese(const std::string& text) {
  static const RE2 known(
      "Chưa nhập thông tin bắt buộc\\.|Có quá \\d+ mục\\.|Có ký tự điều khiển không hợp lệ\\.|Dài "
      "quá \\d+ ký tự\\.|Ngắn hơn \\d+ ký tự\\.|Không đúng định dạng\\.|Ngày không có thật\\.|Ngày "
      "không được sau hôm nay\\.|Giá trị không có trong danh mục\\.|Phải từ -?\\d+ đến -?\\d+\\.|"
      "Không phải văn bản UTF-8 hợp lệ\\.");
  return RE2::FullMatch(text, known);
}

}  // namespace

bool IsPath(const google::protobuf::Descriptor& type, const std::string& path) {
  const google::protobuf::Descriptor* within = &type;
  for (const std::string& step : std::vector<std::string>(absl::StrSplit(path, '.'))) {
    std::string name;
    std::string index;
    if (within == nullptr || !RE2::FullMatch(step, "([a-z0-9_]+)(\\[\\d+\\])?", &name, &index)) {
      return false;
    }
    const auto* field = within->FindFieldByName(name);
    if (field == nullptr || (!index.empty() && !field->is_repeated())) return false;
    within = field->message_type();
  }
  return true;
}

void PromiseOwnWords(const absl::Status& refusal, const google::protobuf::Descriptor& type) {
  Promise(refusal.code() == absl::StatusCode::kInvalidArgument, "a bad request is the caller's");
  const auto detail = DetailOf(refusal);
  Promise(detail.reason() == common::v1::INVALID_FIELD, "a refusal says that a field is bad");
  Promise(detail.field_violations_size() > 0, "a refusal names a field");
  Promise(detail.field_violations_size() <= 20, "a refusal names at most twenty fields");
  Promise(detail.metadata().empty(), "a refusal adds nothing to the fields");
  for (const auto& violation : detail.field_violations()) {
    Promise(IsPath(type, violation.field()), "a violation names a field that exists");
    Promise(IsKnownEnglish(violation.description()), "a violation is told in known words");
    Promise(IsKnownVietnamese(violation.description_vi()), "and in known words of Vietnamese");
  }
  const auto& first = detail.field_violations(0);
  Promise(ToStd(refusal.message()) == first.field() + ": " + first.description(),
          "the message is the first violation");
  Promise(detail.message_vi() == first.description_vi(), "and so is the Vietnamese one");
}

}  // namespace donthu::fuzz
