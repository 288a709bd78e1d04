// Follows the ledger, so that nobody can forget to: opens a case for every petition that an agency
// disposed ACCEPT, joins a petition disposed JOIN to the open case of its matter, and re-dates
// running clocks when the working calendar changed.
#pragma once

#include "services/base/ledger/follower.h"
#include "services/base/process/process.h"
#include "services/base/reference/reference.h"
#include "services/resolution/opener_store.h"

namespace donthu::resolution {

// Types without a workflow on that day open nothing.
ledger::Follower::Options OpenerOptions(const Environment& environment, OpenerStore& store,
                                        ReferenceCache& reference);

}  // namespace donthu::resolution
