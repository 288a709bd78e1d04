#include "clients/cli/labels.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "donthu/options/v1/options.pb.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// "AREA_LEVEL_" for AreaLevel.
std::string PrefixOf(const google::protobuf::EnumDescriptor& type) {
  std::string prefix;
  for (const char c : type.name()) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return prefix + "_";
}

bool IsSet(const common::v1::Date& date) {
  return date.year() > 0 && date.month() > 0 && date.day() > 0;
}

}  // namespace

std::string ShortName(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return std::to_string(number);
  const std::string prefix = PrefixOf(type);
  return absl::StartsWith(value->name(), prefix) ? value->name().substr(prefix.size())
                                                 : value->name();
}

std::string LabelVi(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  if (value != nullptr) {
    const std::string& label = value->options().GetExtension(options::v1::label_vi);
    if (!label.empty()) return label;
    if (number == 0) return "";
  }
  return ShortName(type, number);
}

const google::protobuf::EnumValueDescriptor* FindValue(const google::protobuf::EnumDescriptor& type,
                                                       std::string_view name) {
  const std::string upper =
      absl::AsciiStrToUpper(absl::StrReplaceAll(ToAbsl(name), {{"-", "_"}, {" ", "_"}}));
  if (const auto* value = type.FindValueByName(upper)) return value;
  return type.FindValueByName(PrefixOf(type) + upper);
}

std::string IsoDay(const common::v1::Date& date) {
  if (!IsSet(date)) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string DayVi(const common::v1::Date& date) {
  if (!IsSet(date)) return "";
  return absl::StrFormat("%02d/%02d/%04d", date.day(), date.month(), date.year());
}

}  // namespace donthu::cli
