// Request ids: what makes repeating a command safe.
#pragma once

#include <string>
#include <string_view>

namespace donthu::client {

// A random UUID (version 4), for a command that a person gives once.
std::string NewRequestId();

// The same UUID (version 5) for the same arguments, on every machine: for imports, so that
// importing again repeats the requests instead of making new ones. `space` says what kind of name
// it is.
std::string NamedRequestId(std::string_view space, std::string_view name);

// RFC 4122 section 4.3 with SHA-1. `space_uuid` in its usual 36 characters.
std::string NameBasedUuid(std::string_view space_uuid, std::string_view name);

}  // namespace donthu::client
