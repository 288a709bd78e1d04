// Enum values and dates as people and scripts write them.
#pragma once

#include <string>
#include <string_view>

#include "donthu/common/v1/date.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace donthu::cli {

// The name without the prefix of its type: "TRANSFER" for DISPOSAL_TRANSFER.
std::string ShortName(const google::protobuf::EnumDescriptor& type, int number);
// The label_vi option; the short name where there is none, "" for UNSPECIFIED.
std::string LabelVi(const google::protobuf::EnumDescriptor& type, int number);
// The value of this name, with or without prefix, in any case, "-" or " " for "_"; nullptr when
// there is none.
const google::protobuf::EnumValueDescriptor* FindValue(const google::protobuf::EnumDescriptor& type,
                                                       std::string_view name);

template <typename Enum>
std::string ShortName(Enum value) {
  return ShortName(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}
template <typename Enum>
std::string LabelVi(Enum value) {
  return LabelVi(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}

// "2024-04-05" and "05/04/2024"; empty when a part of the date is 0.
std::string IsoDay(const common::v1::Date& date);
std::string DayVi(const common::v1::Date& date);

}  // namespace donthu::cli
