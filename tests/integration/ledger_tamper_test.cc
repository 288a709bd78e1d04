// The record under the hands of one who may do anything to the database: every change is found by
// the service and by the verifier outside, and both name it.
#include "absl/strings/str_format.h"
#include "tests/integration/ledger_seal_fixture.h"

namespace donthu::testing {
namespace {

// A chain consistently rewritten from case/1#3 on, as ledger.append() would have hashed it.
constexpr char kRewriteChain[] = R"sql(
  UPDATE ledger.event SET payload = '{"forged":true}', hash = ledger.event_hash(
      previous_hash, subject, ordinal, kind, agency, actor, occurred_on, recorded_at, '{"forged":true}')
   WHERE subject = 'case/1' AND ordinal = 3)sql";
constexpr char kJoinChain[] = R"sql(
  UPDATE ledger.event AS e SET previous_hash = p.hash, hash = ledger.event_hash(
      p.hash, e.subject, e.ordinal, e.kind, e.agency, e.actor, e.occurred_on, e.recorded_at, e.payload)
    FROM ledger.event AS p
   WHERE e.subject = 'case/1' AND e.ordinal = 4 AND p.subject = 'case/1' AND p.ordinal = 3)sql";

// An event that append() never saw, put right after case/1#2 among sealed ones.
constexpr char kInsert[] = R"sql(
  INSERT INTO ledger.event (xact, seq, subject, ordinal, kind, agency, actor, occurred_on, recorded_at,
                            payload, previous_hash, hash)
  OVERRIDING SYSTEM VALUE
  SELECT xact, seq + 100000, 'case/9', 1, kind, agency, actor, occurred_on, recorded_at, payload,
         decode(repeat('00', 32), 'hex'),
         ledger.event_hash(decode(repeat('00', 32), 'hex'), 'case/9', 1, kind, agency, actor, occurred_on,
                           recorded_at, payload)
    FROM ledger.event WHERE subject = 'case/1' AND ordinal = 2)sql";

// case/1#1..4 and case/2#1..4 under two seals, and one more event that is not sealed.
class LedgerTamper : public SealFixture {
 protected:
  LedgerTamper() {
    Append(4);
    Seal();
    Append(4);
    Seal();
    Append(1, {"case/3"});
  }
};

TEST_F(LedgerTamper, Nothing_IsFoundInAWholeLedger) {
  ExpectFound({});
  ExpectFound({}, Export("known.jsonl"));
  const auto verdict = Client().Verify({});
  EXPECT_EQ(verdict->events(), 9);
  EXPECT_EQ(verdict->subjects(), 3);
  EXPECT_EQ(verdict->seals(), 2);
  EXPECT_EQ(verdict->sealed_events(), 8);
  EXPECT_EQ(verdict->last_seal().number(), 2);
  EXPECT_EQ(verdict->first_key_id(), verdict->last_seal().key_id());
}

TEST_F(LedgerTamper, ChangedEvent_IsNamed) {
  Tamper("UPDATE ledger.event SET payload = '{}' WHERE subject = 'case/1' AND ordinal = 2");
  ExpectFound({"case/1#2 hash"});
}

TEST_F(LedgerTamper, ChangedEventThatIsNotSealedYet_IsNamed) {
  Tamper("UPDATE ledger.event SET actor = 'other' WHERE subject = 'case/3'");
  ExpectFound({"case/3#1 hash"});
}

TEST_F(LedgerTamper, RewrittenChain_IsNamed) {
  Tamper(kRewriteChain);
  Tamper(kJoinChain);
  ExpectFound({"case/1#3 changed", "case/1#4 changed"});
}

TEST_F(LedgerTamper, RewrittenChainWithItsLeaves_IsNamedByItsSeal) {
  Tamper(kRewriteChain);
  Tamper(kJoinChain);
  Tamper(
      "UPDATE ledger.leaf AS l SET hash = ledger.leaf_hash(e.xact, e.seq, e.hash)"
      "  FROM ledger.event AS e WHERE (e.xact, e.seq) = (l.xact, l.seq)");
  ExpectFound({"seal 2 seal_root"});
  EXPECT_EQ(Client().Verify({})->defects(0).range(), "case/1#3..case/2#4");
}

TEST_F(LedgerTamper, DeletedEvent_IsNamed) {
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/1' AND ordinal = 2");
  ExpectFound({"case/1#2 missing", "case/1#3 gap"});
}

TEST_F(LedgerTamper, EndOfAChainCutOff_IsNamed) {
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/1' AND ordinal > 2");
  ExpectFound({"case/1#3 missing", "case/1#4 missing"});
}

TEST_F(LedgerTamper, SubjectDeleted_IsNamed) {
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/2'");
  ExpectFound({"case/2#1 missing", "case/2#2 missing", "case/2#3 missing", "case/2#4 missing"});
}

