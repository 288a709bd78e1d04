#include "services/base/redact/redact.h"

#include <vector>

#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"

namespace donthu {

void Redact(google::protobuf::Message* message) {
  const auto& reflection = *message->GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  for (const auto* field : fields) {
    const auto& rules = field->options().GetExtension(options::v1::rules);
    if (rules.sensitivity() != options::v1::SENSITIVITY_UNSPECIFIED) {
      reflection.ClearField(message, field);
    } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!field->is_repeated()) {
        Redact(reflection.MutableMessage(message, field));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(*message, field); ++i) {
        Redact(reflection.MutableRepeatedMessage(message, field, i));
      }
    }
  }
}

}  // namespace donthu
