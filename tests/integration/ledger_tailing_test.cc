// The ledger as its readers and its auditors see it: complete, in one order, and not to be changed
// unnoticed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kWriters = 6;
constexpr int kTransactionsEach = 60;
// The last event of the concurrent test; readers end there.
constexpr char kEnd[] = "end/1";
// Far more than anything here takes; only a defect reaches it.
constexpr absl::Duration kPatience = absl::Seconds(60);

void Append(pqxx::transaction_base& work, const std::string& subject,
            const std::string& agency = "QB-450-UBND") {
  work.exec_params("SELECT ledger.append($1, 'test.Happened', $2, 'test', DATE '2024-03-04', '{}')",
                   subject, agency);
}

std::string NameOf(const ledger::v1::Event& event) {
  return absl::StrFormat("%s#%d", event.subject(), event.ordinal());
}

void Await(const std::function<bool()>& holds) {
  const absl::Time give_up = absl::Now() + kPatience;
  while (!holds()) {
    ASSERT_LT(absl::Now(), give_up);
    absl::SleepFor(absl::Milliseconds(1));
  }
}

// Watches from the beginning until kEnd; with `per_stream` > 0 it leaves each stream after so many
// events and goes on from its cursor with a new one.
class Reader {
 public:
  Reader(Stack& stack, size_t per_stream)
      : connection_(stack.Connect(kSystem)), per_stream_(per_stream), thread_([this] { Run(); }) {}
  ~Reader() {
    if (thread_.joinable()) thread_.join();
  }

  std::vector<std::string> names() const {
    std::lock_guard lock(mutex_);
    return names_;
  }
  // All names, when it is through; cancels the stream when that takes too long.
  std::vector<std::string> Join() {
    const absl::Time give_up = absl::Now() + kPatience;
    while (!finished_ && absl::Now() < give_up) absl::SleepFor(absl::Milliseconds(1));
    if (!finished_) {
      ADD_FAILURE() << "a reader did not get to the end";
      gave_up_ = true;
      std::lock_guard lock(mutex_);
      if (stream_ != nullptr) stream_->Cancel();
    }
    thread_.join();
    return names();
  }

 private:
  void Run() {
    while (!finished_ && !gave_up_) ReadOneStream();
    finished_ = true;
  }

  void ReadOneStream() {
    ledger::v1::WatchRequest request;
    request.set_cursor(cursor_);
    {
      std::lock_guard lock(mutex_);
      stream_ = client::LedgerClient(*connection_).Watch(request);
    }
    size_t seen = 0;
    ledger::v1::WatchResponse response;
    while (!finished_ && (per_stream_ == 0 || seen < per_stream_)) {
      const auto more = stream_->Next(&response);
      if (!more.ok() || !*more) break;
      seen += response.events_size();
      Take(response);
    }
    std::lock_guard lock(mutex_);
    stream_.reset();
  }

  void Take(const ledger::v1::WatchResponse& response) {
    std::lock_guard lock(mutex_);
    for (const auto& event : response.events()) {
      names_.push_back(NameOf(event));
      finished_ = finished_ || event.subject() == kEnd;
    }
    cursor_ = response.cursor();
  }

  std::unique_ptr<client::Connection> connection_;
  const size_t per_stream_;
  mutable std::mutex mutex_;
  std::vector<std::string> names_;
  std::string cursor_;
  std::unique_ptr<client::MessageReader> stream_;
  std::atomic<bool> finished_{false};
  std::atomic<bool> gave_up_{false};
  std::thread thread_;
};

class LedgerTest : public ::testing::Test {
 protected:
  std::string OwnerDsn() { return stack_.postgres().Dsn(stack_.database(), "donthu_owner"); }

  // Transactions with savepoints, some rolled back in part, some as a whole; two writers also meet
  // on one subject.
  void Write(int writer, std::atomic<int>& transactions) {
    std::mt19937 random(20240304 + writer);
    const auto one_in = [&](int n) { return std::uniform_int_distribution(1, n)(random) == 1; };
    pqxx::connection link(stack_.postgres().Dsn(stack_.database(), "donthu_intake"));
    for (int i = 0; i < kTransactionsEach; ++i) {
      ++transactions;
      try {
        pqxx::work work(link);
        Append(work, absl::StrFormat("test/%d", writer));
        while (one_in(2)) {
          pqxx::subtransaction part(work, "part");
          Append(part, absl::StrFormat("test/%d-%d", writer, i));
          one_in(3) ? part.abort() : part.commit();
        }
        if (one_in(10)) Append(work, "test/shared");
        if (!one_in(10)) work.commit();
      } catch (const pqxx::unique_violation&) {
        // The other one's event of "test/shared" won; all of this transaction is undone.
      }
    }
  }

