#include "services/routing/routing_service.h"

#include "services/base/access/access.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/routing/accused.h"
#include "services/routing/proposal.h"
#include "services/routing/referral_store.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {
namespace {

constexpr size_t kDuplicatesMax = 5;
constexpr char kProvinceCommittee[] = "ubnd_tinh";

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

absl::Status Conflict() {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST,
                 "the accused leads that agency or one above it")
      .With("citation", "L-TC Đ.12")
      .Vi("Người bị tố cáo đứng đầu, là cấp phó của cơ quan này hoặc của cơ quan cấp trên của nó. "
          "Chuyển đến cơ quan cấp trên trực tiếp (L-TC Đ.12).");
}

absl::Status Bound(const law::v1::Basis& basis) {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                 "the chairman of the province has decided that this agency takes the petition")
      .With("citation", basis.citation())
      .Vi("Chủ tịch UBND tỉnh đã quyết định cơ quan này giải quyết, không chuyển hoặc trả lại (" +
          basis.citation() + ").");
}

class RoutingService : public Service {
 public:
  explicit RoutingService(const Environment& environment)
      : rules_(environment.rules),
        pool_(environment.pool),
        store_(environment.pool),
        referrals_(environment.pool),
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
    methods_.Unary<v1::DecideCompetenceRequest, v1::Handling>(
        "DecideCompetence", [this](const Call& c, const auto& r) { return Decide(c, r); });
    methods_.Unary<v1::CountAboveLevelRequest, v1::CountAboveLevelResponse>(
        "CountAboveLevel", [this](const Call& c, const auto& r) { return CountAboveLevel(c, r); });
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
    std::optional<v1::Accused> accused;
    if (request.has_accused()) {
      RETURN_IF_ERROR(CheckAccused(*reference, request.accused()));
      accused = request.accused();
    }
    DuplicateQuery query;
    query.before_id = request.petition_id();
    query.facts = found.duplicate_facts;
    query.band_keys = found.band_keys;
    query.identity_withheld = found.held.identity_withheld;
    ASSIGN_OR_RETURN(const auto duplicates,
                     FindDuplicates(pool_, query, call.reach, kDuplicatesMax));
    return Propose(found, *reference, rules_, duplicates, accused);
  }

  absl::StatusOr<v1::Handling> Dispose(const rpc::Call& call, const v1::DisposeRequest& request) {
    const std::string fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
    v1::Handling answer;
    if (repeated) {
      answer.ParseFromString(*repeated);
      return answer;
    }
    ASSIGN_OR_RETURN(Case found, store_.GetCase(request.petition_id(), request.agency_code()));
    Held& held = found.held;
    if (held.handling.etag() != request.etag()) return Stale(held.handling.etag());
    RETURN_IF_ERROR(CheckDispose(held, request));
    RETURN_IF_ERROR(Judge(request, &found));
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

  // What the service itself finds: the accused, conflicts of interest, vượt cấp. The kind is the
  // officer's.
  absl::Status Judge(const v1::DisposeRequest& request, Case* found) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    std::optional<v1::Accused> accused;
    if (request.has_accused()) {
      RETURN_IF_ERROR(CheckAccused(*reference, request.accused()));
      accused = request.accused();
    }
    Matter matter = MatterOf(*found, accused);
    matter.kind = request.kind();
    const Competence competence = FindCompetent(*reference, rules_, matter);
    v1::Handling& handling = found->held.handling;
    handling.set_above_level(IsAboveLevel(*reference, found->held, matter, competence));
    handling.clear_accused();
    if (!competence.accused) return absl::OkStatus();
    *handling.mutable_accused() = *competence.accused;
    const std::string& goes_to = request.disposal() == law::v1::DISPOSAL_TRANSFER
                                     ? request.to_agency_code()
                                     : handling.agency_code();
    const bool settles = request.disposal() == law::v1::DISPOSAL_TRANSFER ||
                         request.disposal() == law::v1::DISPOSAL_ACCEPT;
    ASSIGN_OR_RETURN(const auto on, law::ToDay(request.disposed_on()));
    return settles && HasConflict(*reference, *competence.accused, goes_to, on) ? Conflict()
                                                                                : absl::OkStatus();
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
    RETURN_IF_ERROR(CheckTarget(*reference, held, request.to_agency_code(), on));
    if (request.to_agency_code() == held.handling.agency_code()) {
      return InvalidField("to_agency_code", "is the agency itself",
                          "Không chuyển đơn cho chính mình.");
    }
    if (!held.handling.decision_number().empty()) {
      ASSIGN_OR_RETURN(const auto basis, DisputeBasis(rules_, on));
      return Bound(basis);
    }
    ASSIGN_OR_RETURN(const bool went,
                     referrals_.WentThere(request.petition_id(), request.agency_code(),
                                          request.to_agency_code()));
    return went ? WentThereBefore() : absl::OkStatus();
  }

  // The agency exists on that day; where it ended, the refusal names who took over.
  static absl::Status CheckTarget(const Reference& reference, const Held& held,
                                  const std::string& code, absl::CivilDay on) {
    const auto* target = reference.Agency(code);
    if (target != nullptr && ExistsOn(*target, on)) return absl::OkStatus();
    auto failure = InvalidField("to_agency_code", "names no agency that existed on that day",
                                "Không có cơ quan nhận này vào ngày đó.");
    if (target == nullptr) return failure;
    const std::string place = reference.AreaOn(held.area_key, on);
    const auto* heir = reference.Heir(code, held.subject_code, place, on);
    if (heir == nullptr) return failure;
    failure.With("successor", heir->code())
        .Vi(target->name() + " không còn vào ngày đó; cơ quan kế thừa: " + heir->name() + " (" +
            heir->code() + ").");
    return failure;
  }

  // The referral that a transfer opens, the matter that a duplicate joins.
  absl::Status Follow(const v1::DisposeRequest& request, v1::Handling* handling) {
    if (request.disposal() == law::v1::DISPOSAL_TRANSFER) {
      ASSIGN_OR_RETURN(const int64_t id, referrals_.NextId());
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
    ASSIGN_OR_RETURN(const auto transfers, referrals_.Transfers(request.petition_id()));
    for (const auto& transfer : transfers) *held.handling.add_transfers() = transfer;
    return std::move(held.handling);
  }

  absl::StatusOr<v1::ListReferralsResponse> ListReferrals(const v1::ListReferralsRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "i"));
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto referrals,
                     referrals_.List(request, key.empty() ? 0 : std::stoll(key[0]), size));
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

  // The chairman of the province, or the inspectorate that acts for him, in person of the
  // province's committee.
  absl::Status CheckChairman(const Reference& reference, const Principal& principal) {
    const auto* agency = reference.Agency(principal.agency);
    if (agency != nullptr && agency->kind() == kProvinceCommittee) return absl::OkStatus();
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "only the committee of the province decides disputes of competence")
        .Vi("Chỉ Chủ tịch UBND tỉnh quyết định tranh chấp thẩm quyền (L-KN Đ.21 k.3).");
  }

  absl::StatusOr<v1::Handling> Decide(const rpc::Call& call,
                                      const v1::DecideCompetenceRequest& request) {
    const std::string fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request.request_id(), fingerprint));
    v1::Handling answer;
    if (repeated) {
      answer.ParseFromString(*repeated);
      return answer;
    }
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    RETURN_IF_ERROR(CheckChairman(*reference, call.principal));
    ASSIGN_OR_RETURN(Held held, store_.GetHeld(request.petition_id(), request.agency_code()));
    if (held.handling.etag() != request.etag()) return Stale(held.handling.etag());
    RETURN_IF_ERROR(CheckDecision(*reference, held, request));
    v1::Handling& handling = held.handling;
    if (request.to_agency_code() == handling.agency_code()) {
      handling.set_decision_number(request.document_number());
    } else {
      ASSIGN_OR_RETURN(const auto on, law::ToDay(request.decided_on()));
      ASSIGN_OR_RETURN(const int64_t id, referrals_.NextId());
      handling.set_referral_id(id);
      handling.set_disposal(PassingOn(handling.kind(), on));
      *handling.mutable_disposed_on() = request.decided_on();
      handling.set_eligible(true);
      handling.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    }
    handling.set_reason(request.reason());
    handling.set_etag(std::to_string(held.version + 1));
    RETURN_IF_ERROR(store_.Decide(
        {request.request_id(), fingerprint, handling.SerializeAsString(), call.principal}, held,
        request));
    return handling;
  }

  absl::Status CheckDecision(const Reference& reference, const Held& held,
                             const v1::DecideCompetenceRequest& request) {
    if (held.handling.disposal() != law::v1::DISPOSAL_UNSPECIFIED) {
      return Refused("the petition was disposed of already", "Đơn này đã được xử lý.");
    }
    ASSIGN_OR_RETURN(const auto on, law::ToDay(request.decided_on()));
    ASSIGN_OR_RETURN(const auto opened, law::ToDay(held.handling.opened_on()));
    if (on < opened) {
      return InvalidField("decided_on", "lies before the day of receipt",
                          "Ngày quyết định trước ngày nhận đơn.");
    }
    RETURN_IF_ERROR(CheckTarget(reference, held, request.to_agency_code(), on));
    const auto& accused = held.handling.accused();
    return held.handling.has_accused() &&
                   HasConflict(reference, accused, request.to_agency_code(), on)
               ? Conflict()
               : absl::OkStatus();
  }

  // What the closed table calls the holder's part when somebody else is competent, so that the
  // identities of the forms hold.
  law::v1::Disposal PassingOn(law::v1::PetitionKind kind, absl::CivilDay on) {
    const auto* row = rules_.Disposals(kind, true, false, on);
    const bool guides = row != nullptr && row->allowed(0) == law::v1::DISPOSAL_GUIDE;
    return guides ? law::v1::DISPOSAL_GUIDE : law::v1::DISPOSAL_TRANSFER;
  }

  absl::StatusOr<v1::CountAboveLevelResponse> CountAboveLevel(
      const rpc::Call& call, const v1::CountAboveLevelRequest& request) {
    ASSIGN_OR_RETURN(const auto from, law::ToDay(request.from()));
    ASSIGN_OR_RETURN(const auto to, law::ToDay(request.to()));
    if (to < from) return InvalidField("to", "lies before from", "Ngày cuối trước ngày đầu.");
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    std::vector<std::string> agencies;
    for (auto& code : reference->Tree(request.agency_code())) {
      if (call.reach.Includes(code)) agencies.push_back(std::move(code));
    }
    return store_.CountAboveLevel(agencies, from, to);
  }

  // The referral as sent to this agency, or to one that it took over from, and still open.
  absl::StatusOr<v1::Referral> OpenReferral(int64_t id, const std::string& agency,
                                            const common::v1::Date& on, const char* field) {
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
    opened.handling.set_agency_code(request.agency_code());
    opened.handling.set_decision_number(referral.decision_number());
    *opened.handling.mutable_opened_on() = request.accepted_on();
    const v1::Referral answer = Answer(referral);
    RETURN_IF_ERROR(referrals_.Accept(
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
    handling->set_above_level(false);
  }

  const law::RuleBook& rules_;
  db::Pool& pool_;
  RoutingStore store_;
  ReferralStore referrals_;
  ReferenceCache reference_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewRoutingService(const Environment& environment) {
  return std::make_unique<RoutingService>(environment);
}

}  // namespace donthu::routing
