#include "services/resolution/resolution_service.h"

#include <algorithm>

#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/base/access/access.h"
#include "services/base/access/read_note.h"
#include "services/base/access/sight.h"
#include "services/base/db/request.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/reference/withheld.h"
#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/workflow.h"
#include "services/resolution/act_checks.h"
#include "services/resolution/act_facts.h"
#include "services/resolution/commitments.h"
#include "services/resolution/opener.h"
#include "services/resolution/opening.h"
#include "services/resolution/parts.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {
namespace {

// How long a caller waits for a case that is about to open; the opener polls every 20 ms.
constexpr absl::Duration kCatchUp = absl::Seconds(3);

std::string LabelOf(law::v1::ActKind kind) {
  const auto* value = law::v1::ActKind_descriptor()->FindValueByNumber(kind);
  return value == nullptr ? "" : value->options().GetExtension(options::v1::label_vi);
}

bool IsDenunciation(law::v1::CaseType type) {
  return type == law::v1::CASE_TYPE_DENUNCIATION ||
         type == law::v1::CASE_TYPE_DENUNCIATION_CONTINUED;
}

class ResolutionService : public Service {
 public:
  explicit ResolutionService(const Environment& environment)
      : clock_(environment.clock),
        rules_(environment.rules),
        store_(environment.pool),
        opener_store_(environment.pool),
        reference_(environment.pool),
        commitments_(environment.clock, environment.pool, store_, reference_),
        methods_("donthu.resolution.v1.ResolutionService"),
        opener_(OpenerOptions(environment, opener_store_, reference_), environment.metrics) {
    OfferCases();
    OfferCommitments();
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  void OfferCases() {
    using rpc::Call;
    methods_.Unary<v1::RecordActRequest, v1::Case>(
        "RecordAct", [this](const Call& c, const auto& r) { return RecordAct(c, r); });
    methods_.Unary<v1::OpenCaseRequest, v1::Case>(
        "OpenCase", [this](const Call& c, const auto& r) { return OpenCase(c, r); });
    methods_.Unary<v1::PreviewActsRequest, v1::PreviewActsResponse>(
        "PreviewActs", [this](const Call& c, const auto& r) { return PreviewActs(c, r); });
    methods_.Unary<v1::GetCaseRequest, v1::Case>(
        "GetCase", [this](const Call& c, const auto& r) { return GetCase(c, r); });
    methods_.Unary<v1::ListDueRequest, v1::ListDueResponse>(
        "ListDue", [this](const Call& c, const auto& r) { return ListDue(c, r); });
    methods_.Unary<v1::ListMovedClocksRequest, v1::ListMovedClocksResponse>(
        "ListMovedClocks", [this](const Call& c, const auto& r) { return ListMovedClocks(c, r); });
  }

  void OfferCommitments() {
    using rpc::Call;
    methods_.Unary<v1::MakeCommitmentRequest, v1::Commitment>(
        "MakeCommitment", [this](const Call& c, const auto& r) { return commitments_.Make(c, r); });
    methods_.Unary<v1::RecordCommitmentActRequest, v1::Commitment>(
        "RecordCommitmentAct",
        [this](const Call& c, const auto& r) { return commitments_.Record(c, r); });
    methods_.Unary<v1::GetCommitmentRequest, v1::Commitment>(
        "GetCommitment", [this](const Call& c, const auto& r) { return commitments_.Get(c, r); });
    methods_.Unary<v1::ListCommitmentsRequest, v1::ListCommitmentsResponse>(
        "ListCommitments",
        [this](const Call& c, const auto& r) -> absl::StatusOr<v1::ListCommitmentsResponse> {
          ASSIGN_OR_RETURN(const Reach reach, Narrow(c.reach, r));
          return commitments_.List(r, reach);
        });
  }

  absl::StatusOr<v1::Case> ById(int64_t id, const Reach& reach) {
    v1::GetCaseRequest request;
    request.set_case_id(id);
    return store_.Get(request, reach);
  }

  // The first answer, when the request was answered before.
  absl::StatusOr<std::optional<v1::Case>> Repeated(const std::string& request_id,
                                                   const std::string& fingerprint) {
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(request_id, fingerprint));
    if (!repeated) return std::optional<v1::Case>();
    v1::Case answer;
    answer.ParseFromString(*repeated);
    return std::optional<v1::Case>(std::move(answer));
  }

