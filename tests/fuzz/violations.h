// That what a caller is told of a bad request comes from us and not from the request.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>

#include "absl/status/status.h"

namespace donthu::fuzz {

// Breaks a promise unless the refusal is INVALID_FIELD, made of paths of fields of `type` and of
// the texts that services/base/rpc/validation.cc is known to give, numbers apart.
void PromiseOwnWords(const absl::Status& refusal, const google::protobuf::Descriptor& type);

// Whether `path`, as "petitioners[1].full_name", leads to a field.
bool IsPath(const google::protobuf::Descriptor& type, const std::string& path);

}  // namespace donthu::fuzz
