// Answers to repeated requests. Every command that changes something claims its request_id in the
// same statement; the unique key, not a look-up, is what makes a retry safe.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/base/db/db.h"

namespace donthu::db {

// What tells two bodies under one request_id apart: SHA-256 of the message in its deterministic
// form.
std::string FingerprintOf(const google::protobuf::Message& request);

// True when the row's "request_fingerprint" (bytea or NULL) says that this very request was
// answered before; false when the request_id is new; REQUEST_ID_REUSED when it was used with
// another body.
absl::StatusOr<bool> IsRepeat(const pqxx::field& request_fingerprint,
                              const std::string& fingerprint);

// CONCURRENT_CHANGE for a request that lost its claim to another with the same id, which then
// failed.
absl::Status ClaimLost();

}  // namespace donthu::db
