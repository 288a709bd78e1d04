// What the parts of the identity service share: answers to repeats, and refusals.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/base/crypto/key.h"
#include "services/base/db/request.h"
#include "services/base/rpc/methods.h"
#include "services/base/status/status.h"
#include "services/identity/account_store.h"

namespace donthu::identity {

// Passwords are in requests and answers: fingerprints are marked, and answers sealed, with the
// service's key.
class Commands {
 public:
  Commands(AccountStore& accounts, const crypto::Key& key) : accounts_(accounts), key_(key) {}

  // A command about `about`, without its answer.
  template <typename Request>
  Command Begin(const rpc::Call& call, const Request& request, const Officer& about,
                const char* kind, absl::Time now) const {
    Command command;
    command.request_id = request.request_id();
    command.fingerprint = FingerprintOf(call.principal.self, request);
    command.about = about.id;
    command.kind = kind;
    command.agency = about.agency;
    command.actor = call.principal.officer;
    command.now = now;
    return command;
  }

  template <typename Response>
  std::string Seal(const std::string& request_id, const Response& response) const {
    return key_.Seal(response.SerializeAsString(), "answer " + request_id);
  }

  // The first answer to a repeat; nullopt for a new request.
  template <typename Response, typename Request>
  absl::StatusOr<std::optional<Response>> Repeated(const rpc::Call& call,
                                                   const Request& request) const {
    ASSIGN_OR_RETURN(
        const auto sealed,
        accounts_.Answered(request.request_id(), FingerprintOf(call.principal.self, request)));
    if (!sealed) return std::optional<Response>();
    ASSIGN_OR_RETURN(const auto bytes, key_.Open(*sealed, "answer " + request.request_id()));
    Response response;
    response.ParseFromString(bytes);
    return std::optional<Response>(std::move(response));
  }

 private:
  template <typename Request>
  std::string FingerprintOf(const std::string& caller, const Request& request) const {
    return key_.Mark(db::FingerprintOf(request),
                     "request " + Request::descriptor()->full_name() + " " + caller);
  }

  AccountStore& accounts_;
  const crypto::Key& key_;
};

}  // namespace donthu::identity
