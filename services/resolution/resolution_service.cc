#include "services/resolution/resolution_service.h"

#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/base/access/access.h"
#include "services/base/db/request.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/workflow.h"
#include "services/resolution/act_facts.h"
#include "services/resolution/opener.h"
#include "services/resolution/resolution_store.h"

namespace donthu::resolution {
namespace {

// How long a caller waits for a case that is about to open; the opener polls every 20 ms.
constexpr absl::Duration kCatchUp = absl::Seconds(3);

std::string LabelOf(law::v1::ActKind kind) {
  const auto* value = law::v1::ActKind_descriptor()->FindValueByNumber(kind);
  return value == nullptr ? "" : value->options().GetExtension(options::v1::label_vi);
}

class ResolutionService : public Service {
 public:
  explicit ResolutionService(const Environment& environment)
      : clock_(environment.clock),
        rules_(environment.rules),
        store_(environment.pool),
        reference_(environment.pool),
        methods_("donthu.resolution.v1.ResolutionService"),
        opener_(OpenerOptions(environment, store_, reference_), environment.metrics) {
    using rpc::Call;
    methods_.Unary<v1::RecordActRequest, v1::Case>(
        "RecordAct", [this](const Call& c, const auto& r) { return RecordAct(c, r); });
    methods_.Unary<v1::PreviewActsRequest, v1::PreviewActsResponse>(
        "PreviewActs", [this](const Call& c, const auto& r) { return PreviewActs(c, r); });
    methods_.Unary<v1::GetCaseRequest, v1::Case>(
        "GetCase", [this](const Call& c, const auto& r) { return GetCase(c, r); });
    methods_.Unary<v1::ListDueRequest, v1::ListDueResponse>(
        "ListDue", [this](const Call& c, const auto& r) { return ListDue(c, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  absl::StatusOr<v1::Case> ById(int64_t id, const Reach& reach) {
    v1::GetCaseRequest request;
    request.set_case_id(id);
    return store_.Get(request, reach);
  }

  absl::StatusOr<v1::Case> RecordAct(const rpc::Call& call, const v1::RecordActRequest& request) {
    Step step;
    step.request_id = request.request_id();
    step.fingerprint = db::FingerprintOf(request);
    ASSIGN_OR_RETURN(const auto repeated, store_.Repeated(step.request_id, step.fingerprint));
    if (repeated) {
      v1::Case answer;
      answer.ParseFromString(*repeated);
      return answer;
    }
    if (request.act().kind_case() == v1::Act::KIND_NOT_SET || request.act().has_lodge()) {
      return InvalidField("act", "names no act that can be recorded", "Chưa chọn việc cần ghi.");
    }
    ASSIGN_OR_RETURN(step.after, ById(request.case_id(), call.reach));
    if (step.after.etag() != request.etag()) return Stale(step.after.etag());
    step.version = std::stoll(step.after.etag());
    step.actor = call.principal;
    step.kind = KindOf(request.act());
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    ASSIGN_OR_RETURN(
        const auto outcome,
        law::ApplyAct(rules_, reference->calendar, FactsOf(step.after), FactsOf(request.act())));
    Apply(request.act(), outcome, &step);
    const absl::Status done = store_.Record(step);
    if (ReasonOf(done) == common::v1::STALE_ETAG) {
      ASSIGN_OR_RETURN(const auto now, ById(request.case_id(), call.reach));
      return Stale(now.etag());
    }
    RETURN_IF_ERROR(done);
    return std::move(step.after);
  }

  // Moves step.after on, adds the timeline entry, keeps the answer.
  void Apply(const v1::Act& act, const law::v1::Outcome& outcome, Step* step) {
    v1::Case& after = step->after;
    after.set_state(outcome.state());
    after.set_remote(outcome.remote());
    after.set_complex(outcome.complex());
    *after.mutable_clocks() = outcome.clocks();
    auto& entry = step->entry;
    entry.set_number(after.timeline_size() + 1);
    *entry.mutable_act() = act;
    *entry.mutable_basis() = outcome.basis();
    entry.set_actor(step->actor.officer);
    const int64_t us = absl::ToUnixMicros(clock_.Now());
    entry.mutable_recorded_at()->set_seconds(us / 1'000'000);
    entry.mutable_recorded_at()->set_nanos(static_cast<int>(us % 1'000'000) * 1000);
    *after.add_timeline() = entry;
    after.set_etag(std::to_string(step->version + 1));
    Present(clock_.Today(), &after);
    step->response = after.SerializeAsString();
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
    Present(clock_.Today(), &*found);
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

  absl::StatusOr<Reach> Narrow(const Reach& reach, const v1::ListDueRequest& request) {
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
  ReferenceCache reference_;
  rpc::MethodTable methods_;
  ledger::Follower opener_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewResolutionService(const Environment& environment) {
  return std::make_unique<ResolutionService>(environment);
}

}  // namespace donthu::resolution
