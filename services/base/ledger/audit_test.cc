#include "services/base/ledger/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/ledger/test_ledger.h"

namespace donthu::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Name(const Defect& defect) {
  const std::string where = defect.seal > 0 ? "seal " + std::to_string(defect.seal)
                                            : defect.subject + "#" + std::to_string(defect.ordinal);
  return where + " " + defect.what + (defect.range.empty() ? "" : " in " + defect.range);
}

class AuditTest : public ::testing::Test {
 protected:
  // a#1 b#1 | a#2 b#2 c#1 | a#3, and d#1 not sealed.
  AuditTest() {
    Append({"a", "b"});
    ledger_.SealWith(key_);
    Append({"a", "b", "c"});
    ledger_.SealWith(key_);
    Append({"a"});
    ledger_.SealWith(key_);
    Append({"d"});
  }

  void Append(const std::vector<std::string>& subjects) {
    for (const auto& subject : subjects) ledger_.Append(subject);
  }

  Verdict Judge(std::optional<Seal> known = std::nullopt) {
    Audit audit(key_.public_key(), std::move(known));
    for (const Record& record : ledger_.Records()) audit.Take(record);
    return audit.Finish();
  }
  std::vector<std::string> Defects(std::optional<Seal> known = std::nullopt) {
    std::vector<std::string> names;
    for (const Defect& defect : Judge(std::move(known)).defects) names.push_back(Name(defect));
    return names;
  }

  HashedEvent& event(size_t i) { return *ledger_.rows[i].event; }

  const PrivateKey key_ = NewPrivateKey();
  TestLedger ledger_;
};

TEST_F(AuditTest, WholeLedger_HasNoDefects) {
  const Verdict verdict = Judge();
  EXPECT_THAT(verdict.defects, IsEmpty());
  EXPECT_EQ(verdict.defects_found, 0u);
  EXPECT_EQ(verdict.events, 7u);
  EXPECT_EQ(verdict.subjects, 4u);
  EXPECT_EQ(verdict.sealed, 6u);
  EXPECT_EQ(verdict.seals, 3u);
  EXPECT_EQ(verdict.last_seal->number, 3u);
  EXPECT_THAT(Defects(ledger_.seals[1]), IsEmpty());
}

TEST_F(AuditTest, NoLedger_HasNoDefects) {
  EXPECT_THAT(Audit(key_.public_key()).Finish().defects, IsEmpty());
}

TEST_F(AuditTest, EventsOfASubjectOutOfTurn_AreJoined) {
  TestLedger other;
  for (int i = 0; i < 4; ++i) other.Append("a");
  std::swap(other.rows[0].event, other.rows[2].event);
  std::swap(other.rows[1].event, other.rows[3].event);
  other.SealWith(key_);
  Audit audit(key_.public_key());
  for (const Record& record : other.Records()) audit.Take(record);
  EXPECT_THAT(audit.Finish().defects, IsEmpty());
}

TEST_F(AuditTest, ChangedContent_IsNamed) {
  event(2).payload = "{\"x\":1}";
  EXPECT_THAT(Defects(), ElementsAre("a#2 hash"));
}

TEST_F(AuditTest, ChangedContentWithItsHash_IsNamedByLeafAndChain) {
  event(2).payload = "{\"x\":1}";
  event(2).hash = EventHash(event(2));
  EXPECT_THAT(Defects(), ElementsAre("a#2 changed", "a#3 previous_hash"));
}

TEST_F(AuditTest, ChainRewrittenToItsEnd_IsNamedByLeaves) {
  event(2).payload = "{\"x\":1}";
  event(2).hash = EventHash(event(2));
  event(5).previous_hash = event(2).hash;
  event(5).hash = EventHash(event(5));
  EXPECT_THAT(Defects(), ElementsAre("a#2 changed", "a#3 changed"));
}

TEST_F(AuditTest, RewrittenWithItsLeaf_IsNamedByTheSealThatCoversIt) {
  event(4).payload = "{\"x\":1}";
  event(4).hash = EventHash(event(4));
  ledger_.rows[4].leaf->hash = LeafOf(ledger_.rows[4].place, event(4).hash);
  EXPECT_THAT(Defects(), ElementsAre("seal 2 seal_root in a#2..c#1"));
}

TEST_F(AuditTest, DeletedEvents_AreNamed) {
  ledger_.rows[2].event.reset();
  EXPECT_THAT(Defects(), ElementsAre("a#2 missing", "a#3 gap"));
  ledger_.rows[5].event.reset();
  EXPECT_THAT(Defects(), ElementsAre("a#2 missing", "a#3 missing")) << "the end of a chain";
  ledger_.rows[0].event.reset();
  EXPECT_THAT(Defects(), ElementsAre("a#1 missing", "a#2 missing", "a#3 missing")) << "all of it";
}

TEST_F(AuditTest, DeletedWithItsLeaf_IsNamedByWhatFollows) {
  ledger_.rows.erase(ledger_.rows.begin() + 4);
  EXPECT_THAT(Defects(), ElementsAre("a#3 misplaced", "seal 2 seal_root in a#2..a#3"));
}

TEST_F(AuditTest, DeletedAtTheEndWithItsLeaf_IsNamedByTheSeal) {
  ledger_.rows.erase(ledger_.rows.begin() + 5, ledger_.rows.end());
  EXPECT_THAT(Defects(), ElementsAre("seal 3 seal_size"));
}

TEST_F(AuditTest, SwappedEvents_AreBothNamed) {
  std::swap(ledger_.rows[1].event, ledger_.rows[2].event);
  EXPECT_THAT(Defects(), ElementsAre("a#2 changed", "b#1 changed"));
}

