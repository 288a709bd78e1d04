#include "tests/fuzz/message_mutator.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <cstdint>
#include <limits>

namespace donthu::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kDepthMax = 6;

int Below(int bound, std::mt19937& random) {
  return static_cast<int>(random() % static_cast<uint32_t>(bound));
}

std::string TextFor(std::mt19937& random) {
  static const std::array<std::string, 18> texts = {"",
                                                    " ",
                                                    "a",
                                                    "0",
                                                    "QB",
                                                    "QB-UBND",
                                                    "12",
                                                    "044079001234",
                                                    "0912345678",
                                                    "2024-03-18",
                                                    "7f3c1a52-9d2e-4b6f-8a11-2233445566aa",
                                                    "Nguyễn Thị Hòa",
                                                    "Nguye\xCC\x82\xCC\x83n",
                                                    "a\x01z",
                                                    "\xC2\x85",
                                                    "thôn Trung, xã Hóa Thanh",
                                                    "case/1",
                                                    "etag"};
  const int kind = Below(24, random);
  if (kind < 18) return texts[static_cast<size_t>(kind)];
  if (kind < 22) return std::string(static_cast<size_t>(Below(450, random)), 'x');
  return std::string(static_cast<size_t>(Below(2100, random)), '9');
}

int64_t NumberFor(std::mt19937& random) {
  static constexpr std::array<int64_t, 12> kNumbers = {
      0, 1, 2, 5, -1, 31, 500, 1900, 2024, 2201, 100000, std::numeric_limits<int32_t>::max()};
  if (Below(20, random) == 0) return std::numeric_limits<int64_t>::min();
  return kNumbers[static_cast<size_t>(Below(kNumbers.size(), random))];
}

// A value of the enum, or now and then a number that it does not know.
int EnumFor(const FieldDescriptor& field, std::mt19937& random) {
  const auto& type = *field.enum_type();
  if (Below(10, random) == 0) return 9999;
  return type.value(Below(type.value_count(), random))->number();
}

void SetScalar(Message* message, const FieldDescriptor& field, std::mt19937& random) {
  const Reflection& reflection = *message->GetReflection();
  const bool add = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      add ? reflection.AddString(message, &field, TextFor(random))
          : reflection.SetString(message, &field, TextFor(random));
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      add ? reflection.AddEnumValue(message, &field, EnumFor(field, random))
          : reflection.SetEnumValue(message, &field, EnumFor(field, random));
      return;
    case FieldDescriptor::CPPTYPE_INT32:
      add ? reflection.AddInt32(message, &field, static_cast<int32_t>(NumberFor(random)))
          : reflection.SetInt32(message, &field, static_cast<int32_t>(NumberFor(random)));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      add ? reflection.AddInt64(message, &field, NumberFor(random))
          : reflection.SetInt64(message, &field, NumberFor(random));
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      if (!add) reflection.SetUInt32(message, &field, static_cast<uint32_t>(NumberFor(random)));
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      if (!add) reflection.SetUInt64(message, &field, static_cast<uint64_t>(NumberFor(random)));
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!add) reflection.SetBool(message, &field, Below(2, random) == 1);
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      if (!add) reflection.SetDouble(message, &field, static_cast<double>(NumberFor(random)));
      return;
    default:
      return;
  }
}

// A child that is there already, or a new one.
Message* ChildFor(Message* message, const FieldDescriptor& field, std::mt19937& random) {
  const Reflection& reflection = *message->GetReflection();
  if (!field.is_repeated()) return reflection.MutableMessage(message, &field);
  const int size = reflection.FieldSize(*message, &field);
  if (size > 0 && Below(3, random) > 0) {
    return reflection.MutableRepeatedMessage(message, &field, Below(size, random));
  }
  return reflection.AddMessage(message, &field);
}

void MutateWithin(Message* message, std::mt19937& random, int depth) {
  const auto& type = *message->GetDescriptor();
  if (type.field_count() == 0) return;
  const FieldDescriptor& field = *type.field(Below(type.field_count(), random));
  if (Below(8, random) == 0) {
    message->GetReflection()->ClearField(message, &field);
  } else if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    SetScalar(message, field, random);
  } else if (depth < kDepthMax) {
    MutateWithin(ChildFor(message, field, random), random, depth + 1);
  }
}

}  // namespace

void MutateMessage(Message* message, std::mt19937& random) {
  for (int changes = 1 + Below(4, random); changes > 0; --changes) {
    MutateWithin(message, random, 0);
  }
}

}  // namespace donthu::fuzz
