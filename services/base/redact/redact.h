// Leaves out of a message whatever the proto options call personal or secret; for events, logs and
// exports.
#pragma once

#include "google/protobuf/message.h"

namespace donthu {

// Clears every field whose rules give it a sensitivity, in nested messages too.
void Redact(google::protobuf::Message* message);

}  // namespace donthu