TEST_F(AuditTest, InsertedEvent_IsNamed) {
  ledger_.Append("z");
  Row forged = ledger_.rows.back();
  ledger_.rows.pop_back();
  forged.place = ledger_.rows[2].place;
  ++forged.place.seq;
  ledger_.rows.insert(ledger_.rows.begin() + 3, forged);
  EXPECT_THAT(Defects(), ElementsAre("z#1 inserted"));
}

TEST_F(AuditTest, RepeatedEvent_IsNamed) {
  ledger_.rows.push_back(ledger_.rows[6]);
  EXPECT_THAT(Defects(), ElementsAre("d#1 misplaced", "d#1 repeated"));
}

TEST_F(AuditTest, AlteredSeal_IsNamedAndNoOther) {
  for (const auto alter : std::vector<void (*)(Seal&)>{
           [](Seal& seal) { seal.root[0] ^= 1; }, [](Seal& seal) { ++seal.sealed_us; },
           [](Seal& seal) { ++seal.size; }, [](Seal& seal) { seal.signature[0] ^= 1; }}) {
    const auto before = ledger_.seals;
    alter(ledger_.seals[1]);
    EXPECT_THAT(Defects(), ElementsAre("seal 2 seal_signature"));
    ledger_.seals = before;
    alter(ledger_.seals[2]);
    EXPECT_THAT(Defects(), ElementsAre("seal 3 seal_signature"));
    ledger_.seals = before;
  }
}

TEST_F(AuditTest, DeletedSeals_AreNamed) {
  const auto all = ledger_.seals;
  ledger_.seals.erase(ledger_.seals.begin() + 1);
  EXPECT_THAT(Defects(), ElementsAre("seal 2 seal_missing"));
  ledger_.seals = {all[0]};
  EXPECT_THAT(Defects(), ElementsAre("seal 2 seal_missing in a#2..a#3"));
  ledger_.seals.clear();
  EXPECT_THAT(Defects(), ElementsAre("seal 1 seal_missing in a#1..a#3"));
}

TEST_F(AuditTest, ForgedSeal_IsNamed) {
  ledger_.seals.pop_back();
  ledger_.SealWith(NewPrivateKey());
  EXPECT_THAT(Defects(), ElementsAre("seal 3 seal_key"));
}

TEST_F(AuditTest, SealsLinkedToOthers_AreNamed) {
  Seal& last = ledger_.seals[2];
  last.previous_hash = SealHash(ledger_.seals[0]);
  key_.Sign(&last);
  EXPECT_THAT(Defects(), ElementsAre("seal 3 seal_link"));
}

TEST_F(AuditTest, WithoutAKey_SignaturesAloneAreNotChecked) {
  ledger_.seals[1].root[0] ^= 1;
  Audit audit(std::nullopt);
  for (const Record& record : ledger_.Records()) audit.Take(record);
  const auto verdict = audit.Finish();
  ASSERT_EQ(verdict.defects.size(), 2u);
  EXPECT_EQ(Name(verdict.defects[0]), "seal 2 seal_root in a#2..c#1");
  EXPECT_EQ(Name(verdict.defects[1]), "seal 3 seal_link");
}

TEST_F(AuditTest, OlderState_IsFoundByASealOfLater) {
  const Seal last = ledger_.seals[2];
  ledger_.seals.pop_back();
  for (auto i : {5, 6}) ledger_.rows[static_cast<size_t>(i)].leaf.reset();
  EXPECT_THAT(Defects(), IsEmpty()) << "in itself it is whole";
  EXPECT_THAT(Defects(last), ElementsAre("seal 3 seal_missing"));
}

TEST_F(AuditTest, OlderStateThatWentOn_IsFoundByASealOfLater) {
  const Seal last = ledger_.seals[2];
  ledger_.seals.pop_back();
  ledger_.SealWith(key_);
  ++ledger_.seals[2].sealed_us;
  key_.Sign(&ledger_.seals[2]);
  EXPECT_THAT(Defects(last), ElementsAre("seal 3 seal_differs"));
}

TEST_F(AuditTest, KeyThatWasHandedOver_IsAccepted) {
  const PrivateKey second = NewPrivateKey(), third = NewPrivateKey();
  ledger_.SealWith(key_, &second.public_key());
  ledger_.SealWith(second, &third.public_key());
  Append({"e"});
  ledger_.SealWith(third);
  EXPECT_THAT(Defects(), IsEmpty());
  ledger_.seals.pop_back();
  ledger_.SealWith(key_);
  EXPECT_THAT(Defects(), ElementsAre("seal 6 seal_key")) << "the old key may not go on";
}

TEST_F(AuditTest, ManyDefects_AreCountedAndTheFirstNamed) {
  for (size_t i = 0; i < kDefectsMax + 5; ++i) {
    Append({"many"});
    ledger_.rows.back().event->payload = "changed";
  }
  const Verdict verdict = Judge();
  EXPECT_EQ(verdict.defects_found, kDefectsMax + 5);
  EXPECT_EQ(verdict.defects.size(), kDefectsMax);
}

TEST(DefectVi, SaysEveryWord) {
  for (const char* what : {"gap", "previous_hash", "hash", "repeated", "missing", "changed",
                           "inserted", "misplaced", "seal_key", "seal_signature", "seal_link",
                           "seal_missing", "seal_size", "seal_root", "seal_differs"}) {
    EXPECT_NE(DefectVi(what), what);
  }
}

}  // namespace
}  // namespace donthu::ledger