  // What the database holds, in the order that readers must see.
  std::vector<std::string> Stored() {
    pqxx::connection link(OwnerDsn());
    std::vector<std::string> names;
    for (const auto& row : pqxx::work(link).exec(
             "SELECT subject || '#' || ordinal FROM ledger.event ORDER BY xact, seq")) {
      names.emplace_back(row[0].c_str());
    }
    return names;
  }

  std::vector<ledger::v1::Event> ReadToEnd(Caller& caller) {
    ledger::v1::WatchRequest request;
    request.set_stop_at_end(true);
    const auto stream = caller.ledger.Watch(request);
    std::vector<ledger::v1::Event> events;
    ledger::v1::WatchResponse response;
    for (;;) {
      const auto more = stream->Next(&response);
      if (!more.ok()) ADD_FAILURE() << more.status();
      if (!more.value_or(false)) return events;
      events.insert(events.end(), response.events().begin(), response.events().end());
    }
  }

  // With the guard of the table taken off, as one could who has taken over the owner's account.
  void Tamper(const std::string& sql) {
    pqxx::connection link(OwnerDsn());
    pqxx::work work(link);
    work.exec("ALTER TABLE ledger.event DISABLE TRIGGER USER");
    ASSERT_GT(work.exec(sql).affected_rows(), 0u);
    work.exec("ALTER TABLE ledger.event ENABLE TRIGGER USER");
    work.commit();
  }

  // Three events of one subject among those of others.
  void AppendChains() {
    pqxx::connection link(OwnerDsn());
    pqxx::work work(link);
    for (int i = 0; i < 3; ++i) {
      Append(work, "case/1");
      Append(work, "case/2");
    }
    work.commit();
  }

  std::vector<std::string> Defects() {
    const auto verified = system_.ledger.Verify({});
    if (!verified.ok()) ADD_FAILURE() << verified.status();
    std::vector<std::string> defects;
    for (const auto& one : verified->defects()) {
      defects.push_back(absl::StrFormat("%s#%d %s", one.subject(), one.ordinal(), one.what()));
    }
    return defects;
  }

