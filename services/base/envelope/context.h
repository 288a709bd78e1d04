// The names under which things are locked, the same for the server that locks and the clients that
// open: what is locked in one place opens in no other.
#pragma once

#include <string>

#include "donthu/vault/v1/secret.pb.h"

namespace donthu::envelope {

// For the text of an entry.
std::string TextContext(const vault::v1::EntryName& entry);
// For the entry's key, as wrapped for the custodian; for recovery; for one disclosure.
std::string CustodianContext(const vault::v1::EntryName& entry);
std::string RecoveryContext(const vault::v1::EntryName& entry);
std::string DisclosureContext(const vault::v1::EntryName& entry, int64_t disclosure_id);

}  // namespace donthu::envelope
