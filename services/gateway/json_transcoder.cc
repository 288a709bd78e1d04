#include "services/gateway/json_transcoder.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/message.h"
#include "services/base/status/status.h"
#include "services/gateway/connect_protocol.h"

namespace donthu::gateway {
namespace {

constexpr char kUrlPrefix[] = "type.googleapis.com";

using google::protobuf::Descriptor;

std::string UrlOf(const Descriptor& type) {
  return absl::StrFormat("%s/%s", kUrlPrefix, type.full_name());
}

// protobuf puts the place first, in parentheses: "(petitioners[0].birth_year): invalid value …".
std::string_view PlaceIn(std::string_view complaint) {
  if (complaint.substr(0, 1) != "(") return "";
  const size_t end = complaint.find(')');
  return end == std::string_view::npos ? "" : complaint.substr(1, end - 1);
}

// "[12]" at the beginning of text; 0 when there is none.
size_t IndexLength(std::string_view text) {
  if (text.substr(0, 1) != "[") return 0;
  const size_t end = std::min(text.find(']'), text.size());
  const std::string_view digits = text.substr(1, end - 1);
  const bool is_index =
      end < text.size() && !digits.empty() &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return absl::ascii_isdigit(c); });
  return is_index ? end + 1 : 0;
}

}  // namespace

JsonTranscoder::JsonTranscoder()
    : resolver_(google::protobuf::util::NewTypeResolverForDescriptorPool(
          kUrlPrefix, google::protobuf::DescriptorPool::generated_pool())) {}

absl::StatusOr<std::string> JsonTranscoder::ToBytes(const Descriptor& type,
                                                    const std::string& json) const {
  std::string bytes;
  // ignore_unknown_fields stays false: true would also drop unknown enum names without a word.
  const auto read =
      google::protobuf::util::JsonToBinaryString(resolver_.get(), UrlOf(type), json, &bytes, {});
  if (read.ok()) return bytes;
  const std::string complaint(read.message());
  const std::string field = KnownPath(type, PlaceIn(complaint));
  if (field.empty()) return Malformed("the body is not JSON of the method's request");
  return InvalidField(field, "has another type or holds something that is not known",
                      "Giá trị không đúng dạng.");
}

absl::StatusOr<std::string> JsonTranscoder::ToJson(const Descriptor& type,
                                                   const std::string& bytes) const {
  // The printer alone would leave out silently what it can't read.
  using google::protobuf::MessageFactory;
  const std::unique_ptr<google::protobuf::Message> message(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
  std::string json;
  if (message->ParseFromString(bytes) &&
      google::protobuf::util::BinaryToJsonString(resolver_.get(), UrlOf(type), bytes, &json, {})
          .ok()) {
    return json;
  }
  return Failure(absl::StatusCode::kInternal, common::v1::INTERNAL_DEFECT,
                 "the answer can't be written as JSON")
      .Vi("Hệ thống gặp lỗi. Xin báo quản trị.");
}

std::string KnownPath(const Descriptor& type, std::string_view path) {
  const Descriptor* within = &type;
  std::string known;
  while (within != nullptr && !path.empty()) {
    const size_t end = std::min(path.find_first_of(".["), path.size());
    const auto* field = within->FindFieldByName(std::string(path.substr(0, end)));
    if (field == nullptr) break;
    known += (known.empty() ? "" : ".") + field->name();
    path.remove_prefix(end);
    // What stands in the brackets of a map is a key that was sent.
    if (field->is_map()) break;
    const size_t index = IndexLength(path);
    known += path.substr(0, index);
    path.remove_prefix(index);
    if (path.substr(0, 1) != ".") break;
    path.remove_prefix(1);
    within = field->message_type();
  }
  return known;
}

}  // namespace donthu::gateway
