// The methods of all our services, chosen by two bytes of an input.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>

namespace donthu::fuzz {

// The method whose hash follows `selector`: an input keeps its method when others are added.
const google::protobuf::MethodDescriptor& MethodFor(uint16_t selector);

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

}  // namespace donthu::fuzz
