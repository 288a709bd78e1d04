#include "services/vault/disclosures.h"

#include <algorithm>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/clock/timestamp.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/page/page.h"
#include "services/vault/command.h"

namespace donthu::vault {
namespace {

absl::Status NoSuchDisclosure() { return NotFound("disclosure", "Không có yêu cầu này."); }

absl::Status NotOpen(const v1::Disclosure& disclosure) {
  const char* message_vi = "Yêu cầu này chưa được người giữ khóa cho phép.";
  if (disclosure.state() == v1::DISCLOSURE_STATE_GRANTED) {
    message_vi = "Yêu cầu này đã được cho phép rồi.";
  } else if (disclosure.state() == v1::DISCLOSURE_STATE_REFUSED) {
    message_vi = "Yêu cầu này đã bị từ chối.";
  } else if (disclosure.state() == v1::DISCLOSURE_STATE_EXPIRED) {
    message_vi = "Đã hết thời gian được xem. Muốn xem tiếp, gửi yêu cầu mới.";
  }
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::DISCLOSURE_NOT_OPEN,
                 "the disclosure is not in the state that this needs")
      .With("state", v1::DisclosureState_Name(disclosure.state()))
      .Vi(message_vi);
}

absl::StatusOr<v1::Disclosure> Parsed(const std::string& bytes) {
  v1::Disclosure disclosure;
  disclosure.ParseFromString(bytes);
  return disclosure;
}

}  // namespace

void Disclosures::Judge(v1::Disclosure* disclosure) const {
  if (disclosure->state() == v1::DISCLOSURE_STATE_GRANTED &&
      clock_.Now() >= FromTimestamp(disclosure->expires_at())) {
    disclosure->set_state(v1::DISCLOSURE_STATE_EXPIRED);
  }
}

absl::StatusOr<bool> Disclosures::MayAsk(const Entry& entry, const Reach& reach) {
  if (reach.Includes(entry.name.agency_code())) return true;
  return record_.WasSentInto(entry.name.petition_id(), reach);
}

absl::StatusOr<v1::Disclosure> Disclosures::Request(const rpc::Call& call,
                                                    const v1::RequestDisclosureRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  if (repeated) return Parsed(*repeated);
  if (request.hours() > hours_max_) {
    return InvalidField("hours", absl::StrFormat("is more than %d", hours_max_),
                        absl::StrFormat("Thời gian xem nhiều nhất %d giờ.", hours_max_));
  }
  Asked asked;
  if (!absl::Base64Unescape(request.public_key(), &asked.public_key) ||
      asked.public_key.size() != envelope::kPublicKeyBytes) {
    return InvalidField("public_key", "is not 32 bytes in base64", "Không phải khóa công khai.");
  }
  ASSIGN_OR_RETURN(const auto entry, store_.GetEntry(request.reference()));
  bool may_ask = false;
  if (entry) {
    ASSIGN_OR_RETURN(may_ask, MayAsk(*entry, call.reach));
  }
  if (!may_ask) return NotFound("entry", "Không có hồ sơ mật này.");
  asked.entry_id = entry->id;
  v1::Disclosure& disclosure = asked.disclosure;
  disclosure.set_reference(request.reference());
  disclosure.set_agency_code(entry->name.agency_code());
  disclosure.set_requested_by(call.principal.officer);
  disclosure.set_requester_agency_code(call.principal.agency);
  disclosure.set_reason(request.reason());
  disclosure.set_purpose(request.purpose());
  disclosure.set_hours(request.hours());
  disclosure.set_fingerprint(envelope::FingerprintOf(asked.public_key));
  disclosure.set_state(v1::DISCLOSURE_STATE_REQUESTED);
  *disclosure.mutable_requested_at() = ToTimestamp(clock_.Now());
  ASSIGN_OR_RETURN(disclosure, store_.RequestDisclosure(command, asked));
  RETURN_IF_ERROR(store_.Flush());
  return disclosure;
}

absl::StatusOr<v1::ListDisclosuresResponse> Disclosures::List(
    const rpc::Call& call, const v1::ListDisclosuresRequest& request) {
  ASSIGN_OR_RETURN(const auto start, page::Key(request, request.page_token(), "i"));
  const int64_t before = start.empty() ? std::numeric_limits<int64_t>::max() : std::stoll(start[0]);
  const int size = page::Size(request.page_size());
  const Reach decides =
      HasRole(call.principal, options::v1::ROLE_CUSTODIAN) ? call.reach : Reach::Only({});
  ASSIGN_OR_RETURN(auto disclosures,
                   store_.Disclosures(call.principal.officer, decides, request, before, size));
  v1::ListDisclosuresResponse response;
  for (auto& disclosure : disclosures) {
    Judge(&disclosure);
    *response.add_disclosures() = disclosure;
  }
  if (disclosures.size() == static_cast<size_t>(size)) {
    response.set_next_page_token(page::Token(request, {std::to_string(disclosures.back().id())}));
  }
  return response;
}