  absl::StatusOr<v1::Case> RecordAct(const rpc::Call& call, const v1::RecordActRequest& request) {
    Step step;
    step.request_id = request.request_id();
    step.fingerprint = db::FingerprintOf(request);
    step.actor = call.principal.officer;
    ASSIGN_OR_RETURN(const auto repeated, Repeated(step.request_id, step.fingerprint));
    if (repeated) return *repeated;
    v1::Act act = request.act();
    if (act.kind_case() == v1::Act::KIND_NOT_SET || act.has_lodge() || act.has_redate()) {
      return InvalidField("act", "names no act that can be recorded", "Chưa chọn việc cần ghi.");
    }
    ASSIGN_OR_RETURN(step.after, ById(request.case_id(), call.reach));
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    RETURN_IF_ERROR(MayRecord(call.principal, KindOf(act), step.after, *reference, clock_.Today()));
    if (step.after.etag() != request.etag()) return Stale(step.after.etag());
    RETURN_IF_ERROR(CheckContent(act, step.after, *reference));
    RETURN_IF_ERROR(LookUpPetition(call.reach, step.after, &act));
    RETURN_IF_ERROR(Advance(rules_, reference->calendar, act, clock_.Now(), &step));
    Present(clock_.Today(), &step.after);
    HideSplitCases(call, &step.after);
    step.response = step.after.SerializeAsString();
    const absl::Status done = store_.Record(step);
    if (ReasonOf(done) == common::v1::STALE_ETAG) {
      ASSIGN_OR_RETURN(const auto now, ById(request.case_id(), call.reach));
      return Stale(now.etag());
    }
    RETURN_IF_ERROR(done);
    return std::move(step.after);
  }

