// What people read for a value of an enum: its label_vi option.
#pragma once

#include <string>

#include "donthu/law/v1/types.pb.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace donthu::law {

std::string LabelVi(const google::protobuf::EnumDescriptor& type, int value);

// Empty when the value has no label.
template <typename Enum>
std::string LabelVi(Enum value) {
  return LabelVi(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}

}  // namespace donthu::law
