// The code on a receipt.
#pragma once

#include <string>

#include "absl/time/civil_time.h"

namespace donthu::intake {

// "H46.QB-450-UBND-240304-571903": prefix, agency, day of receipt, and six random digits that say
// nothing, neither how many came before nor of what kind the petition is (ADR 0020). Taken by
// another petition of that agency and day now and then; then another is tried.
std::string NewReceiptCode(const std::string& prefix, const std::string& agency,
                           absl::CivilDay received_on);

}  // namespace donthu::intake
