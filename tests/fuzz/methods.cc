#include "tests/fuzz/methods.h"

#include <map>
#include <string>

#include "services/gateway/catalogue.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

using Methods = std::map<uint16_t, const google::protobuf::MethodDescriptor*>;

// FNV-1a, folded to two bytes.
uint16_t HashOf(const std::string& name) {
  uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619u;
  return static_cast<uint16_t>(hash ^ (hash >> 16));
}

Methods AllMethods() {
  Methods methods;
  const auto files = gateway::LinkedProtos();
  Promise(files.ok(), "all protos are linked in");
  for (const auto* file : *files) {
    for (int s = 0; s < file->service_count(); ++s) {
      const auto& service = *file->service(s);
      for (int m = 0; m < service.method_count(); ++m) {
        methods[HashOf(service.method(m)->full_name())] = service.method(m);
      }
    }
  }
  return methods;
}

}  // namespace

const google::protobuf::MethodDescriptor& MethodFor(uint16_t selector) {
  static const Methods methods = AllMethods();
  const auto next = methods.lower_bound(selector);
  return next == methods.end() ? *methods.begin()->second : *next->second;
}

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type) {
  using google::protobuf::MessageFactory;
  return std::unique_ptr<google::protobuf::Message>(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace donthu::fuzz
