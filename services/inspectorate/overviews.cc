#include "services/inspectorate/overviews.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <chrono>

#include "absl/strings/str_format.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/inspectorate/question.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

using SteadyClock = std::chrono::steady_clock;

// A watcher hears at least this often that the stream lives.
constexpr auto kQuietMax = std::chrono::seconds(5);
// However much happens, no watcher is told more often; and all watchers of one overview together
// take a fifth of one processor at most.
constexpr auto kPauseMin = std::chrono::seconds(1);
constexpr int kPausePerCost = 4;

// Who asks for what, seeing what: the same for all to whom the same may be shown.
std::string Asked(const rpc::Call& call, const v1::GetOverviewRequest& request) {
  std::string asked = request.SerializeAsString();
  const db::View& view = db::ViewScope::Current();
  for (const auto* part :
       {&view.open, &view.guarded, &view.officers, &view.against, &view.figures}) {
    asked += '\n' + *part;
  }
  if (!call.reach.agencies()) return asked + "\n*";
  for (const auto& agency : *call.reach.agencies()) asked += '\n' + agency;
  return asked;
}

// What was done and changed no figure is not told.
bool SameFigures(const v1::Overview& a, const v1::Overview& b) {
  google::protobuf::util::MessageDifferencer differencer;
  differencer.IgnoreField(v1::Overview::descriptor()->FindFieldByName("ledger_cursor"));
  return differencer.Compare(a, b);
}

}  // namespace

class Overviews::Watcher : public rpc::Stream {
 public:
  Watcher(Overviews& overviews, const rpc::Call& call, const v1::GetOverviewRequest& request)
      : overviews_(overviews), call_(call), request_(request) {}

  bool Ready() override {
    const auto now = SteadyClock::now();
    return shown_ == nullptr || now - spoke_at_ >= kQuietMax ||
           (overviews_.moves_ != seen_ && now >= next_look_at_);
  }

  absl::StatusOr<Step> Next(google::protobuf::Message* message) override {
    auto* response = static_cast<v1::WatchOverviewResponse*>(message);
    ASSIGN_OR_RETURN(const bool changed, Look());
    if (changed) *response->mutable_overview() = shown_->overview;
    if (!changed && SteadyClock::now() - spoke_at_ < kQuietMax) return Step::kQuiet;
    spoke_at_ = SteadyClock::now();
    return Step::kSent;
  }

 private:
  absl::StatusOr<bool> Look() {
    // Another watcher of the same is about to know.
    if (overviews_.board_.IsMaking(Asked(call_, request_))) return false;
    const uint64_t moves = overviews_.moves_;
    ASSIGN_OR_RETURN(const auto shown, overviews_.Show(call_, request_));
    seen_ = moves;
    next_look_at_ = SteadyClock::now() +
                    std::max<SteadyClock::duration>(kPauseMin, kPausePerCost * shown->cost);
    const bool changed = shown_ == nullptr || !SameFigures(shown_->overview, shown->overview);
    if (changed) shown_ = shown;
    return changed;
  }

  Overviews& overviews_;
  const rpc::Call call_;
  const v1::GetOverviewRequest request_;
  std::shared_ptr<const OverviewBoard::Shown> shown_;
  uint64_t seen_ = 0;
  SteadyClock::time_point next_look_at_{};
  SteadyClock::time_point spoke_at_ = SteadyClock::now();
};

Overviews::Overviews(const Environment& environment, InspectorateStore& facts,
                     ReferenceCache& reference, const std::atomic<uint64_t>& moves)
    : facts_(facts),
      reference_(reference),
      rules_(environment.rules),
      clock_(environment.clock),
      moves_(moves),
      store_(environment.pool) {}

absl::StatusOr<std::shared_ptr<const OverviewBoard::Shown>> Overviews::Show(
    const rpc::Call& call, const v1::GetOverviewRequest& request) {
  ASSIGN_OR_RETURN(Question question, QuestionOf(call.reach, request, reference_));
  // Asked before the figures are: what comes between is counted and shown again.
  ASSIGN_OR_RETURN(const auto cursor, facts_.Cursor());
  const OverviewScope scope{std::move(question.agencies), question.period, clock_.Today()};
  const std::string state = absl::StrFormat(
      "%s %s %d", cursor.Format(), law::FormatIsoDay(scope.today), question.reference->revision);
  return board_.Get(Asked(call, request), state, [&]() -> absl::StatusOr<v1::Overview> {
    ASSIGN_OR_RETURN(v1::Overview overview,
                     MakeOverview(scope, request.months(), rules_, *question.reference, store_));
    *overview.mutable_asked() = request;
    overview.set_ledger_cursor(cursor.Format());
    return overview;
  });
}

absl::StatusOr<v1::Overview> Overviews::Get(const rpc::Call& call,
                                            const v1::GetOverviewRequest& request) {
  ASSIGN_OR_RETURN(const auto shown, Show(call, request));
  return shown->overview;
}

absl::StatusOr<v1::ListOverviewResponse> Overviews::List(const rpc::Call& call,
                                                         const v1::ListOverviewRequest& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "it"));
  ASSIGN_OR_RETURN(Question question, QuestionOf(call.reach, request.overview(), reference_));
  const OverviewScope scope{std::move(question.agencies), question.period, clock_.Today()};
  ASSIGN_OR_RETURN(const auto query, QueryOf(request, scope, *question.reference));
  InspectorateStore::Position after{0, ""};
  if (!key.empty()) after = {std::stoll(key[0]), key[1]};
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto items,
                   store_.List(query.scope, request.measure(), query.filter, after, size));
  v1::ListOverviewResponse response;
  if (items.size() > static_cast<size_t>(size)) {
    items.resize(size);
    const auto& last = items.back();
    const int64_t id = CountsCases(request.measure()) ? last.case_id() : last.petition_id();
    response.set_next_page_token(page::Token(request, {std::to_string(id), last.agency_code()}));
  }
  for (auto& item : items) {
    HideIds(&item);
    *response.add_items() = std::move(item);
  }
  return response;
}

absl::StatusOr<std::unique_ptr<rpc::Stream>> Overviews::Watch(
    const rpc::Call& call, const v1::WatchOverviewRequest& request) {
  // What can't be shown is refused now.
  RETURN_IF_ERROR(QuestionOf(call.reach, request.overview(), reference_).status());
  return std::make_unique<Watcher>(*this, call, request.overview());
}

}  // namespace donthu::inspectorate
