// Numbers of petitioners under one key only: checked and brought about before intake serves.
#pragma once

#include "absl/status/status.h"
#include "services/base/db/db.h"
#include "services/base/personal/number_keys.h"

namespace donthu::intake {

// FAILED_PRECONDITION when the latest numbers lie under a key that is neither of the two: the wrong
// key file was given, and going on would mix keys. Else seals anew, a thousand petitioners at a
// time, what lies under the former key, if there is one. What was done stays done when it breaks
// off; the next start goes on.
absl::Status ResealNumbers(db::Pool& pool, const personal::NumberKeys& keys);

}  // namespace donthu::intake