  absl::Status FirstAnswer(const std::string& cursor) {
    ledger::v1::WatchRequest request;
    request.set_cursor(cursor);
    ledger::v1::WatchResponse response;
    return system_.ledger.Watch(request)->Next(&response).status();
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(LedgerTest, Watch_MissesAndRepeatsNothingForAnyReader) {
  Reader from_the_start(stack_, 0);
  Reader reconnecting(stack_, 20);
  const size_t before = ReadToEnd(system_).size();
  pqxx::connection slow_link(OwnerDsn());
  pqxx::work slow(slow_link);
  Append(slow, "slow/1");

  std::atomic<int> transactions{0};
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([this, i, &transactions] { Write(i, transactions); });
  }
  Await([&] { return transactions > kWriters * kTransactionsEach / 2; });
  Reader from_the_middle(stack_, 0);
  // Everything the writers committed began after the slow transaction: shown now, "slow/1" would
  // come too late.
  EXPECT_THAT(ReadToEnd(system_), SizeIs(before));
  Append(slow, "slow/2");
  slow.commit();
  for (auto& writer : writers) writer.join();
  Reader from_the_end(stack_, 0);
  {
    pqxx::connection link(OwnerDsn());
    pqxx::work work(link);
    Append(work, kEnd);
    work.commit();
  }
  const auto stored = Stored();
  EXPECT_GT(stored.size(), before + kWriters * kTransactionsEach / 2);
  EXPECT_EQ(from_the_start.Join(), stored);
  EXPECT_EQ(reconnecting.Join(), stored);
  EXPECT_EQ(from_the_middle.Join(), stored);
  EXPECT_EQ(from_the_end.Join(), stored);
  EXPECT_THAT(Defects(), IsEmpty());
}

TEST_F(LedgerTest, Watch_ShowsOnlyEventsWithinTheCallersScope) {
  pqxx::connection link(OwnerDsn());
  pqxx::work work(link);
  Append(work, "petition/1", "QB-450-UBND");
  Append(work, "petition/2", "QB-18853-UBND");  // a commune below it
  Append(work, "petition/3", "QB-UBND");
  Append(work, "petition/4", "QB-TTT");
  work.commit();
  Caller district(stack_, kDistrict);
  Caller commune(stack_, kCommune);
  const auto names = [](const std::vector<ledger::v1::Event>& events) {
    std::vector<std::string> all;
    for (const auto& event : events) all.push_back(NameOf(event));
    return all;
  };
  EXPECT_THAT(names(ReadToEnd(district)), ElementsAre("petition/1#1", "petition/2#1"));
  EXPECT_THAT(names(ReadToEnd(commune)), ElementsAre("petition/2#1"));

  ledger::v1::WatchRequest other;
  other.set_agency_code("QB-TTT");
  ledger::v1::WatchResponse response;
  EXPECT_THAT(district.ledger.Watch(other)->Next(&response),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  Caller nobody(stack_, kNobody);
  EXPECT_THAT(nobody.ledger.Watch({})->Next(&response),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(LedgerTest, Watch_RefusesCursorsThatAreNoneOrOfAnotherLedger) {
  AppendChains();
  const auto last = ReadToEnd(system_).back();
  for (const char* bad :
       {"x", "1", "1.", ".1", "1.2.3", "-1.2", "1.2 ", "99999999999999999999.1", "1;2"}) {
    EXPECT_THAT(absl::StatusOr<bool>(FirstAnswer(bad)), RefusesField("cursor")) << bad;
  }
  EXPECT_THAT(absl::StatusOr<bool>(FirstAnswer(std::string(81, '1'))), RefusesField("cursor"));
  EXPECT_THAT(absl::StatusOr<bool>(FirstAnswer("999999999999.1")),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CURSOR_OUTDATED));
  ledger::v1::WatchRequest request;
  request.set_cursor(last.cursor());
  request.set_stop_at_end(true);
  ledger::v1::WatchResponse response;
  const auto more = system_.ledger.Watch(request)->Next(&response);
  ASSERT_THAT(more, Succeeds());
  EXPECT_FALSE(*more) << "nothing comes after the last event's cursor";
}

TEST_F(LedgerTest, Verify_NamesAnEventWhosePayloadWasChanged) {
  AppendChains();
  EXPECT_THAT(Defects(), IsEmpty());
  Tamper("UPDATE ledger.event SET payload = '{\"x\":1}' WHERE subject = 'case/1' AND ordinal = 2");
  EXPECT_THAT(Defects(), ElementsAre("case/1#2 hash"));
}

TEST_F(LedgerTest, Verify_NamesTheEventAfterADeletedOne) {
  AppendChains();
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/1' AND ordinal = 2");
  EXPECT_THAT(Defects(), ElementsAre("case/1#3 gap"));
}

TEST_F(LedgerTest, Verify_NamesADeletedFirstEvent) {
  AppendChains();
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/2' AND ordinal = 1");
  EXPECT_THAT(Defects(), ElementsAre("case/2#2 gap"));
}

TEST_F(LedgerTest, Verify_NamesEventsThatWereSwapped) {
  AppendChains();
  Tamper("UPDATE ledger.event SET ordinal = ordinal + 10 WHERE subject = 'case/1' AND ordinal < 3");
  Tamper(
      "UPDATE ledger.event SET ordinal = 13 - ordinal WHERE subject = 'case/1' AND ordinal > 10");
  EXPECT_THAT(Defects(), ElementsAre("case/1#1 previous_hash", "case/1#2 previous_hash",
                                     "case/1#3 previous_hash"));
}

TEST_F(LedgerTest, Verify_NamesAnEventThatWasWrittenPastAppend) {
  AppendChains();
  Tamper(
      "INSERT INTO ledger.event (subject, ordinal, kind, agency, actor, occurred_on, recorded_at, "
      "payload,"
      " previous_hash, hash) SELECT subject, 4, kind, agency, actor, occurred_on, recorded_at, "
      "payload, hash, hash"
      " FROM ledger.event WHERE subject = 'case/1' AND ordinal = 3");
  EXPECT_THAT(Defects(), ElementsAre("case/1#4 hash"));
}

TEST_F(LedgerTest, Events_CanNotBeChangedByAnyRole) {
  AppendChains();
  const std::vector<std::string> changes = {"UPDATE ledger.event SET payload = ''",
                                            "DELETE FROM ledger.event", "TRUNCATE ledger.event",
                                            "ALTER TABLE ledger.event DISABLE TRIGGER USER",
                                            "INSERT INTO ledger.event SELECT * FROM ledger.event"};
  const auto refused = [](const std::string& dsn, const std::string& sql) {
    pqxx::connection link(dsn);
    try {
      pqxx::work(link).exec(sql);
      return false;
    } catch (const pqxx::sql_error&) {
      return true;
    }
  };
  for (const char* service :
       {"directory", "intake", "routing", "resolution", "inspectorate", "ledger"}) {
    for (const auto& sql : changes) {
      EXPECT_TRUE(refused(
          stack_.postgres().Dsn(stack_.database(), absl::StrFormat("donthu_%s", service)), sql))
          << service << ": " << sql;
    }
  }
  for (size_t i = 0; i < 3; ++i) EXPECT_TRUE(refused(OwnerDsn(), changes[i])) << changes[i];
}

}  // namespace
}  // namespace donthu::testing
