#include "services/vault/keys.h"

#include <limits>

#include "absl/strings/escaping.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/page/page.h"
#include "services/vault/command.h"

namespace donthu::vault {

absl::StatusOr<v1::CustodianKey> Keys::Propose(const rpc::Call& call,
                                               const v1::ProposeKeyRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  v1::CustodianKey key;
  if (repeated) {
    key.ParseFromString(*repeated);
    return key;
  }
  std::string public_key;
  if (!absl::Base64Unescape(request.public_key(), &public_key) ||
      public_key.size() != envelope::kPublicKeyBytes) {
    return InvalidField("public_key", "is not 32 bytes in base64", "Không phải khóa công khai.");
  }
  key.set_agency_code(request.agency_code());
  key.set_public_key(request.public_key());
  key.set_fingerprint(envelope::FingerprintOf(public_key));
  key.set_custodian(call.principal.officer);
  key.set_state(v1::CUSTODIAN_KEY_STATE_PROPOSED);
  ASSIGN_OR_RETURN(key, store_.ProposeKey(command, key));
  RETURN_IF_ERROR(store_.Flush());
  return key;
}

absl::StatusOr<v1::CustodianKey> Keys::Confirm(const rpc::Call& call,
                                               const v1::ConfirmKeyRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  if (repeated) {
    v1::CustodianKey first;
    first.ParseFromString(*repeated);
    return first;
  }
  ASSIGN_OR_RETURN(auto key, store_.GetKey(request.key_id()));
  if (!key || !call.reach.Includes(key->agency_code())) {
    return NotFound("custodian's key", "Không có khóa này.");
  }
  if (SharesAPerson(call.principal.officer, key->custodian())) return SecondPersonNeeded();
  if (!envelope::SameFingerprint(request.fingerprint(), key->fingerprint())) {
    return InvalidField("fingerprint", "is another key's",
                        "Dấu vân của khóa không khớp. Không xác nhận; hỏi lại người giữ khóa.");
  }
  key->set_state(v1::CUSTODIAN_KEY_STATE_ACTIVE);
  key->set_confirmed_by(call.principal.officer);
  RETURN_IF_ERROR(store_.ConfirmKey(command, *key));
  RETURN_IF_ERROR(store_.Flush());
  return *key;
}

absl::StatusOr<v1::ListKeysResponse> Keys::List(const v1::ListKeysRequest& request) {
  ASSIGN_OR_RETURN(const auto start, page::Key(request, request.page_token(), "i"));
  const int64_t before = start.empty() ? std::numeric_limits<int64_t>::max() : std::stoll(start[0]);
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(const auto keys, store_.Keys(request.agency_code(), before, size));
  v1::ListKeysResponse response;
  for (const auto& key : keys) *response.add_keys() = key;
  if (keys.size() == static_cast<size_t>(size)) {
    response.set_next_page_token(page::Token(request, {std::to_string(keys.back().id())}));
  }
  return response;
}

absl::StatusOr<v1::ListWrappedResponse> Keys::ListWrapped(const rpc::Call& call,
                                                          const v1::ListWrappedRequest& request) {
  ASSIGN_OR_RETURN(const auto start, page::Key(request, request.page_token(), "i"));
  ASSIGN_OR_RETURN(const auto active, store_.ActiveKey(request.agency_code()));
  if (!active) return CustodianKeyMissing();
  const int64_t after = start.empty() ? 0 : std::stoll(start[0]);
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(const auto entries,
                   store_.EntriesNotUnder(request.agency_code(), active->id(), after, size));
  v1::ListWrappedResponse response;
  for (const auto& entry : entries) {
    auto* key = response.add_keys();
    *key->mutable_entry() = entry.name;
    key->set_key_id(request.recovery() ? 0 : entry.key_id);
    key->set_wrapped(
        absl::Base64Escape(request.recovery() ? entry.recovery_wrapped : entry.wrapped));
  }
  if (entries.size() == static_cast<size_t>(size)) {
    response.set_next_page_token(page::Token(request, {std::to_string(entries.back().id)}));
  }
  const Command command{"", "", call.principal, clock_.Today()};
  RETURN_IF_ERROR(
      store_.RecordListing(command, request.agency_code(), request.recovery(), entries.size()));
  RETURN_IF_ERROR(store_.Flush());
  return response;
}

absl::StatusOr<v1::RewrapResponse> Keys::Rewrap(const rpc::Call& call,
                                                const v1::RewrapRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  v1::RewrapResponse response;
  if (repeated) {
    response.ParseFromString(*repeated);
    return response;
  }
  ASSIGN_OR_RETURN(const auto active, store_.ActiveKey(request.agency_code()));
  if (!active || active->id() != request.key_id()) return CustodianKeyMissing();
  ASSIGN_OR_RETURN(response, store_.Rewrap(command, request));
  RETURN_IF_ERROR(store_.Flush());
  return response;
}

}  // namespace donthu::vault
