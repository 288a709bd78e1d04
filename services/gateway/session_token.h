// Takes the token of a new session out of an answer before a browser sees it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/gateway/catalogue.h"

namespace donthu::gateway {

// The token in the bytes of the method's response, which are written anew without it. Empty when
// the method opens no session. INTERNAL when the bytes can't be read or hold something else than a
// token there; they must then not be passed on.
absl::StatusOr<std::string> TakeSessionToken(const Method& method, std::string* response);

}  // namespace donthu::gateway
