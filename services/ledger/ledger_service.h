// The record of what was done: watching, sealing and verifying. Appending is
// ledger.append() in the services' own transactions.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::ledger {

absl::StatusOr<std::unique_ptr<Service>> NewLedgerService(const Environment& environment);

inline ServiceEntry Entry() { return {"ledger", 2, 3, &NewLedgerService}; }

}  // namespace donthu::ledger