TEST_F(LedgerTamper, SubjectDeletedWithItsLeaves_IsNamedByWhatIsLeft) {
  Tamper("DELETE FROM ledger.event WHERE subject = 'case/2'");
  Tamper("DELETE FROM ledger.leaf WHERE subject = 'case/2'");
  const auto found = FoundOnline();
  EXPECT_THAT(found, ::testing::Contains("seal 1 seal_root"));
  EXPECT_THAT(found, ::testing::Contains("case/1#2 misplaced"));
  EXPECT_EQ(FoundOffline(), found);
}

TEST_F(LedgerTamper, ContentsSwapped_AreNamed) {
  Tamper(
      "UPDATE ledger.event AS a SET payload = b.payload FROM ledger.event AS b"
      " WHERE a.subject = 'case/1' AND b.subject = 'case/1' AND a.ordinal < 3 AND b.ordinal = 3 - "
      "a.ordinal");
  ExpectFound({"case/1#1 hash", "case/1#2 hash"});
}

TEST_F(LedgerTamper, PlacesSwapped_AreNamed) {
  Tamper(
      "UPDATE ledger.event AS a SET xact = b.xact FROM ledger.event AS b"
      " WHERE a.subject <> b.subject AND a.ordinal = 2 AND b.ordinal = 2");
  ExpectFound({"case/1#2 inserted", "case/1#2 missing", "case/2#2 inserted", "case/2#2 missing"});
}

TEST_F(LedgerTamper, InsertedEvent_IsNamed) {
  Tamper(kInsert);
  ExpectFound({"case/9#1 inserted"});
}

TEST_F(LedgerTamper, AlteredSeal_IsNamed) {
  RunSql("CREATE TABLE public.kept AS TABLE ledger.seal");
  for (const char* change :
       {"size = size + 1", "root = sha256(root)", "sealed_at = sealed_at - interval '1 day'",
        "previous_hash = sha256(root)", "signature = sha512(root)", "next_key = sha256(root)"}) {
    Tamper(absl::StrFormat("UPDATE ledger.seal SET %s WHERE number = 1", change));
    ExpectFound({"seal 1 seal_signature"});
    Tamper("DELETE FROM ledger.seal");
    Tamper("INSERT INTO ledger.seal TABLE public.kept");
  }
  ExpectFound({});
}

TEST_F(LedgerTamper, SealOfAnotherKey_IsNamed) {
  Tamper("UPDATE ledger.seal SET key_id = sha256(key_id) WHERE number = 2");
  ExpectFound({"seal 2 seal_key"});
}

TEST_F(LedgerTamper, DeletedSeals_AreNamed) {
  Tamper("DELETE FROM ledger.seal WHERE number = 2");
  ExpectFound({"seal 2 seal_missing"});
  Tamper("DELETE FROM ledger.seal");
  ExpectFound({"seal 1 seal_missing"});
}

TEST_F(LedgerTamper, FirstSealDeleted_IsNamed) {
  Tamper("DELETE FROM ledger.seal WHERE number = 1");
  ExpectFound({"seal 1 seal_missing"});
}

TEST_F(LedgerTamper, SealsTakenBackWithTheirLeaves_AreFoundByTheProcessThatMadeThem) {
  const auto sealer = NewSealer();
  ASSERT_TRUE(sealer->SealOnce().ok());
  Tamper("DELETE FROM ledger.seal WHERE number = 3");
  Tamper("DELETE FROM ledger.leaf WHERE position >= 8");
  const auto sealed = sealer->SealOnce();
  EXPECT_EQ(sealed.status().code(), absl::StatusCode::kDataLoss) << sealed.status();
  EXPECT_EQ(Count("ledger.seal"), 2);
}

TEST_F(LedgerTamper, LeafThatWasRewritten_IsNotSealedOver) {
  Tamper("UPDATE ledger.leaf SET hash = sha256(hash) WHERE position = 3");
  const auto sealed = NewSealer()->SealOnce();
  EXPECT_EQ(sealed.status().code(), absl::StatusCode::kDataLoss) << sealed.status();
  EXPECT_EQ(Count("ledger.seal"), 2);
}

// The tables as they were at the first seal, put back later.
class LedgerRestored : public SealFixture {
 protected:
  LedgerRestored() {
    Append(4);
    Seal();
    for (const char* table : {"event", "leaf", "seal"}) {
      RunSql(absl::StrFormat("CREATE TABLE public.%s_then AS TABLE ledger.%s", table, table));
    }
    Append(4);
    Seal();
    known_ = Export("known.jsonl");
    Stop();
    for (const char* table : {"event", "leaf", "seal"}) {
      Tamper(absl::StrFormat("DELETE FROM ledger.%s", table));
      Tamper(absl::StrFormat("INSERT INTO ledger.%s OVERRIDING SYSTEM VALUE TABLE public.%s_then",
                             table, table));
    }
  }

  std::string known_;
};

TEST_F(LedgerRestored, IsWholeInItselfAndFoundByTheLaterSeal) {
  ExpectFound({});
  ExpectFound({"seal 2 seal_missing"}, known_);
}

TEST_F(LedgerRestored, IsFoundByTheLaterSealWhenItHasGoneOn) {
  Append(4);
  Seal();
  ExpectFound({});
  ExpectFound({"seal 2 seal_differs"}, known_);
}

}  // namespace
}  // namespace donthu::testing
