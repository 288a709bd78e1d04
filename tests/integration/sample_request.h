// Requests that pass validation, made from the descriptors alone, so that every method can be
// called.
#pragma once

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace donthu::testing {

// A request of the method: what is required is filled as the rules ask, every flag is set, and
// every field that names an agency within scope names this one. Aborts on a pattern that it has no
// sample for.
std::unique_ptr<google::protobuf::Message> SampleRequest(
    const google::protobuf::MethodDescriptor& method, const std::string& agency);

// True when the request names an agency that must lie within the caller's scope.
bool NamesAnAgency(const google::protobuf::Message& request);

}  // namespace donthu::testing
