#include "services/law/label.h"

#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"

namespace donthu::law {

std::string LabelVi(const google::protobuf::EnumDescriptor& type, int value) {
  const auto* found = type.FindValueByNumber(value);
  return found == nullptr ? std::string() : found->options().GetExtension(options::v1::label_vi);
}

}  // namespace donthu::law
