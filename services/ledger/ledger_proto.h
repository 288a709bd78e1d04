// The ledger's own terms as messages, and back.
#pragma once

#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/ledger/audit.h"

namespace donthu::ledger {

v1::Seal ToProto(const Seal& seal);
// `seal` has passed its field rules.
Seal FromProto(const v1::Seal& seal);
v1::HashedEvent ToProto(const HashedEvent& event);
v1::ExportRecord ToProto(const Record& record);
v1::VerifyResponse ToProto(const Verdict& verdict);

}  // namespace donthu::ledger
