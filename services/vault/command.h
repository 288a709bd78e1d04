// What the handlers of the vault share: who gives the command, and whether two names are one
// person.
#pragma once

#include <string>

#include "absl/strings/str_split.h"
#include "google/protobuf/message.h"
#include "services/base/access/access.h"
#include "services/base/clock/clock.h"
#include "services/base/db/request.h"
#include "services/base/rpc/methods.h"
#include "services/base/status/status.h"
#include "services/vault/vault_store.h"

namespace donthu::vault {

// A repeat counts only from the same person: its answer is for him.
template <typename Request>
Command CommandOf(const rpc::Call& call, const Request& request, const Clock& clock) {
  return {request.request_id(), Sha256(db::FingerprintOf(request) + call.principal.officer),
          call.principal, clock.Today()};
}

// A deputy who acts for an officer ("deputy/officer") is one with both.
inline bool SharesAPerson(const std::string& one, const std::string& other) {
  for (const auto& a : std::vector<std::string>(absl::StrSplit(one, '/'))) {
    for (const auto& b : std::vector<std::string>(absl::StrSplit(other, '/'))) {
      if (a == b) return true;
    }
  }
  return false;
}

inline absl::Status SecondPersonNeeded() {
  return Failure(absl::StatusCode::kPermissionDenied, common::v1::SECOND_PERSON_NEEDED,
                 "another person must do this")
      .Vi("Việc này phải do người khác thực hiện, không được tự quyết định cho mình.");
}

inline absl::Status CustodianKeyMissing() {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::CUSTODIAN_KEY_MISSING,
                 "the agency has no confirmed custodian's key, or it is another one now")
      .Vi("Cơ quan chưa có khóa bảo mật được thủ trưởng xác nhận, hoặc khóa đã được thay.");
}

}  // namespace donthu::vault
