#include "services/base/rpc/methods.h"

#include <cstdio>
#include <cstdlib>

namespace donthu::rpc {
namespace {

// A table that does not fit its proto is our own bug, found by the first test that starts the
// service.
void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "defect: %s\n", what.c_str());
  std::abort();
}

}  // namespace

MethodTable::MethodTable(const std::string& full_name)
    : service_(google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(full_name)) {
  Require(service_ != nullptr, full_name + " is not in this binary");
}

Method& MethodTable::Add(const std::string& name, Method method) {
  method.descriptor = service_->FindMethodByName(name);
  Require(method.descriptor != nullptr, service_->full_name() + " has no method " + name);
  Require(method.new_request()->GetDescriptor() == method.descriptor->input_type() &&
              method.new_response()->GetDescriptor() == method.descriptor->output_type(),
          name + " has other message types");
  return methods_.emplace_back(std::move(method));
}

}  // namespace donthu::rpc
