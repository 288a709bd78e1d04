// One-time codes of authenticator apps: RFC 6238 with SHA-1, 30 seconds, six digits, as every app
// does it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace donthu::crypto {

// Number of the 30 seconds in which `at` lies.
int64_t TotpStep(absl::Time at);

// The code of that step.
std::string TotpCode(std::string_view secret, int64_t step);

// The step of `code` when it is that of now, of the one before or of the one after, and lies after
// `last_taken`: a code that was taken once is never taken again.
std::optional<int64_t> TakeTotp(std::string_view secret, std::string_view code, absl::Time now,
                                int64_t last_taken);

// RFC 4648 without padding, as apps take secrets.
std::string Base32(std::string_view bytes);

// otpauth:// address for a QR code.
std::string TotpUri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace donthu::crypto
