#include "services/base/page/page.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "services/base/access/access.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"

namespace donthu::page {
namespace {

// Eight bytes tell queries apart; this is a safeguard against mistakes, not a secret.
std::string QueryMark(const google::protobuf::Message& query) {
  const std::unique_ptr<google::protobuf::Message> copy(query.New());
  copy->CopyFrom(query);
  for (const char* name : {"page_token", "page_size"}) {
    copy->GetReflection()->ClearField(copy.get(), copy->GetDescriptor()->FindFieldByName(name));
  }
  return Sha256Hex(copy->GetDescriptor()->full_name() + copy->SerializeAsString()).substr(0, 16);
}

absl::Status BadToken() {
  return Failure(absl::StatusCode::kInvalidArgument, common::v1::BAD_PAGE_TOKEN,
                 "page_token does not belong to this query")
      .Field("page_token", "does not belong to this query",
             "Trang tiếp theo không thuộc danh sách này.")
      .Vi("Danh sách đã thay đổi điều kiện. Xin tải lại từ đầu.");
}

// Anyone can write a token, and the parts go into queries: only what a database takes passes.
bool HasShape(const std::string& part, char shape) {
  int64_t number = 0;
  absl::CivilDay day;
  switch (shape) {
    case 'd':
      return part.size() == 10 && absl::ParseCivilTime(part, &day) && day.year() > 0 &&
             absl::FormatCivilTime(day) == part;
    case 'i':
      return absl::SimpleAtoi(part, &number) && absl::StrCat(number) == part;
    case 'n':
      return HasShape(part, 'i') && absl::SimpleAtoi(part, &number) && number >= 0 &&
             number < std::numeric_limits<int64_t>::max();
    default:
      return text::IsValidUtf8(part) && part.find('\0') == std::string::npos;
  }
}

}  // namespace

int Size(int32_t asked) { return asked == 0 ? kSizeDefault : std::min(asked, kSizeMax); }

std::string Token(const google::protobuf::Message& query, const std::vector<std::string>& key) {
  std::string token;
  absl::WebSafeBase64Escape(absl::StrJoin(key, "\n") + "\n" + QueryMark(query), &token);
  return token;
}

absl::StatusOr<std::vector<std::string>> Key(const google::protobuf::Message& query,
                                             const std::string& token, const std::string& shape) {
  if (token.empty()) return std::vector<std::string>();
  std::string text;
  if (!absl::WebSafeBase64Unescape(token, &text)) return BadToken();
  std::vector<std::string> key = absl::StrSplit(text, '\n');
  if (key.size() != shape.size() + 1 || key.back() != QueryMark(query)) return BadToken();
  key.pop_back();
  for (size_t i = 0; i < shape.size(); ++i) {
    if (!HasShape(key[i], shape[i])) return BadToken();
  }
  return key;
}

std::string DayToken(const google::protobuf::Message& query, const DayAndId& last) {
  return Token(query, {absl::FormatCivilTime(last.day), std::to_string(last.id)});
}

absl::StatusOr<std::optional<DayAndId>> DayKey(const google::protobuf::Message& query,
                                               const std::string& token) {
  ASSIGN_OR_RETURN(const auto key, Key(query, token, "di"));
  if (key.empty()) return std::optional<DayAndId>();
  DayAndId last{absl::CivilDay(), std::stoll(key[1])};
  absl::ParseCivilTime(key[0], &last.day);
  return std::optional<DayAndId>(last);
}

}  // namespace donthu::page