absl::StatusOr<Asked> Disclosures::ToDecide(const rpc::Call& call, int64_t id) {
  ASSIGN_OR_RETURN(auto asked, store_.GetDisclosure(id));
  if (!asked || !call.reach.Includes(asked->disclosure.agency_code())) return NoSuchDisclosure();
  if (SharesAPerson(call.principal.officer, asked->disclosure.requested_by())) {
    return SecondPersonNeeded();
  }
  Judge(&asked->disclosure);
  if (asked->disclosure.state() != v1::DISCLOSURE_STATE_REQUESTED) {
    return NotOpen(asked->disclosure);
  }
  return *std::move(asked);
}

absl::StatusOr<v1::TakeKeyResponse> Disclosures::TakeKey(const rpc::Call& call,
                                                         const v1::TakeKeyRequest& request) {
  ASSIGN_OR_RETURN(const Asked asked, ToDecide(call, request.disclosure_id()));
  ASSIGN_OR_RETURN(const auto entry, store_.GetEntry(asked.disclosure.reference()));
  if (!entry) return NoSuchDisclosure();
  v1::TakeKeyResponse response;
  *response.mutable_disclosure() = asked.disclosure;
  *response.mutable_key()->mutable_entry() = entry->name;
  response.mutable_key()->set_key_id(entry->key_id);
  response.mutable_key()->set_wrapped(absl::Base64Escape(entry->wrapped));
  response.set_public_key(absl::Base64Escape(asked.public_key));
  RETURN_IF_ERROR(store_.RecordHandingOut(CommandOf(call, request, clock_), "vault.KeyTaken",
                                          asked.disclosure));
  RETURN_IF_ERROR(store_.Flush());
  return response;
}

absl::StatusOr<v1::Disclosure> Disclosures::Decide(const Command& command, const Asked& decided) {
  RETURN_IF_ERROR(store_.Decide(command, decided));
  RETURN_IF_ERROR(store_.Flush());
  return decided.disclosure;
}

absl::StatusOr<v1::Disclosure> Disclosures::Grant(const rpc::Call& call,
                                                  const v1::GrantDisclosureRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  if (repeated) return Parsed(*repeated);
  ASSIGN_OR_RETURN(Asked asked, ToDecide(call, request.disclosure_id()));
  if (!absl::Base64Unescape(request.wrapped(), &asked.wrapped)) {
    return InvalidField("wrapped", "is not base64", "Khóa gửi lên không đọc được.");
  }
  v1::Disclosure& disclosure = asked.disclosure;
  disclosure.set_state(v1::DISCLOSURE_STATE_GRANTED);
  disclosure.set_decided_by(call.principal.officer);
  *disclosure.mutable_expires_at() = ToTimestamp(clock_.Now() + absl::Hours(disclosure.hours()));
  return Decide(command, asked);
}

absl::StatusOr<v1::Disclosure> Disclosures::Refuse(const rpc::Call& call,
                                                   const v1::RefuseDisclosureRequest& request) {
  const Command command = CommandOf(call, request, clock_);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(command));
  if (repeated) return Parsed(*repeated);
  ASSIGN_OR_RETURN(Asked asked, ToDecide(call, request.disclosure_id()));
  asked.disclosure.set_state(v1::DISCLOSURE_STATE_REFUSED);
  asked.disclosure.set_decided_by(call.principal.officer);
  asked.disclosure.set_refusal(request.reason());
  return Decide(command, asked);
}

absl::StatusOr<v1::OpenDisclosureResponse> Disclosures::Open(
    const rpc::Call& call, const v1::OpenDisclosureRequest& request) {
  ASSIGN_OR_RETURN(auto asked, store_.GetDisclosure(request.disclosure_id()));
  if (!asked || asked->disclosure.requested_by() != call.principal.officer) {
    return NoSuchDisclosure();
  }
  Judge(&asked->disclosure);
  if (asked->disclosure.state() != v1::DISCLOSURE_STATE_GRANTED) return NotOpen(asked->disclosure);
  ASSIGN_OR_RETURN(const auto entry, store_.GetEntry(asked->disclosure.reference()));
  if (!entry) return NoSuchDisclosure();
  // An officer who has moved on, or an agency that gave the petition up, has no need to know.
  ASSIGN_OR_RETURN(const bool may_ask, MayAsk(*entry, call.reach));
  if (!may_ask) return NoSuchDisclosure();
  v1::OpenDisclosureResponse response;
  *response.mutable_disclosure() = asked->disclosure;
  *response.mutable_entry() = entry->name;
  response.set_wrapped(absl::Base64Escape(asked->wrapped));
  response.set_ciphertext(entry->ciphertext);
  *response.mutable_opened_at() = ToTimestamp(clock_.Now());
  RETURN_IF_ERROR(store_.RecordHandingOut(CommandOf(call, request, clock_),
                                          "vault.DisclosureOpened", asked->disclosure));
  RETURN_IF_ERROR(store_.Flush());
  return response;
}

}  // namespace donthu::vault
