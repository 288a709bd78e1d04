// Changes a message as a caller could: field by field, so that inputs keep their structure.
#pragma once

#include <google/protobuf/message.h>

#include <random>
#include <string>

namespace donthu::fuzz {

// Sets, adds or clears one field somewhere in `message`. Values are those that checks tell apart:
// empty, at a bound, beyond it, of another form.
void MutateMessage(google::protobuf::Message* message, std::mt19937& random);

}  // namespace donthu::fuzz