  // Fills in the receipt code of a petition that joins or leaves.
  absl::Status LookUpPetition(const Reach& reach, const v1::Case& found, v1::Act* act) {
    if (act->has_part_petition()) RETURN_IF_ERROR(CheckPart(act->part_petition(), found));
    if (!act->has_join_petition() && !act->has_part_petition()) return absl::OkStatus();
    const int64_t id = act->has_join_petition() ? act->join_petition().petition_id()
                                                : act->part_petition().petition_id();
    ASSIGN_OR_RETURN(const auto place, store_.FindPetition(id, reach));
    if (act->has_join_petition()) {
      RETURN_IF_ERROR(CheckJoin(place, found.id()));
      act->mutable_join_petition()->set_petition_code(place->code);
    } else if (place) {
      act->mutable_part_petition()->set_petition_code(place->code);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Case> OpenCase(const rpc::Call& call, const v1::OpenCaseRequest& request) {
    Opening opening;
    opening.request_id = request.request_id();
    opening.fingerprint = db::FingerprintOf(request);
    opening.actor = call.principal.officer;
    ASSIGN_OR_RETURN(const auto repeated, Repeated(opening.request_id, opening.fingerprint));
    if (repeated) return *repeated;
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    ASSIGN_OR_RETURN(const auto facts, LookUp(call, request, *reference));
    ASSIGN_OR_RETURN(opening.lodge, CheckOpening(request, facts));
    v1::Case& opened = opening.opened;
    opened.set_type(request.type());
    opened.set_agency_code(request.agency_code());
    *opened.mutable_received_on() = request.received_on();
    opened.set_title(request.title());
    opened.set_source(request.source());
    opened.set_parent_case_id(request.parent_case_id());
    if (request.petition_id() > 0) {
      opened.set_opening_petition_id(request.petition_id());
      opened.add_petition_ids(request.petition_id());
      opened.set_petition_code(facts.mixed ? facts.mixed->code : facts.petition->code);
    }
    if (facts.mixed) {
      opening.accepted_by = facts.mixed->holder;
      *opened.mutable_split_cases() = {facts.mixed->opened.begin(), facts.mixed->opened.end()};
    }
    if (request.has_accused()) opening.barred = LedBy(request.accused());
    RETURN_IF_ERROR(Lodge(rules_, reference->calendar, request.reason(), clock_.Now(), &opening));
    ASSIGN_OR_RETURN(const int64_t id, store_.NextCaseId(opened));
    opened.set_id(id);
    Present(clock_.Today(), &opened);
    HideSplitCases(call, &opened);
    opening.response = opened.SerializeAsString();
    const absl::Status done = store_.Open(opening);
    if (ReasonOf(done) == common::v1::STALE_ETAG) return OpenedBefore();
    RETURN_IF_ERROR(done);
    return std::move(opening.opened);
  }

  // What the law and the directory need to know of what the request names.
  absl::StatusOr<OpeningFacts> LookUp(const rpc::Call& call, const v1::OpenCaseRequest& request,
                                      const Reference& reference) {
    const auto today = clock_.Today();
    OpeningFacts facts{rules_, reference, std::nullopt, std::nullopt, std::nullopt, today};
    if (request.parent_case_id() > 0) {
      // The case of the level below need not lie within reach; nothing of it is told.
      const db::ViewScope wherever(db::ViewScope::Current().OfAllAgencies());
      auto parent = ById(request.parent_case_id(), Reach::Everything());
      if (!parent.ok() && !absl::IsNotFound(parent.status())) return parent.status();
      if (parent.ok()) facts.parent = *std::move(parent);
    }
    if (request.petition_id() == 0) return facts;
    ASSIGN_OR_RETURN(facts.petition, store_.FindPetition(request.petition_id(), call.reach));
    if (facts.petition && facts.petition->parted_from > 0) return facts;
    ASSIGN_OR_RETURN(auto held,
                     store_.FindHeld(request.petition_id(),
                                     reference.WithPredecessors({request.agency_code()}, today)));
    if (!held || !IsMixed(*held)) return facts;
    const Reach secret = ReachOfWithheld(call.principal, call.reach);
    if (!held->identity_withheld || secret.Includes(held->holder)) facts.mixed = *std::move(held);
    return facts;
  }

  // Leaves those that the caller may know of: a complaint must not betray that its letter also
  // denounces.
  void HideSplitCases(const rpc::Call& call, v1::Case* shown) {
    const Reach secret = ReachOfWithheld(call.principal, call.reach);
    auto& cases = *shown->mutable_split_cases();
    const auto hidden = [&](const v1::SplitCase& other) {
      return !(IsDenunciation(other.type()) ? secret : call.reach).Includes(other.agency_code());
    };
    cases.erase(std::remove_if(cases.begin(), cases.end(), hidden), cases.end());
  }

  // What depends on the day of reading: labels and lateness.
  void Present(absl::CivilDay on, v1::Case* shown) {
    for (auto& clock : *shown->mutable_clocks()) {
      clock.set_overdue(law::IsOverdue(clock, on));
    }
    for (auto& entry : *shown->mutable_timeline()) {
      entry.set_label_vi(LabelOf(KindOf(entry.act())));
    }
  }

  static absl::Status Stale(const std::string& etag) {
    return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG,
                   "the case changed since it was read")
        .With("etag", etag)
        .Vi("Vụ việc vừa được người khác cập nhật. Tải lại rồi thực hiện tiếp.");
  }

  absl::StatusOr<v1::PreviewActsResponse> PreviewActs(const rpc::Call& call,
                                                      const v1::PreviewActsRequest& request) {
    ASSIGN_OR_RETURN(const v1::Case found, ById(request.case_id(), call.reach));
    absl::CivilDay on = clock_.Today();
    if (request.has_on()) {
      ASSIGN_OR_RETURN(on, law::ToDay(request.on()));
    }
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    v1::PreviewActsResponse response;
    for (auto& act : law::PreviewActs(rules_, reference->calendar, FactsOf(found), on)) {
      RefuseForCaller(call.principal, found, *reference, clock_.Today(), &act);
      *response.add_acts() = std::move(act);
    }
    response.set_etag(found.etag());
    return response;
  }

  absl::StatusOr<v1::Case> GetCase(const rpc::Call& call, const v1::GetCaseRequest& request) {
    if (request.key_case() == v1::GetCaseRequest::KEY_NOT_SET) {
      return InvalidField("case_id", "case_id or petition_id is required",
                          "Chưa nhập số vụ việc hoặc số đơn.");
    }
    auto found = store_.Get(request, call.reach);
    if (absl::IsNotFound(found.status()) && request.petition_id() > 0) {
      // The petition may have been accepted a moment ago; the opener is milliseconds behind.
      RETURN_IF_ERROR(opener_.CatchUp(kCatchUp));
      found = store_.Get(request, call.reach);
    }
    RETURN_IF_ERROR(found.status());
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto today = clock_.Today();
    RETURN_IF_ERROR(store_.NoteRead(found->id(), call.principal, today,
                                    OwnAgencies(call.principal, *reference, today)));
    Present(today, &*found);
    HideSplitCases(call, &*found);
    return found;
  }

  absl::StatusOr<v1::ListDueResponse> ListDue(const rpc::Call& call,
                                              const v1::ListDueRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "dii"));
    std::optional<ResolutionStore::Position> after;
    if (!key.empty()) {
      after.emplace();
      absl::ParseCivilTime(key[0], &after->due_legal);
      after->case_id = std::stoll(key[1]);
      after->number = std::stoll(key[2]);
    }
    std::optional<absl::CivilDay> until;
    if (request.has_until()) {
      ASSIGN_OR_RETURN(until, law::ToDay(request.until()));
    }
    absl::CivilDay on = clock_.Today();
    if (request.has_on()) {
      ASSIGN_OR_RETURN(on, law::ToDay(request.on()));
    }
    ASSIGN_OR_RETURN(const Reach reach, Narrow(call.reach, request));
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto items, store_.ListDue(reach, until, after, size));
    v1::ListDueResponse response;
    const bool more = items.size() > static_cast<size_t>(size);
    if (more) items.resize(size);
    for (auto& item : items) {
      item.mutable_clock()->set_overdue(law::IsOverdue(item.clock(), on));
      *response.add_items() = std::move(item);
    }
    if (more) {
      const auto& last = response.items(size - 1);
      ASSIGN_OR_RETURN(const auto due, law::ToDay(last.clock().due().due_legal()));
      response.set_next_page_token(
          page::Token(request, {absl::FormatCivilTime(due), std::to_string(last.case_id()),
                                std::to_string(last.clock().number())}));
    }
    return response;
  }

  absl::StatusOr<v1::ListMovedClocksResponse> ListMovedClocks(
      const rpc::Call& call, const v1::ListMovedClocksRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "iii"));
    std::vector<int64_t> after;
    for (const auto& part : key) after.push_back(std::stoll(part));
    std::optional<absl::CivilDay> since;
    if (request.has_since()) {
      ASSIGN_OR_RETURN(since, law::ToDay(request.since()));
    }
    ASSIGN_OR_RETURN(const Reach reach, Narrow(call.reach, request));
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto items,
                     store_.ListMoved(reach, since, request.directory_revision(), after, size));
    v1::ListMovedClocksResponse response;
    const bool more = items.size() > static_cast<size_t>(size);
    if (more) items.resize(size);
    for (auto& item : items) *response.add_items() = std::move(item);
    if (more) {
      const auto& last = response.items(size - 1);
      response.set_next_page_token(
          page::Token(request, {std::to_string(last.case_id()), std::to_string(last.act_number()),
                                std::to_string(last.moved().number())}));
    }
    return response;
  }

  // What a list asks for within the caller's reach.
  template <typename Request>
  absl::StatusOr<Reach> Narrow(const Reach& reach, const Request& request) {
    if (request.agency_code().empty()) return reach;
    if (!request.with_subordinates()) return Reach::Only({request.agency_code()});
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    auto agencies = reference->Tree(request.agency_code());
    std::erase_if(agencies, [&](const auto& agency) { return !reach.Includes(agency); });
    return Reach::Only(std::move(agencies));
  }

  const Clock& clock_;
  const law::RuleBook& rules_;
  ResolutionStore store_;
  OpenerStore opener_store_;
  ReferenceCache reference_;
  Commitments commitments_;
  rpc::MethodTable methods_;
  ledger::Follower opener_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewResolutionService(const Environment& environment) {
  return std::make_unique<ResolutionService>(environment);
}

}  // namespace donthu::resolution
