#include "services/base/ledger/follower.h"

#include <tuple>

#include "absl/time/clock.h"
#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

constexpr int kBatch = 500;
constexpr absl::Duration kPoll = absl::Milliseconds(20);
// While the database is away there is nothing to hurry for.
constexpr absl::Duration kRetry = absl::Milliseconds(500);

// Committed events, those above the readers' line included.
constexpr db::Statement kNewest = {"ledger_newest", R"sql(
  SELECT e.xact::text, e.seq FROM ledger_api.event AS e ORDER BY e.xact DESC, e.seq DESC LIMIT 1)sql"};

}  // namespace

Follower::Follower(Options options, Metrics& metrics)
    : options_(std::move(options)),
      metrics_(metrics),
      pool_({options_.dsn, 2, absl::Seconds(5), kTailSettings}),
      thread_([this] { Run(); }) {}

Follower::~Follower() {
  stopping_ = true;
  thread_.join();
}

void Follower::Run() {
  const db::ViewScope everything(db::View::Everything());
  bool failing = false;
  absl::Time up_to_date_at = absl::Now();
  while (!stopping_) {
    absl::StatusOr<bool> busy = Round();
    if (busy.ok() && !*busy) up_to_date_at = absl::Now();
    metrics_.LedgerLag(options_.name, absl::Now() - up_to_date_at);
    if (!busy.ok() && !failing) {
      log::Warning(
          "ledger_reader_waits",
          {{"reader", options_.name}, {"code", absl::StatusCodeToString(busy.status().code())}});
    }
    failing = !busy.ok();
    if (failing) {
      absl::SleepFor(kRetry);
    } else if (!*busy) {
      absl::SleepFor(kPoll);
    }
  }
}

absl::StatusOr<bool> Follower::Round() {
  try {
    ASSIGN_OR_RETURN(const Cursor from, options_.position());
    MoveTo(from);
    ASSIGN_OR_RETURN(const auto events, ReadAfter(pool_, from, kBatch));
    if (events.empty()) return false;
    RETURN_IF_ERROR(options_.apply(from, events));
    MoveTo(events.back().cursor);
    return true;
  } catch (const std::exception&) {
    log::Error("ledger_reader_threw", {{"reader", options_.name}});
    return absl::InternalError("reader threw");
  }
}

void Follower::MoveTo(const Cursor& position) {
  {
    std::lock_guard lock(mutex_);
    position_ = position;
  }
  moved_.notify_all();
}

absl::Status Follower::CatchUp(absl::Duration wait) {
  // Whoever asks, the reader has everything to take in.
  const db::ViewScope everything(db::View::Everything());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kNewest, db::Params()));
  if (rows.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Cursor newest, Cursor::Parse(std::string(rows[0]["xact"].c_str()) + "." +
                                                      rows[0]["seq"].c_str()));
  std::unique_lock lock(mutex_);
  const bool there = moved_.wait_for(lock, absl::ToChronoNanoseconds(wait), [&] {
    return std::tie(position_.xact, position_.seq) >= std::tie(newest.xact, newest.seq);
  });
  if (there) return absl::OkStatus();
  return Failure(absl::StatusCode::kDeadlineExceeded, common::v1::DEADLINE_PASSED,
                 options_.name + " is behind the ledger")
      .Vi("Số liệu đang được cập nhật. Xin thử lại sau ít giây.");
}

}  // namespace donthu::ledger
