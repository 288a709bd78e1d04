#include "clients/cli/enum_flag.h"

#include "absl/strings/str_format.h"

namespace donthu::cli {

absl::StatusOr<int> EnumValue(const google::protobuf::EnumDescriptor& type, const std::string& flag,
                              const std::string& text) {
  const auto* value = FindValue(type, text);
  if (value != nullptr && value->number() != 0) return value->number();
  std::string choices;
  for (int i = 1; i < type.value_count(); ++i) {
    choices += (i > 1 ? ", " : "") + ShortName(type, type.value(i)->number());
  }
  return UsageError(absl::StrFormat("--%s là một trong: %s", flag, choices));
}

}  // namespace donthu::cli
