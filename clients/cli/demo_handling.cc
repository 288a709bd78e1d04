#include "clients/cli/demo_handling.h"

#include "absl/strings/str_format.h"
#include "clients/cli/demo_days.h"
#include "clients/cli/disposal.h"
#include "clients/cpp/request_id.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

// A petition that travels further than this would be going round in circles.
constexpr int kHopsMax = 5;
// Of a hundred referrals, so many are returned by the first receiver.
constexpr int kReturnedOfHundred = 10;

}  // namespace

absl::StatusOr<routing::v1::Handling> DemoHandling::Handle(const ImportedPetition& petition) {
  routing::v1::Handling last;
  std::string agency = petition.request.agency_code();
  absl::CivilDay earliest = *law::ToDay(petition.request.received_on());
  for (int hop = 0; hop < kHopsMax; ++hop) {
    visited_.insert(agency);
    ASSIGN_OR_RETURN(Step step, CurrentStep(petition, agency));
    if (step.handling.disposal() == law::v1::DISPOSAL_UNSPECIFIED) {
      const absl::CivilDay on = Workday(earliest + 3);
      if (on <= last_day_) {
        ASSIGN_OR_RETURN(step, Dispose(petition, agency, on));
      }
    }
    last = step.handling;
    if (last.disposal() != law::v1::DISPOSAL_TRANSFER) return last;
    auto referral = step.referral;
    if (referral.state() == routing::v1::REFERRAL_STATE_SENT) {
      ASSIGN_OR_RETURN(const auto sent, law::ToDay(referral.sent_on()));
      const absl::CivilDay on = Workday(sent + 2);
      if (on > last_day_) return last;
      ASSIGN_OR_RETURN(referral, Answer(petition, referral, on, hop == 0));
    }
    ASSIGN_OR_RETURN(earliest, law::ToDay(referral.answered_on()));
    if (referral.state() == routing::v1::REFERRAL_STATE_ACCEPTED) {
      agency = referral.to_agency_code();
    }
  }
  return last;
}

absl::StatusOr<DemoHandling::Step> DemoHandling::CurrentStep(const ImportedPetition& petition,
                                                             const std::string& agency) {
  routing::v1::GetHandlingRequest request;
  request.set_petition_id(petition.receipt.petition_id());
  request.set_agency_code(agency);
  Step step;
  ASSIGN_OR_RETURN(step.handling, routing_.GetHandling(request));
  if (step.handling.disposal() == law::v1::DISPOSAL_TRANSFER) {
    ASSIGN_OR_RETURN(step.referral, FindReferral(agency, step.handling.referral_id()));
  }
  return step;
}

absl::StatusOr<DemoHandling::Step> DemoHandling::Dispose(const ImportedPetition& petition,
                                                         const std::string& agency,
                                                         absl::CivilDay on) {
  routing::v1::ProposeDisposalRequest ask;
  ask.set_petition_id(petition.receipt.petition_id());
  ask.set_agency_code(agency);
  ASSIGN_OR_RETURN(const auto proposal, routing_.ProposeDisposal(ask));
  auto request = AsProposed(proposal, petition.request.kind(), agency);
  *request.mutable_disposed_on() = law::ToProto(on);
  auto step = Send(request, "as proposed");
  if (ReasonOf(step.status()) == common::v1::REFERRAL_RETURNED_BEFORE) {
    return DisposeOtherwise(std::move(request));
  }
  return step;
}

// The petition was at that agency before: it goes to the committee above, or is filed where there
// is none.
absl::StatusOr<DemoHandling::Step> DemoHandling::DisposeOtherwise(
    routing::v1::DisposeRequest request) {
  directory::v1::GetAgencyRequest ask;
  ask.set_code(request.to_agency_code());
  ASSIGN_OR_RETURN(const auto receiver, directory_.GetAgency(ask));
  if (!receiver.parent_code().empty() && receiver.parent_code() != request.agency_code()) {
    request.set_to_agency_code(receiver.parent_code());
    const auto step = Send(request, "to the committee above");
    if (step.ok() || ReasonOf(step.status()) != common::v1::REFERRAL_RETURNED_BEFORE) return step;
  }
  request.clear_to_agency_code();
  request.set_disposal(law::v1::DISPOSAL_FILE);
  request.set_eligible(false);
  request.set_competent(false);
  request.set_reason(
      "Cơ quan nhận đã trả lại đơn, không còn nơi chuyển; lưu đơn và báo người gửi.");
  return Send(request, "filed");
}

