// Sealing: nothing missed and nothing twice, one chain whatever runs, keys that hand over, proofs
// that hold.
#include <sys/stat.h>

#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/verify/verify.h"
#include "services/base/page/page.h"
#include "tests/chaos/donthud_process.h"
#include "tests/integration/ledger_seal_fixture.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kWriters = 8;
constexpr int kEventsEach = 100;

class LedgerSeal : public SealFixture {
 protected:
  // Every event that readers may see has exactly one leaf, in their order.
  int64_t Misplaced() {
    pqxx::connection link(owner_dsn_);
    return pqxx::work(link)
        .exec(
            "SELECT count(*) FROM (SELECT xact, seq, row_number() OVER (ORDER BY xact, seq) - 1 AS "
            "place"
            " FROM ledger.event) AS e FULL JOIN ledger.leaf AS l USING (xact, seq)"
            " WHERE e.place IS DISTINCT FROM l.position")[0][0]
        .as<int64_t>();
  }
  // Seals until told to end, and to the end then.
  void SealUntil(const std::atomic<bool>& done) {
    const auto sealer = NewSealer();
    while (true) {
      const bool last = done;
      const auto sealed = sealer->SealOnce();
      EXPECT_TRUE(sealed.ok()) << sealed.status();
      if (last) return;
    }
  }
};

TEST_F(LedgerSeal, WhileWritersAppend_MissesAndDoublesNothing) {
  std::atomic<bool> done{false};
  std::vector<std::thread> sealers, writers;
  for (int i = 0; i < 2; ++i) sealers.emplace_back([&] { SealUntil(done); });
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([this, i] { Append(kEventsEach, {absl::StrFormat("case/%d", i)}); });
  }
  for (auto& writer : writers) writer.join();
  done = true;
  for (auto& sealer : sealers) sealer.join();
  Seal();
  EXPECT_EQ(Count("ledger.leaf"), kWriters * kEventsEach);
  EXPECT_EQ(Misplaced(), 0);
  EXPECT_GT(Count("ledger.seal"), 1);
  ExpectFound({});
}

TEST_F(LedgerSeal, WithoutNewEvents_MakesNoSeal) {
  Seal();
  EXPECT_EQ(Count("ledger.seal"), 0);
  Append(1);
  Seal();
  Seal();
  EXPECT_EQ(Count("ledger.seal"), 1);
}

TEST_F(LedgerSeal, EventsOfATransactionStillRunning_WaitForTheirTurn) {
  pqxx::connection link(owner_dsn_);
  pqxx::work slow(link);
  slow.exec("SELECT pg_current_xact_id()");
  Append(2);
  Seal();
  EXPECT_EQ(Count("ledger.leaf"), 0) << "the slow one may still append before them";
  slow.exec(
      "SELECT ledger.append('case/0', 'test.Happened', 'QB-UBND', 'test', '2024-03-04', '{}')");
  slow.commit();
  Seal();
  EXPECT_EQ(Count("ledger.leaf"), 3);
  EXPECT_EQ(Misplaced(), 0);
}

TEST_F(LedgerSeal, ServiceThatEnds_SealsFirst) {
  Start(SealingConfig());
  Append(3);
  Stop();
  EXPECT_EQ(Count("ledger.leaf"), 3);
  Start();
  ExpectFound({});
}

TEST_F(LedgerSeal, ProcessToldToTerminate_SealsFirst) {
  DonthudProcess process(SealingConfig(), postgres_.directory());
  ASSERT_TRUE(process.Start());
  Append(3);
  EXPECT_EQ(process.Terminate(), 0);
  EXPECT_EQ(Count("ledger.leaf"), 3);
}

TEST_F(LedgerSeal, TwoServicesAtOnce_MakeOneChain) {
  auto config = SealingConfig();
  config.mutable_ledger()->set_seal_seconds(1);
  auto one = TryStart(config), other = TryStart(config);
  ASSERT_TRUE(one.ok() && other.ok());
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([this, i] { Append(kEventsEach, {absl::StrFormat("case/%d", i)}); });
  }
  for (auto& writer : writers) writer.join();
  std::thread ending([&] { one->reset(); });
  other->reset();
  ending.join();
  EXPECT_EQ(Count("ledger.leaf"), 4 * kEventsEach);
  EXPECT_EQ(Misplaced(), 0);
  ExpectFound({});
}

