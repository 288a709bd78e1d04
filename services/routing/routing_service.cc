#include "services/routing/routing_service.h"

#include <algorithm>

#include "services/base/access/access.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/reference/accused.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/routing/assignments.h"
#include "services/routing/desk.h"
#include "services/routing/left_work.h"
#include "services/routing/proposal.h"
#include "services/routing/referral_store.h"
#include "services/routing/referrals.h"
#include "services/routing/refusals.h"
#include "services/routing/routing_store.h"

namespace donthu::routing {
namespace {

constexpr size_t kDuplicatesMax = 5;
constexpr char kProvinceCommittee[] = "ubnd_tinh";

class RoutingService : public Service {
 public:
  RoutingService(const Environment& environment, personal::NumberKeys keys)
      : clock_(environment.clock),
        rules_(environment.rules),
        pool_(environment.pool),
        store_(environment.pool),
        referral_store_(environment.pool),
        reference_(environment.pool),
        referrals_(store_, referral_store_, reference_, rules_),
        desk_(environment.pool, reference_, rules_, environment.clock, std::move(keys)),
        assignments_(environment.pool, store_, reference_, environment.clock),
        left_work_(environment.pool, store_, reference_, environment.clock),
        methods_("donthu.routing.v1.RoutingService") {
    using rpc::Call;
    methods_.Unary<v1::ProposeDisposalRequest, v1::Proposal>(
        "ProposeDisposal", [this](const Call& c, const auto& r) { return ProposeFor(c, r); });
    methods_.Unary<v1::DisposeRequest, v1::Handling>(
        "Dispose", [this](const Call& c, const auto& r) { return Dispose(c, r); });
    methods_.Unary<v1::GetHandlingRequest, v1::Handling>(
        "GetHandling", [this](const Call&, const auto& r) { return GetHandling(r); });
    methods_.Unary<v1::ListReferralsRequest, v1::ListReferralsResponse>(
        "ListReferrals", [this](const Call&, const auto& r) { return referrals_.List(r); });
    methods_.Unary<v1::AcceptReferralRequest, v1::Referral>(
        "AcceptReferral", [this](const Call& c, const auto& r) { return referrals_.Accept(c, r); });
    methods_.Unary<v1::ReturnReferralRequest, v1::Referral>(
        "ReturnReferral", [this](const Call& c, const auto& r) { return referrals_.Return(c, r); });
    methods_.Unary<v1::DecideCompetenceRequest, v1::Handling>(
        "DecideCompetence", [this](const Call& c, const auto& r) { return Decide(c, r); });
    methods_.Unary<v1::CountAboveLevelRequest, v1::CountAboveLevelResponse>(
        "CountAboveLevel", [this](const Call& c, const auto& r) { return CountAboveLevel(c, r); });
    methods_.Unary<v1::AssignOfficerRequest, v1::Assignment>(
        "AssignOfficer",
        [this](const Call& c, const auto& r) { return assignments_.Assign(c, r); });
    methods_.Unary<v1::GetAssignmentsRequest, v1::GetAssignmentsResponse>(
        "GetAssignments", [this](const Call&, const auto& r) { return assignments_.List(r); });
    methods_.Unary<v1::ListLeftWorkRequest, v1::ListLeftWorkResponse>(
        "ListLeftWork", [this](const Call&, const auto& r) { return left_work_.List(r); });
    methods_.Unary<v1::ReassignWorkRequest, v1::ReassignWorkResponse>(
        "ReassignWork", [this](const Call& c, const auto& r) { return left_work_.GiveOn(c, r); });
    methods_.Unary<v1::ProposeForDraftRequest, v1::DraftAdvice>(
        "ProposeForDraft", [this](const Call& c, const auto& r) { return desk_.Advise(c, r); });
    methods_.Unary<v1::ListToClassifyRequest, v1::ListToClassifyResponse>(
        "ListToClassify", [this](const Call&, const auto& r) { return desk_.ToClassify(r); });
    methods_.Unary<v1::GetHandlingsRequest, v1::GetHandlingsResponse>(
        "GetHandlings", [this](const Call& c, const auto& r) { return desk_.Handlings(c, r); });
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
    RETURN_IF_ERROR(CheckActor(call, held));
    v1::Handling& handling = held.handling;
    handling.set_disposal(request.disposal());
    *handling.mutable_disposed_on() = request.disposed_on();
    handling.set_kind(request.kind());
    handling.set_eligible(request.eligible());
    handling.set_competent(request.competent());
    handling.set_prior_status(request.prior_status());
    handling.set_case_type(request.case_type());
    handling.set_reason(request.reason());
    RETURN_IF_ERROR(Follow(request, &held));
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

  // Heads dispose of what their own agency holds. Of what one below holds only where the accused
  // leads it, so that nobody there may deal with it; the one who stands in is the one who sees it.
  absl::Status CheckActor(const rpc::Call& call, const Held& held) {
    if (HasRole(call.principal, options::v1::ROLE_SYSTEM)) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto today = clock_.Today();
    const auto own = reference->WithPredecessors({call.principal.agency}, today);
    const auto& handling = held.handling;
    if (std::count(own.begin(), own.end(), handling.agency_code()) > 0 ||
        (held.identity_withheld && handling.has_accused() &&
         HasConflict(*reference, handling.accused(), handling.agency_code(), today))) {
      return absl::OkStatus();
    }
    return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                   "an agency's own officers dispose of what it holds")
        .Vi("Đơn do cơ quan đang giữ xử lý.");
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
    if (found->held.identity_withheld) {
      found->held.barred = BarredBy(*reference, *competence.accused, handling.agency_code(), on);
    }
    return settles && HasConflict(*reference, *competence.accused, goes_to, on)
               ? ConflictOfInterest()
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
    RETURN_IF_ERROR(law::CheckCaseType(rules_, request.kind(), request.eligible(),
                                       request.competent(), request.case_type(), on));
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
                     referral_store_.WentThere(request.petition_id(), request.agency_code(),
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
  absl::Status Follow(const v1::DisposeRequest& request, Held* held) {
    if (request.disposal() == law::v1::DISPOSAL_TRANSFER) {
      ASSIGN_OR_RETURN(const int64_t id, referral_store_.NextId(request.petition_id()));
      held->handling.set_referral_id(id);
    }
    if (request.disposal() == law::v1::DISPOSAL_JOIN) {
      if (request.join_petition_id() == request.petition_id()) {
        return InvalidField("join_petition_id", "is the petition itself",
                            "Không gộp đơn vào chính nó.");
      }
      // The other petition's matter is taken from where it was received, so that chains of copies
      // end in one matter.
      const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
      ASSIGN_OR_RETURN(const Held other, store_.GetHeld(request.join_petition_id(), ""));
      if (other.identity_withheld != held->identity_withheld) {
        return InvalidField("join_petition_id", "is not of the same confidentiality",
                            "Không gộp đơn giữ bí mật người gửi với đơn khác.");
      }
      held->handling.set_matter_id(other.handling.matter_id());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Handling> GetHandling(const v1::GetHandlingRequest& request) {
    ASSIGN_OR_RETURN(Held held, store_.GetHeld(request.petition_id(), request.agency_code()));
    ASSIGN_OR_RETURN(const auto transfers, referral_store_.Transfers(request.petition_id()));
    for (const auto& transfer : transfers) *held.handling.add_transfers() = transfer;
    return std::move(held.handling);
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
      ASSIGN_OR_RETURN(const int64_t id, referral_store_.NextId(request.petition_id()));
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
               ? ConflictOfInterest()
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

  const Clock& clock_;
  const law::RuleBook& rules_;
  db::Pool& pool_;
  RoutingStore store_;
  ReferralStore referral_store_;
  ReferenceCache reference_;
  Referrals referrals_;
  Desk desk_;
  Assignments assignments_;
  LeftWorkDesk left_work_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewRoutingService(const Environment& environment) {
  ASSIGN_OR_RETURN(auto keys, personal::NumberKeys::Load(environment.config));
  return std::make_unique<RoutingService>(environment, std::move(keys));
}

}  // namespace donthu::routing
