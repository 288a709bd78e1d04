#include "clients/cpp/service.h"

#include <cstdlib>

namespace donthu::client {
namespace {

// A name that is not in the binary is a slip of the pen in a typed client; its tests find it.
template <typename Descriptor>
const Descriptor& OrAbort(const Descriptor* found) {
  if (found == nullptr) std::abort();
  return *found;
}

}  // namespace

Service::Service(Connection& connection, const std::string& full_name)
    : connection_(connection),
      service_(OrAbort(
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(full_name))) {}

const google::protobuf::MethodDescriptor& Service::Method(const std::string& name) const {
  return OrAbort(service_.FindMethodByName(name));
}

}  // namespace donthu::client