TEST_F(LedgerSeal, KeyThatOthersMayRead_IsRefused) {
  chmod(key_file_.c_str(), 0640);
  const auto process = TryStart(SealingConfig());
  EXPECT_THAT(std::string(process.status().message()), HasSubstr(key_file_));
  EXPECT_THAT(std::string(process.status().message()), HasSubstr("chmod 600"));
  chmod(key_file_.c_str(), 0400);
  EXPECT_TRUE(TryStart(SealingConfig()).ok());
}

TEST_F(LedgerSeal, KeyThatIsNone_IsRefused) {
  auto config = SealingConfig();
  for (const std::string& bad :
       {Write("bad", "no key"), Write("bad2", ledger::NewTestKey("X25519").private_pem),
        public_key_file_, std::string("/nowhere/seal.key")}) {
    chmod(bad.c_str(), 0600);
    config.mutable_ledger()->set_seal_key_file(bad);
    const auto process = TryStart(config);
    ASSERT_FALSE(process.ok()) << bad;
    EXPECT_THAT(std::string(process.status().message()), HasSubstr(bad));
  }
  config = SealingConfig();
  config.mutable_ledger()->set_first_public_key_file(key_file_);
  EXPECT_THAT(std::string(TryStart(config).status().message()), HasSubstr(key_file_));
  config = Config();
  config.mutable_ledger()->set_next_seal_key_file(key_file_);
  EXPECT_THAT(std::string(TryStart(config).status().message()), HasSubstr("next_seal_key_file"));
}

TEST_F(LedgerSeal, WithoutAKey_NothingIsSealedAndVerifySaysSo) {
  auto config = Config();
  config.clear_ledger();
  Append(2);
  Start(config);
  Stop();
  Start(config);
  const auto verdict = Client().Verify({});
  ASSERT_THAT(verdict, Succeeds());
  EXPECT_EQ(verdict->events(), 2);
  EXPECT_EQ(verdict->seals(), 0);
  EXPECT_EQ(verdict->sealed_events(), 0);
  EXPECT_EQ(verdict->first_key_id(), "");
  EXPECT_FALSE(verdict->has_last_seal());
}

TEST_F(LedgerSeal, Key_HandsOverToItsSuccessorAndOnlyToIt) {
  const auto second = ledger::NewTestKey();
  const std::string second_file = Write("second.key", second.private_pem);
  Append(2);
  auto config = SealingConfig();
  config.mutable_ledger()->set_next_seal_key_file(second_file);
  Start(config);
  // The process seals at its start, in a thread of its own; the next seal is then the successor's.
  while (Count("ledger.seal") == 0) std::this_thread::yield();
  Append(2);
  Stop();
  // Handed over with the first seal; the second one's name is now in the config.
  config = SealingConfig();
  config.mutable_ledger()->set_seal_key_file(second_file);
  Append(2);
  Start(config);
  ExpectFound({});
  Stop();

  const auto back = TryStart(SealingConfig());
  EXPECT_EQ(back.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(back.status().message()), HasSubstr("seal_key_file"));
  Start();
  ledger::v1::ListSealsRequest request;
  const auto seals = Client().ListSeals(request);
  ASSERT_THAT(seals, Succeeds());
  ASSERT_GE(seals->seals_size(), 3);
  EXPECT_EQ(seals->seals(0).next_key(),
            ledger::ToHex(ledger::PublicKey::FromPem(second.public_pem)->raw()));
  EXPECT_NE(seals->seals(0).key_id(), seals->seals(1).key_id());
}

