// The protos of this tree as descriptors, comments included.
#pragma once

#include <vector>

#include "google/protobuf/descriptor.h"

namespace donthu::contract {

// Our own files (not google/protobuf), in order of name; they live as long as the program.
const std::vector<const google::protobuf::FileDescriptor*>& Files();

// Everything in them, nested messages and enums too.
std::vector<const google::protobuf::Descriptor*> Messages();
std::vector<const google::protobuf::EnumDescriptor*> Enums();
std::vector<const google::protobuf::MethodDescriptor*> Methods();

// Messages that callers send: the requests of all methods and what they contain.
std::vector<const google::protobuf::Descriptor*> Sent();

}  // namespace donthu::contract
