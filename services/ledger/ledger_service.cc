#include "services/ledger/ledger_service.h"

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "absl/time/clock.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/ledger/tail.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/ledger/ledger_store.h"
#include "services/ledger/seal_answers.h"
#include "services/ledger/sealer.h"

namespace donthu::ledger {
namespace {

constexpr int kBatch = 500;
constexpr absl::Duration kPoll = absl::Milliseconds(20);
// A watcher hears at least this often that the stream lives.
constexpr absl::Duration kQuietMax = absl::Seconds(5);
constexpr int kSealSeconds = 60;

// Polls for the newest visible event, so that quiet streams need not ask the database one by one.
class HeadWatch {
 public:
  explicit HeadWatch(LedgerStore& store) : store_(store), thread_([this] { Run(); }) {}
  ~HeadWatch() {
    stopping_ = true;
    thread_.join();
  }
  Cursor Get() const {
    std::lock_guard lock(mutex_);
    return head_;
  }

 private:
  void Run() {
    const db::ViewScope everything(db::View::Everything());
    while (!stopping_) {
      // While the database is away the last head stays; streams learn of new events when it is
      // back.
      if (auto head = store_.Head(); head.ok()) {
        std::lock_guard lock(mutex_);
        head_ = *head;
      }
      absl::SleepFor(kPoll);
    }
  }

  LedgerStore& store_;
  mutable std::mutex mutex_;
  Cursor head_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

class WatchStream : public rpc::Stream {
 public:
  WatchStream(db::Pool& pool, const HeadWatch& head, Reach reach, const v1::WatchRequest& request,
              Cursor from, Cursor end)
      : pool_(pool),
        store_(pool),
        head_(head),
        reach_(std::move(reach)),
        agency_(request.agency_code()),
        stop_at_end_(request.stop_at_end()),
        at_(from),
        end_(end),
        spoke_at_(absl::Now()) {}

  bool Ready() override { return Behind(head_.Get()) || absl::Now() - spoke_at_ >= kQuietMax; }

  absl::StatusOr<Step> Next(google::protobuf::Message* message) override {
    if (stop_at_end_ && !Behind(end_)) return Step::kEnd;
    auto* response = static_cast<v1::WatchResponse*>(message);
    ASSIGN_OR_RETURN(auto batch, ReadWhole());
    RETURN_IF_ERROR(KeepSeen(&batch));
    for (auto& tailed : batch) {
      if (stop_at_end_ && !Behind(end_)) break;
      at_ = tailed.cursor;
      if (!tailed.event.subject().empty()) *response->add_events() = std::move(tailed.event);
    }
    if (batch.empty() && stop_at_end_) return Step::kEnd;
    const bool quiet = response->events().empty() && absl::Now() - spoke_at_ < kQuietMax;
    if (quiet && batch.empty()) return Step::kQuiet;
    response->set_cursor(at_.Format());
    spoke_at_ = absl::Now();
    return Step::kSent;
  }

 private:
  bool Behind(const Cursor& cursor) const {
    return std::tie(at_.xact, at_.seq) < std::tie(cursor.xact, cursor.seq);
  }
  // The place moves on over what this caller does not see, so that no batch costs more than
  // another.
  absl::StatusOr<std::vector<TailedEvent>> ReadWhole() {
    const db::ViewScope everything(db::View::Everything());
    return ReadAfter(pool_, at_, kBatch);
  }

  // Empties the events that the caller did not ask for or may not know of.
  absl::Status KeepSeen(std::vector<TailedEvent>* batch) {
    std::set<std::string> subjects;
    for (const auto& tailed : *batch) {
      if (Wanted(tailed.event)) subjects.insert(tailed.event.subject());
    }
    if (!subjects.empty()) {
      ASSIGN_OR_RETURN(subjects, store_.Seen(subjects));
    }
    for (auto& tailed : *batch) {
      const bool seen = subjects.count(tailed.event.subject()) > 0;
      if (!seen || !Wanted(tailed.event)) tailed.event.Clear();
    }
    return absl::OkStatus();
  }

  bool Wanted(const v1::Event& event) const {
    return reach_.Includes(event.agency_code()) &&
           (agency_.empty() || event.agency_code() == agency_);
  }

