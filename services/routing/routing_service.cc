#include "services/routing/routing_service.h"

#include "services/base/access/access.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/routing/proposal.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {
namespace {

constexpr size_t kDuplicatesMax = 5;

absl::Status Refused(const std::string& message, const std::string& message_vi) {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED, message)
      .Vi(message_vi);
}

absl::Status Stale(const std::string& etag) {
  return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG,
                 "the handling changed since it was read")
      .With("etag", etag)
      .Vi("Đơn vừa được người khác xử lý. Tải lại rồi thực hiện tiếp.");
}

absl::Status WentThereBefore() {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::REFERRAL_RETURNED_BEFORE,
                 "the petition went to that agency before")
      .Field("to_agency_code", "held this petition before",
             "Đơn đã từng chuyển đến hoặc qua cơ quan này.")
      .Vi("Đơn đã từng chuyển đến hoặc qua cơ quan này, không chuyển lại theo cách cũ. "
          "Chọn cơ quan khác hoặc hướng xử lý khác.");
}

class RoutingService : public Service {
 public:
  explicit RoutingService(const Environment& environment)
      : rules_(environment.rules),
        pool_(environment.pool),
        store_(environment.pool),
        reference_(environment.pool),
        methods_("donthu.routing.v1.RoutingService") {
    using rpc::Call;
    methods_.Unary<v1::ProposeDisposalRequest, v1::Proposal>(
        "ProposeDisposal", [this](const Call& c, const auto& r) { return ProposeFor(c, r); });
    methods_.Unary<v1::DisposeRequest, v1::Handling>(
        "Dispose", [this](const Call& c, const auto& r) { return Dispose(c, r); });
    methods_.Unary<v1::GetHandlingRequest, v1::Handling>(
        "GetHandling", [this](const Call&, const auto& r) { return GetHandling(r); });
    methods_.Unary<v1::ListReferralsRequest, v1::ListReferralsResponse>(
        "ListReferrals", [this](const Call&, const auto& r) { return ListReferrals(r); });
    methods_.Unary<v1::AcceptReferralRequest, v1::Referral>(
        "AcceptReferral", [this](const Call& c, const auto& r) { return AcceptReferral(c, r); });
    methods_.Unary<v1::ReturnReferralRequest, v1::Referral>(
        "ReturnReferral", [this](const Call& c, const auto& r) { return ReturnReferral(c, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  absl::StatusOr<v1::Proposal> ProposeFor(const rpc::Call& call,
                                          const v1::ProposeDisposalRequest& request) {
    ASSIGN_OR_RETURN(const Case found,
                     store_.GetCase(request.petition_id(), request.agency_code()));
    if (!call.reach.Includes(found.held.handling.agency_code())) {
      return NotFound("petition at this agency", "Cơ quan không giữ đơn này.");
    }
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    DuplicateQuery query;
    query.before_id = request.petition_id();
    query.facts = found.duplicate_facts;
    query.band_keys = found.band_keys;
    query.identity_withheld = found.held.identity_withheld;
    ASSIGN_OR_RETURN(const auto duplicates,
                     FindDuplicates(pool_, query, call.reach, kDuplicatesMax));
    return Propose(found, *reference, rules_, duplicates);
  }

  absl::StatusOr<v1::Handling> Dispose(const rpc::Call& call, const v1::DisposeRequest& request) {
    const std::string fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
    v1::Handling answer;
    if (repeated) {
      answer.ParseFromString(*repeated);
      return answer;
    }
    ASSIGN_OR_RETURN(Held held, store_.GetHeld(request.petition_id(), request.agency_code()));
    if (held.handling.etag() != request.etag()) return Stale(held.handling.etag());
    RETURN_IF_ERROR(CheckDispose(held, request));
    v1::Handling& handling = held.handling;
    handling.set_disposal(request.disposal());
    *handling.mutable_disposed_on() = request.disposed_on();
    handling.set_kind(request.kind());
    handling.set_eligible(request.eligible());
    handling.set_competent(request.competent());
    handling.set_prior_status(request.prior_status());
    handling.set_case_type(request.case_type());
    handling.set_reason(request.reason());
    RETURN_IF_ERROR(Follow(request, &handling));
    handling.set_etag(std::to_string(held.version + 1));
    const absl::Status done = store_.Dispose(
        {request.request_id(), fingerprint, handling.SerializeAsString(), call.principal}, held,
        request.to_agency_code());
    if (ReasonOf(done) == common::v1::STALE_ETAG) {
      ASSIGN_OR_RETURN(const Held now,
                       store_.GetHeld(request.petition_id(), request.agency_code()));
      return Stale(now.handling.etag());
    }
    RETURN_IF_ERROR(done);
    return handling;
  }

  absl::Status CheckDispose(const Held& held, const v1::DisposeRequest& request) {
    if (held.handling.disposal() != law::v1::DISPOSAL_UNSPECIFIED) {
      return Refused("the petition was disposed of already", "Đơn này đã được xử lý.");
    }
    ASSIGN_OR_RETURN(const auto on, law::ToDay(request.disposed_on()));
    ASSIGN_OR_RETURN(const auto opened, law::ToDay(held.handling.opened_on()));
    if (on < opened) {
      return InvalidField("disposed_on", "lies before the day of receipt",
                          "Ngày xử lý trước ngày nhận đơn.");
    }
    if (request.kind() == law::v1::PETITION_KIND_DENUNCIATION && !held.identity_withheld) {
      // Its author lies open in intake; until there is a vault to move him to, the letter is
      // registered anew.
      return Refused("a petition registered with its author's name can't become a denunciation",
                     "Đơn này đã lưu họ tên người gửi. Đăng ký lại là đơn tố cáo để giữ bí mật "
                     "người tố cáo, rồi lưu đơn này.");
    }
    RETURN_IF_ERROR(law::CheckDisposal(rules_, request.kind(), request.eligible(),
                                       request.competent(), request.disposal(), on));
    return CheckDetails(held, request, on);
  }

  // What each disposal needs beside itself.
  absl::Status CheckDetails(const Held& held, const v1::DisposeRequest& request,
                            absl::CivilDay on) {
    const auto disposal = request.disposal();
    const bool needs_reason = disposal == law::v1::DISPOSAL_REFUSE ||
                              disposal == law::v1::DISPOSAL_FILE ||
                              disposal == law::v1::DISPOSAL_RETURN;
    if (needs_reason && request.reason().empty()) {
      return InvalidField("reason", "is required for this disposal", "Chưa ghi lý do.");
    }
    if (disposal == law::v1::DISPOSAL_ACCEPT &&
        request.case_type() == law::v1::CASE_TYPE_UNSPECIFIED) {
      return InvalidField("case_type", "is required to accept", "Chưa chọn loại vụ việc.");
    }
    if ((disposal == law::v1::DISPOSAL_TRANSFER) != !request.to_agency_code().empty()) {
      return InvalidField("to_agency_code", "is required for TRANSFER and only then",
                          "Chọn cơ quan nhận khi chuyển đơn.");
    }
    if ((disposal == law::v1::DISPOSAL_JOIN) != (request.join_petition_id() > 0)) {
      return InvalidField("join_petition_id", "is required for JOIN and only then",
                          "Chọn đơn đã có để gộp.");
    }
    if (disposal != law::v1::DISPOSAL_TRANSFER) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto* target = reference->Agency(request.to_agency_code());
    if (target == nullptr || !ExistsOn(*target, on) ||
        target->code() == held.handling.agency_code()) {
      return InvalidField("to_agency_code", "names no other agency that existed on disposed_on",
                          "Không có cơ quan nhận này vào ngày chuyển.");
    }
    ASSIGN_OR_RETURN(const bool went, store_.WentThere(request.petition_id(), request.agency_code(),
                                                       target->code()));
    return went ? WentThereBefore() : absl::OkStatus();
  }

  // The referral that a transfer opens, the matter that a duplicate joins.
  absl::Status Follow(const v1::DisposeRequest& request, v1::Handling* handling) {
    if (request.disposal() == law::v1::DISPOSAL_TRANSFER) {
      ASSIGN_OR_RETURN(const int64_t id, store_.NextReferralId());
      handling->set_referral_id(id);
    }
    if (request.disposal() == law::v1::DISPOSAL_JOIN) {
      if (request.join_petition_id() == request.petition_id()) {
        return InvalidField("join_petition_id", "is the petition itself",
                            "Không gộp đơn vào chính nó.");
      }
      // The other petition's matter is taken from where it was received, so that chains of copies
      // end in one matter.
      ASSIGN_OR_RETURN(const Held other, store_.GetHeld(request.join_petition_id(), ""));
      handling->set_matter_id(other.handling.matter_id());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Handling> GetHandling(const v1::GetHandlingRequest& request) {
    ASSIGN_OR_RETURN(Held held, store_.GetHeld(request.petition_id(), request.agency_code()));
    return std::move(held.handling);
  }

  absl::StatusOr<v1::ListReferralsResponse> ListReferrals(const v1::ListReferralsRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "i"));
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto referrals,
                     store_.List(request, key.empty() ? 0 : std::stoll(key[0]), size));
    v1::ListReferralsResponse response;
    const bool more = referrals.size() > static_cast<size_t>(size);
    if (more) referrals.resize(size);
    for (auto& referral : referrals) *response.add_referrals() = std::move(referral);
    if (more) {
      response.set_next_page_token(
          page::Token(request, {std::to_string(response.referrals(size - 1).id())}));
    }
    return response;
  }

  // The referral as sent to this agency and still open.
  absl::StatusOr<v1::Referral> OpenReferral(int64_t id, const std::string& agency,
                                            const common::v1::Date& on, const char* field) {
    ASSIGN_OR_RETURN(v1::Referral referral, store_.GetReferral(id));
    if (referral.to_agency_code() != agency) {
      return NotFound("referral", "Không có phiếu chuyển này.");
    }
    if (referral.state() != v1::REFERRAL_STATE_SENT) {
      return Failure(absl::StatusCode::kFailedPrecondition, common::v1::NOT_HOLDER,
                     "the referral was answered already")
          .Vi("Phiếu chuyển này đã được trả lời.");
    }
    ASSIGN_OR_RETURN(const auto day, law::ToDay(on));
    ASSIGN_OR_RETURN(const auto sent, law::ToDay(referral.sent_on()));
    if (day < sent) {
      return InvalidField(field, "lies before the day it was sent", "Ngày trước ngày chuyển đơn.");
    }
    *referral.mutable_answered_on() = on;
    return referral;
  }

  absl::StatusOr<v1::Referral> AcceptReferral(const rpc::Call& call,
                                              const v1::AcceptReferralRequest& request) {
    const std::string fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
    if (repeated) return Parsed(*repeated);
    ASSIGN_OR_RETURN(v1::Referral referral,
                     OpenReferral(request.referral_id(), request.agency_code(),
                                  request.accepted_on(), "accepted_on"));
    ASSIGN_OR_RETURN(Held opened,
                     store_.GetHeld(referral.petition_id(), referral.from_agency_code()));
    referral.set_state(v1::REFERRAL_STATE_ACCEPTED);
    referral.set_reply_number(request.reply_number());
    Reset(&opened.handling);
    opened.handling.set_agency_code(referral.to_agency_code());
    *opened.handling.mutable_opened_on() = request.accepted_on();
    const v1::Referral answer = Answer(referral);
    RETURN_IF_ERROR(store_.Accept(
        {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, referral,
        opened));
    return answer;
  }

  absl::StatusOr<v1::Referral> ReturnReferral(const rpc::Call& call,
                                              const v1::ReturnReferralRequest& request) {
    const std::string fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
    if (repeated) return Parsed(*repeated);
    ASSIGN_OR_RETURN(v1::Referral referral,
                     OpenReferral(request.referral_id(), request.agency_code(),
                                  request.returned_on(), "returned_on"));
    ASSIGN_OR_RETURN(Held reopened,
                     store_.GetHeld(referral.petition_id(), referral.from_agency_code()));
    referral.set_state(v1::REFERRAL_STATE_RETURNED);
    referral.set_return_reason(request.reason());
    referral.set_reply_number(request.reply_number());
    Reset(&reopened.handling);
    const v1::Referral answer = Answer(referral);
    RETURN_IF_ERROR(store_.Return(
        {request.request_id(), fingerprint, answer.SerializeAsString(), call.principal}, referral,
        reopened));
    return answer;
  }

  static absl::StatusOr<v1::Referral> Parsed(const std::string& bytes) {
    v1::Referral referral;
    referral.ParseFromString(bytes);
    return referral;
  }

  // The referral as it will be once the write has moved its version.
  static v1::Referral Answer(v1::Referral referral) {
    referral.set_etag(std::to_string(std::stoll(referral.etag()) + 1));
    return referral;
  }

  // Waiting for a decision, nothing judged yet.
  static void Reset(v1::Handling* handling) {
    handling->set_disposal(law::v1::DISPOSAL_UNSPECIFIED);
    handling->clear_disposed_on();
    handling->set_eligible(false);
    handling->set_competent(false);
    handling->set_prior_status(law::v1::PRIOR_STATUS_UNSPECIFIED);
    handling->set_case_type(law::v1::CASE_TYPE_UNSPECIFIED);
    handling->clear_reason();
    handling->clear_referral_id();
  }

  const law::RuleBook& rules_;
  db::Pool& pool_;
  RoutingStore store_;
  ReferenceCache reference_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewRoutingService(const Environment& environment) {
  return std::make_unique<RoutingService>(environment);
}

}  // namespace donthu::routing