TEST_F(LedgerSeal, RoleOfTheService_CanNotChangeWhatIsSealed) {
  Append(2);
  Seal();
  pqxx::connection link(ledger_dsn_), owner(owner_dsn_);
  for (const char* table : {"seal", "leaf", "node"}) {
    for (const char* change :
         {"UPDATE ledger.%s SET hash = hash", "DELETE FROM ledger.%s", "TRUNCATE ledger.%s"}) {
      std::string sql = change;
      sql.replace(sql.find("%s"), 2, table);
      EXPECT_THROW(pqxx::work(link).exec(sql), pqxx::sql_error) << sql;
    }
    EXPECT_THROW(pqxx::work(owner).exec(std::string("TRUNCATE ledger.") + table), pqxx::sql_error);
  }
  EXPECT_THROW(pqxx::work(owner).exec("DELETE FROM ledger.seal"), pqxx::sql_error);
  EXPECT_THROW(pqxx::work(owner).exec("DELETE FROM ledger.leaf"), pqxx::sql_error);
  EXPECT_THROW(pqxx::work(owner).exec("UPDATE ledger.seal SET size = 1"), pqxx::sql_error);
}

// 700 events under seals of odd sizes: nodes of the eighth level are in use.
class LedgerProof : public LedgerSeal {
 protected:
  LedgerProof() {
    for (int i = 0; i < 7; ++i) {
      AppendAtOnce(i % 2 == 0 ? 93 : 107);
      Seal();
    }
    AppendAtOnce(1);
  }
  void AppendAtOnce(int count) {
    pqxx::connection link(owner_dsn_);
    pqxx::work work(link);
    for (int i = 0; i < count; ++i) {
      work.exec_params(
          "SELECT ledger.append($1, 'test.Happened', 'QB-UBND', 'test', '2024-03-04', '{}')",
          absl::StrFormat("case/%d", ++appended_));
    }
    work.commit();
  }
  static ledger::Hash HashOf(const std::string& digits) {
    return *ledger::HashFromBytes(*ledger::FromHex(digits));
  }
  static std::vector<ledger::Hash> PathOf(
      const google::protobuf::RepeatedPtrField<std::string>& path) {
    std::vector<ledger::Hash> hashes;
    for (const auto& step : path) hashes.push_back(HashOf(step));
    return hashes;
  }
  std::vector<ledger::v1::Seal> Seals() {
    ledger::v1::ListSealsRequest request;
    request.set_page_size(3);
    std::vector<ledger::v1::Seal> seals;
    do {
      const auto page = Client().ListSeals(request);
      EXPECT_THAT(page, Succeeds());
      EXPECT_LE(page->seals_size(), 3);
      seals.insert(seals.end(), page->seals().begin(), page->seals().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return seals;
  }

  int appended_ = 0;
};

TEST_F(LedgerProof, ForgedPagesOfSeals_AreRefused) {
  for (const char* after : {"-5", "-1", "9223372036854775807", "18446744073709551615", "1x"}) {
    ledger::v1::ListSealsRequest request;
    request.set_page_token(page::Token(request, {after}));
    EXPECT_THAT(Client().ListSeals(request),
                FailsWith(absl::StatusCode::kInvalidArgument, common::v1::BAD_PAGE_TOKEN))
        << after;
  }
}

TEST_F(LedgerProof, OfInclusion_LeadsFromTheEventToTheSeal) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrFormat("seed %d", seed));
  std::mt19937 random(seed);
  const auto seals = Seals();
  ASSERT_EQ(seals.size(), 7u);
  for (int i = 0; i < 40; ++i) {
    ledger::v1::GetInclusionProofRequest request;
    const int number =
        std::uniform_int_distribution(1, static_cast<int>(seals.back().size()))(random);
    request.set_subject(absl::StrFormat("case/%d", number));
    request.set_ordinal(1);
    for (const int64_t seal_number : {0, 7}) {
      request.set_seal_number(seal_number);
      const auto proof = Client().GetInclusionProof(request);
      ASSERT_THAT(proof, Succeeds());
      EXPECT_EQ(proof->index(), number - 1);
      EXPECT_TRUE(ledger::ProvesInclusion(HashOf(proof->leaf()),
                                          static_cast<uint64_t>(proof->index()),
                                          static_cast<uint64_t>(proof->seal().size()),
                                          PathOf(proof->path()), HashOf(proof->seal().root())));
      const ledger::Place place{static_cast<uint64_t>(proof->xact()), proof->seq()};
      EXPECT_EQ(HashOf(proof->leaf()), ledger::LeafOf(place, HashOf(proof->event().hash())));
    }
  }
}

