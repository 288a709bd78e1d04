#include "clients/cli/json_output.h"

#include "absl/time/time.h"
#include "clients/cli/labels.h"
#include "donthu/common/v1/date.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace donthu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

Json ValueOf(const Message& message) {
  if (const auto* date = dynamic_cast<const common::v1::Date*>(&message)) return IsoDay(*date);
  if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return absl::FormatTime(
        absl::RFC3339_full,
        absl::FromUnixSeconds(time->seconds()) + absl::Nanoseconds(time->nanos()),
        absl::UTCTimeZone());
  }
  return ToJson(message);
}

// `index` is -1 for a field that is not repeated.
Json Element(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  const bool one = index < 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return one ? reflection->GetString(message, field)
                 : reflection->GetRepeatedString(message, field, index);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field);
    case FieldDescriptor::CPPTYPE_INT32:
      return one ? reflection->GetInt32(message, field)
                 : reflection->GetRepeatedInt32(message, field, index);
    case FieldDescriptor::CPPTYPE_INT64:
      return one ? reflection->GetInt64(message, field)
                 : reflection->GetRepeatedInt64(message, field, index);
    case FieldDescriptor::CPPTYPE_ENUM:
      return ShortName(*field->enum_type(),
                       one ? reflection->GetEnumValue(message, field)
                           : reflection->GetRepeatedEnumValue(message, field, index));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ValueOf(one ? reflection->GetMessage(message, field)
                         : reflection->GetRepeatedMessage(message, field, index));
    default:
      return nullptr;  // no message of ours has floating or unsigned fields
  }
}

}  // namespace

Json ToJson(const Message& message) {
  Json object = Json::object();
  const auto* descriptor = message.GetDescriptor();
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->is_repeated()) {
      Json items = Json::array();
      for (int n = 0; n < reflection->FieldSize(message, field); ++n) {
        items.push_back(Element(message, field, n));
      }
      object[field->name()] = std::move(items);
    } else if (!field->has_presence() || reflection->HasField(message, field)) {
      object[field->name()] = Element(message, field, -1);
    }
  }
  return object;
}

void PrintJson(const Json& value, std::ostream& out) {
  // Bytes that are not UTF-8 can only come from a broken peer; they must not end the program.
  out << value.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n" << std::flush;
}

}  // namespace donthu::cli