absl::StatusOr<DemoHandling::Step> DemoHandling::Send(routing::v1::DisposeRequest request,
                                                      const std::string& way) {
  request.set_request_id(client::NamedRequestId(
      "donthu/demo/dispose", absl::StrFormat("%d\n%s\n%s\n%s", request.petition_id(),
                                             request.agency_code(), request.etag(), way)));
  Step step;
  ASSIGN_OR_RETURN(step.handling, routing_.Dispose(request));
  step.referral.set_id(step.handling.referral_id());
  step.referral.set_to_agency_code(request.to_agency_code());
  step.referral.set_state(routing::v1::REFERRAL_STATE_SENT);
  *step.referral.mutable_sent_on() = request.disposed_on();
  return step;
}

absl::StatusOr<routing::v1::Referral> DemoHandling::Answer(const ImportedPetition& petition,
                                                           const routing::v1::Referral& referral,
                                                           absl::CivilDay on, bool first) {
  const std::string number = std::to_string(referral.id());
  if (first && Fate("return", petition.request.external_id()) < kReturnedOfHundred) {
    routing::v1::ReturnReferralRequest request;
    request.set_request_id(client::NamedRequestId("donthu/demo/return", number));
    request.set_referral_id(referral.id());
    request.set_agency_code(referral.to_agency_code());
    *request.mutable_returned_on() = law::ToProto(on);
    request.set_reason("Nội dung đơn không thuộc thẩm quyền của cơ quan nhận.");
    request.set_reply_number(number + "/CV-TL");
    return routing_.ReturnReferral(request);
  }
  routing::v1::AcceptReferralRequest request;
  request.set_request_id(client::NamedRequestId("donthu/demo/accept", number));
  request.set_referral_id(referral.id());
  request.set_agency_code(referral.to_agency_code());
  *request.mutable_accepted_on() = law::ToProto(on);
  // Every second receiver answers the sender in writing; form 01/XLD counts those replies.
  if (Fate("reply", petition.request.external_id()) < 50) {
    request.set_reply_number(number + "/CV-TN");
  }
  return routing_.AcceptReferral(request);
}

absl::StatusOr<routing::v1::Referral> DemoHandling::FindReferral(const std::string& sender,
                                                                 std::int64_t id) {
  auto& known = sent_before_[sender];
  if (known.count(id) == 0) {
    RETURN_IF_ERROR(EachReferral(
        sender, [&known](const routing::v1::Referral& one) { known[one.id()] = one; }));
  }
  const auto found = known.find(id);
  if (found == known.end()) return NotFound("referral", "Không có phiếu chuyển này.");
  return found->second;
}

absl::Status DemoHandling::EachReferral(
    const std::string& sender,
    const std::function<void(const routing::v1::Referral&)>& visit) const {
  routing::v1::ListReferralsRequest request;
  request.set_agency_code(sender);
  request.set_sent(true);
  request.set_page_size(500);
  do {
    ASSIGN_OR_RETURN(const auto page, routing_.ListReferrals(request));
    for (const auto& referral : page.referrals()) visit(referral);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

absl::StatusOr<std::map<routing::v1::ReferralState, int>> DemoHandling::CountReferrals() const {
  std::map<routing::v1::ReferralState, int> counts;
  for (const std::string& agency : visited_) {
    RETURN_IF_ERROR(EachReferral(
        agency, [&counts](const routing::v1::Referral& one) { ++counts[one.state()]; }));
  }
  return counts;
}

}  // namespace donthu::cli
