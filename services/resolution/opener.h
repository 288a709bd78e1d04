// Opens a case for every petition that an agency disposed ACCEPT, by following the ledger: nobody
// can forget to.
#pragma once

#include "services/base/ledger/follower.h"
#include "services/base/process/process.h"
#include "services/base/reference/reference.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {

// Types without a workflow on that day open nothing.
ledger::Follower::Options OpenerOptions(const Environment& environment, ResolutionStore& store,
                                        ReferenceCache& reference);

}  // namespace donthu::resolution