TEST_F(LedgerProof, OfInclusion_OfWhatIsNotSealedIsRefused) {
  const auto refused = [&](const std::string& subject, int64_t ordinal, int64_t seal_number) {
    ledger::v1::GetInclusionProofRequest request;
    request.set_subject(subject);
    request.set_ordinal(ordinal);
    request.set_seal_number(seal_number);
    return Client().GetInclusionProof(request);
  };
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND);
  EXPECT_THAT(refused("case/0", 1, 0), not_found);
  EXPECT_THAT(refused("case/1", 2, 0), not_found);
  EXPECT_THAT(refused(absl::StrFormat("case/%d", appended_), 1, 0), not_found) << "not sealed yet";
  EXPECT_THAT(refused("case/1", 1, 8), not_found) << "no such seal";
  EXPECT_THAT(refused("case/600", 1, 1), not_found) << "the seal is older than the event";
  EXPECT_THAT(refused("", 1, 0), RefusesField("subject"));
  EXPECT_THAT(refused("case/1", 0, 0), RefusesField("ordinal"));
  EXPECT_THAT(refused("case/1", 1, -1), RefusesField("seal_number"));
}

TEST_F(LedgerProof, OfConsistency_HoldsBetweenAllSeals) {
  const auto seals = Seals();
  for (const auto& from : seals) {
    for (const auto& to : seals) {
      if (from.size() > to.size()) continue;
      ledger::v1::GetConsistencyProofRequest request;
      request.set_from_size(from.size());
      request.set_to_size(to.size());
      const auto proof = Client().GetConsistencyProof(request);
      ASSERT_THAT(proof, Succeeds());
      EXPECT_EQ(proof->from_root(), from.root());
      EXPECT_EQ(proof->to_root(), to.root());
      EXPECT_TRUE(ledger::ProvesConsistency(static_cast<uint64_t>(from.size()),
                                            static_cast<uint64_t>(to.size()), HashOf(from.root()),
                                            HashOf(to.root()), PathOf(proof->path())));
    }
  }
}

TEST_F(LedgerProof, OfConsistency_BeyondWhatIsSealedIsRefused) {
  const auto ask = [&](int64_t from, int64_t to) {
    ledger::v1::GetConsistencyProofRequest request;
    request.set_from_size(from);
    request.set_to_size(to);
    return Client().GetConsistencyProof(request);
  };
  const int64_t sealed = Seals().back().size();
  ASSERT_THAT(ask(1, 0), Succeeds());
  EXPECT_EQ(ask(1, 0)->to_size(), sealed);
  EXPECT_THAT(ask(1, sealed + 1), RefusesField("to_size"));
  EXPECT_THAT(ask(sealed, sealed - 1), RefusesField("from_size"));
  EXPECT_THAT(ask(0, 1), RefusesField("from_size"));
}

// With room for slow machines and builds without optimisation; measured figures stand in
// docs/runbooks/ledger.md.
TEST_F(LedgerSeal, HundredThousandEvents_VerifyInSeconds) {
  RunSql(
      "SELECT ledger.append('case/' || n % 20000, 'test.Happened', 'QB-UBND', 'test', '2024-03-04',"
      " '{\"number\":' || n || ',\"text\":\"' || repeat('x', 200) || '\"}')"
      " FROM generate_series(1, 100000) AS n");
  absl::Time start = absl::Now();
  const auto lap = [&start](const char* what) {
    const absl::Duration took = absl::Now() - start;
    std::printf("%s: %s\n", what, absl::FormatDuration(took).c_str());
    start = absl::Now();
    return took;
  };
  Seal();
  EXPECT_LT(lap("sealed"), absl::Seconds(60));
  EXPECT_THAT(FoundOnline(), IsEmpty());
  EXPECT_LT(lap("verified by the service"), absl::Seconds(60));
  const std::string path = Export("large.jsonl");
  lap("exported");
  std::ostringstream out;
  EXPECT_EQ(verify::Run({path, public_key_file_}, out, out), 0) << out.str();
  EXPECT_LT(lap("verified outside"), absl::Seconds(60));
}

}  // namespace
}  // namespace donthu::testing
