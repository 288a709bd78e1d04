#include "services/routing/referrals.h"

#include "services/base/db/request.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/competence.h"
#include "services/routing/limit.h"
#include "services/routing/refusals.h"

namespace donthu::routing {
namespace {

absl::StatusOr<v1::Referral> Parsed(const std::string& bytes) {
  v1::Referral referral;
  referral.ParseFromString(bytes);
  return referral;
}

// The referral as it will be once the write has moved its version.
v1::Referral Answer(v1::Referral referral) {
  referral.set_etag(std::to_string(std::stoll(referral.etag()) + 1));
  return referral;
}

// Waiting for a decision, nothing judged yet.
void Reset(v1::Handling* handling) {
  handling->set_disposal(law::v1::DISPOSAL_UNSPECIFIED);
  handling->clear_disposed_on();
  handling->set_eligible(false);
  handling->set_competent(false);
  handling->set_prior_status(law::v1::PRIOR_STATUS_UNSPECIFIED);
  handling->set_case_type(law::v1::CASE_TYPE_UNSPECIFIED);
  handling->clear_reason();
  handling->clear_referral_id();
  handling->set_above_level(false);
}

}  // namespace

absl::StatusOr<v1::ListReferralsResponse> Referrals::List(const v1::ListReferralsRequest& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "i"));
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  ASSIGN_OR_RETURN(auto referrals,
                   referrals_.List(request, key.empty() ? 0 : std::stoll(key[0]), size));
  v1::ListReferralsResponse response;
  const bool more = referrals.size() > static_cast<size_t>(size);
  if (more) referrals.resize(size);
  for (auto& referral : referrals) {
    if (referral.state() == v1::REFERRAL_STATE_SENT) {
      ASSIGN_OR_RETURN(const auto sent, law::ToDay(referral.sent_on()));
      const auto due = ClassifyDueOn(rules_, reference->calendar, referral.kind(), sent);
      if (due) *referral.mutable_classify_due_on() = law::ToProto(*due);
    }
    *response.add_referrals() = std::move(referral);
  }
  if (more) {
    response.set_next_page_token(
        page::Token(request, {std::to_string(response.referrals(size - 1).id())}));
  }
  return response;
}

// The referral as sent to this agency, or to one that it took over from, and still open.
absl::StatusOr<v1::Referral> Referrals::OpenReferral(int64_t id, const std::string& agency,
                                                     const common::v1::Date& on,
                                                     const char* field) {
  ASSIGN_OR_RETURN(v1::Referral referral, referrals_.Get(id));
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  ASSIGN_OR_RETURN(const auto day, law::ToDay(on));
  const auto* heir = reference->Heir(referral.to_agency_code(), "", "", day);
  const bool inherited = heir != nullptr && heir->code() == agency;
  if (referral.to_agency_code() != agency && !inherited) {
    return NotFound("referral", "Không có phiếu chuyển này.");
  }
  if (referral.state() != v1::REFERRAL_STATE_SENT) {
    return Failure(absl::StatusCode::kFailedPrecondition, common::v1::NOT_HOLDER,
                   "the referral was answered already")
        .Vi("Phiếu chuyển này đã được trả lời.");
  }
  ASSIGN_OR_RETURN(const auto sent, law::ToDay(referral.sent_on()));
  if (day < sent) {
    return InvalidField(field, "lies before the day it was sent", "Ngày trước ngày chuyển đơn.");
  }
  *referral.mutable_answered_on() = on;
  return referral;
}

absl::StatusOr<v1::Referral> Referrals::Accept(const rpc::Call& call,
                                               const v1::AcceptReferralRequest& request) {
  const std::string fingerprint = db::FingerprintOf(request);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
  if (repeated) return Parsed(*repeated);
  ASSIGN_OR_RETURN(v1::Referral referral, OpenReferral(request.referral_id(), request.agency_code(),
                                                       request.accepted_on(), "accepted_on"));
  ASSIGN_OR_RETURN(Held opened,
                   store_.GetHeld(referral.petition_id(), referral.from_agency_code()));
  referral.set_state(v1::REFERRAL_STATE_ACCEPTED);
  referral.set_reply_number(request.reply_number());
  Reset(&opened.handling);
  opened.handling.set_agency_code(request.agency_code());
  opened.handling.set_decision_number(referral.decision_number());
  *opened.handling.mutable_opened_on() = request.accepted_on();
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.accepted_on()));
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  opened.classify_due_on = ClassifyDueOn(rules_, reference->calendar, opened.handling.kind(), on);
  const v1::Referral answer = Answer(referral);
  RETURN_IF_ERROR(referrals_.Accept(
      {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, referral,
      opened));
  return answer;
}

absl::StatusOr<v1::Referral> Referrals::Return(const rpc::Call& call,
                                               const v1::ReturnReferralRequest& request) {
  const std::string fingerprint = db::FingerprintOf(request);
  ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
  if (repeated) return Parsed(*repeated);
  ASSIGN_OR_RETURN(v1::Referral referral, OpenReferral(request.referral_id(), request.agency_code(),
                                                       request.returned_on(), "returned_on"));
  if (!referral.decision_number().empty()) {
    ASSIGN_OR_RETURN(const auto on, law::ToDay(request.returned_on()));
    ASSIGN_OR_RETURN(const auto basis, DisputeBasis(rules_, on));
    return Bound(basis);
  }
  ASSIGN_OR_RETURN(Held reopened,
                   store_.GetHeld(referral.petition_id(), referral.from_agency_code()));
  referral.set_state(v1::REFERRAL_STATE_RETURNED);
  referral.set_return_reason(request.reason());
  referral.set_reply_number(request.reply_number());
  Reset(&reopened.handling);
  const v1::Referral answer = Answer(referral);
  RETURN_IF_ERROR(referrals_.Return(
      {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, referral,
      reopened));
  return answer;
}

}  // namespace donthu::routing
