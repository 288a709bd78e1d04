#include "services/vault/deposits.h"

#include "absl/strings/escaping.h"
#include "services/base/envelope/aead.h"
#include "services/base/envelope/context.h"
#include "services/base/envelope/key_wrap.h"
#include "services/base/page/page.h"
#include "services/vault/command.h"

namespace donthu::vault {
namespace {

constexpr size_t kReferenceBytes = 16;
// A registration ends or fails within its deadline, which is far shorter.
constexpr absl::Duration kUnderWay = absl::Hours(1);

absl::StatusOr<std::string> NewReference() {
  ASSIGN_OR_RETURN(const auto random, envelope::NewKey());
  return absl::BytesToHexString(random.bytes().substr(0, kReferenceBytes));
}

}  // namespace

absl::StatusOr<Entry> Deposits::Lock(const v1::DepositRequest& request,
                                     const v1::CustodianKey& key) {
  Entry entry;
  ASSIGN_OR_RETURN(*entry.name.mutable_reference(), NewReference());
  entry.name.set_petition_id(request.petition_id());
  entry.name.set_agency_code(request.agency_code());
  entry.key_id = key.id();
  std::string custodian_key;
  absl::Base64Unescape(key.public_key(), &custodian_key);
  const envelope::SecretBytes identity(request.identity().SerializeAsString());
  ASSIGN_OR_RETURN(const auto entry_key, envelope::NewKey());
  ASSIGN_OR_RETURN(entry.ciphertext,
                   envelope::Seal(entry_key, envelope::TextContext(entry.name), identity.bytes()));
  ASSIGN_OR_RETURN(entry.wrapped, envelope::WrapKey(entry_key, custodian_key,
                                                    envelope::CustodianContext(entry.name)));
  ASSIGN_OR_RETURN(
      entry.recovery_wrapped,
      envelope::WrapKey(entry_key, recovery_key_, envelope::RecoveryContext(entry.name)));
  return entry;
}

absl::StatusOr<v1::DepositResponse> Deposits::Deposit(const rpc::Call& call,
                                                      const v1::DepositRequest& request) {
  v1::DepositResponse response;
  ASSIGN_OR_RETURN(const auto first, store_.Deposited(request.request_id()));
  if (first) {
    // What was deposited can't be compared, and a fingerprint of it could confirm a guess at who
    // denounced; intake compares the rest of the letter.
    if (first->agency_code() != request.agency_code()) {
      return Failure(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED,
                     "the request_id was used before with another body")
          .Vi("Mã yêu cầu đã dùng cho nội dung khác.");
    }
    *response.mutable_entry() = *first;
  } else {
    ASSIGN_OR_RETURN(const auto key, store_.ActiveKey(request.agency_code()));
    if (!key) return CustodianKeyMissing();
    ASSIGN_OR_RETURN(const Entry entry, Lock(request, *key));
    const Command command{request.request_id(), "", call.principal, clock_.Today()};
    RETURN_IF_ERROR(store_.Deposit(command, entry));
    *response.mutable_entry() = entry.name;
  }
  RETURN_IF_ERROR(store_.Flush());
  return response;
}

absl::StatusOr<v1::ListUnregisteredResponse> Deposits::ListUnregistered(
    const v1::ListUnregisteredRequest& request) {
  ASSIGN_OR_RETURN(const auto start, page::Key(request, request.page_token(), "i"));
  const int64_t after = start.empty() ? 0 : std::stoll(start[0]);
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(const auto entries, store_.EntriesBefore(request.agency_code(),
                                                            clock_.Now() - kUnderWay, after, size));
  std::vector<int64_t> ids;
  for (const auto& entry : entries) ids.push_back(entry.name.petition_id());
  ASSIGN_OR_RETURN(const auto registered, record_.Registered(ids));
  v1::ListUnregisteredResponse response;
  for (const auto& entry : entries) {
    if (registered.count(entry.name.petition_id()) > 0) continue;
    auto* left = response.add_entries();
    *left->mutable_entry() = entry.name;
    left->mutable_deposited_at()->set_seconds(absl::ToUnixSeconds(entry.deposited_at));
  }
  if (entries.size() == static_cast<size_t>(size)) {
    response.set_next_page_token(page::Token(request, {std::to_string(entries.back().id)}));
  }
  return response;
}

}  // namespace donthu::vault
