// Flags that name a value of an enum.
#pragma once

#include "absl/strings/str_format.h"
#include "clients/cli/arguments.h"
#include "clients/cli/labels.h"

namespace donthu::cli {

// UNSPECIFIED when the flag is not there; usage error naming the choices when there is no such
// value.
template <typename Enum>
absl::StatusOr<Enum> EnumFlag(const Arguments& arguments, const std::string& flag) {
  if (!arguments.Has(flag)) return static_cast<Enum>(0);
  const auto& type = *google::protobuf::GetEnumDescriptor<Enum>();
  const auto* value = FindValue(type, arguments.Text(flag));
  if (value != nullptr && value->number() != 0) return static_cast<Enum>(value->number());
  std::string choices;
  for (int i = 1; i < type.value_count(); ++i) {
    choices += (i > 1 ? ", " : "") + ShortName(type, type.value(i)->number());
  }
  return UsageError(absl::StrFormat("--%s là một trong: %s", flag, choices));
}

}  // namespace donthu::cli
