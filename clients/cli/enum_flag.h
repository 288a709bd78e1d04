// Flags that name a value of an enum.
#pragma once

#include "clients/cli/arguments.h"
#include "clients/cli/labels.h"
#include "services/base/status/status.h"

namespace donthu::cli {

// The number of the value that `text` names; usage error naming the choices when there is no such
// value.
absl::StatusOr<int> EnumValue(const google::protobuf::EnumDescriptor& type, const std::string& flag,
                              const std::string& text);

// UNSPECIFIED when the flag is not there.
template <typename Enum>
absl::StatusOr<Enum> EnumFlag(const Arguments& arguments, const std::string& flag) {
  if (!arguments.Has(flag)) return static_cast<Enum>(0);
  ASSIGN_OR_RETURN(const int value, EnumValue(*google::protobuf::GetEnumDescriptor<Enum>(), flag,
                                              arguments.Text(flag)));
  return static_cast<Enum>(value);
}

}  // namespace donthu::cli
