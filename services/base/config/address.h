// Addresses as host:port.
#pragma once

#include <string>
#include <string_view>

namespace donthu::config {

// Whether host:port names this machine alone: localhost, 127.0.0.0/8, [::1], or a unix: socket. A
// name that only looks like one of these, as 127.example.vn, does not.
bool IsLoopback(std::string_view address);

}  // namespace donthu::config