  db::Pool& pool_;
  LedgerStore store_;
  const HeadWatch& head_;
  const Reach reach_;
  const std::string agency_;
  const bool stop_at_end_;
  Cursor at_;
  const Cursor end_;
  absl::Time spoke_at_;
};

class LedgerService : public Service {
 public:
  LedgerService(const Environment& environment, const SealKeys& keys)
      : tail_pool_({environment.dsn, 4, absl::Seconds(5), kTailSettings}),
        // The head query needs the tail's planner settings too.
        tail_store_(tail_pool_),
        head_(tail_store_),
        record_pool_({environment.dsn, environment.workers + 1, absl::Seconds(5), kTailSettings}),
        answers_(record_pool_, keys.first),
        methods_("donthu.ledger.v1.LedgerService") {
    methods_.Unary<v1::VerifyRequest, v1::VerifyResponse>(
        "Verify", [this](const rpc::Call&, const auto& r) { return answers_.Verify(r); });
    methods_.Unary<v1::ListSealsRequest, v1::ListSealsResponse>(
        "ListSeals", [this](const rpc::Call&, const auto& r) { return answers_.List(r); });
    methods_.Unary<v1::GetInclusionProofRequest, v1::GetInclusionProofResponse>(
        "GetInclusionProof",
        [this](const rpc::Call&, const auto& r) { return answers_.Inclusion(r); });
    methods_.Unary<v1::GetConsistencyProofRequest, v1::GetConsistencyProofResponse>(
        "GetConsistencyProof",
        [this](const rpc::Call&, const auto& r) { return answers_.Consistency(r); });
    methods_.ServerStream<v1::ExportRequest, v1::ExportResponse>(
        "Export", [this](const rpc::Call&, const auto&) { return answers_.Export(); });
    methods_.ServerStream<v1::WatchRequest, v1::WatchResponse>(
        "Watch", [this](const rpc::Call& call, const auto& r) { return Watch(call, r); });
  }

  // Before the first call.
  absl::Status StartSealing(const Environment& environment, SealKeys keys) {
    if (!keys.current) {
      log::Warning("ledger_is_not_sealed", {{"missing", "ledger.seal_key_file"}});
      return absl::OkStatus();
    }
    const int seconds = environment.config.ledger().seal_seconds();
    sealer_ = std::make_unique<Sealer>(
        record_pool_, environment.clock,
        Sealer::Options{std::move(keys), absl::Seconds(seconds > 0 ? seconds : kSealSeconds)});
    RETURN_IF_ERROR(sealer_->Check());
    sealer_->Start();
    return absl::OkStatus();
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  absl::StatusOr<std::unique_ptr<rpc::Stream>> Watch(const rpc::Call& call,
                                                     const v1::WatchRequest& request) {
    ASSIGN_OR_RETURN(const Cursor from, Cursor::Parse(request.cursor()));
    ASSIGN_OR_RETURN(const Cursor head, Head());
    // Transaction numbers start again in a restored cluster; a cursor from the future is from
    // another one.
    if (from.xact > head.xact) {
      return Failure(absl::StatusCode::kFailedPrecondition, common::v1::CURSOR_OUTDATED,
                     "the cursor lies after the newest event: take a new one")
          .Vi("Vị trí đọc sổ cái không còn dùng được. Xin đọc lại từ đầu.");
    }
    return std::make_unique<WatchStream>(tail_pool_, head_, call.reach, request, from, head);
  }

  absl::StatusOr<Cursor> Head() {
    const db::ViewScope everything(db::View::Everything());
    return tail_store_.Head();
  }

  db::Pool tail_pool_;
  LedgerStore tail_store_;
  HeadWatch head_;
  // Apart from the streams', which are never to wait for one who verifies.
  db::Pool record_pool_;
  SealAnswers answers_;
  rpc::MethodTable methods_;
  std::unique_ptr<Sealer> sealer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewLedgerService(const Environment& environment) {
  const db::ViewScope everything(db::View::Everything());
  RETURN_IF_ERROR(LedgerStore(environment.pool).CheckCluster());
  ASSIGN_OR_RETURN(SealKeys keys, LoadSealKeys(environment.config.ledger()));
  auto service = std::make_unique<LedgerService>(environment, keys);
  RETURN_IF_ERROR(service->StartSealing(environment, std::move(keys)));
  return service;
}

}  // namespace donthu::ledger
