// Why an act on a handling or a referral is refused, in words for the officer.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "donthu/law/v1/explanation.pb.h"

namespace donthu::routing {

// DISPOSAL_NOT_ALLOWED.
absl::Status Refused(const std::string& message, const std::string& message_vi);

// STALE_ETAG; `etag` is the current one.
absl::Status Stale(const std::string& etag);

// REFERRAL_RETURNED_BEFORE.
absl::Status WentThereBefore();

// ACT_NOT_LAWFUL: the chairman of the province has decided that the agency takes the petition.
absl::Status Bound(const law::v1::Basis& basis);

}  // namespace donthu::routing
