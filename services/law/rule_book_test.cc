#include "services/law/rule_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "services/base/status/status.h"
#include "services/law/rule_files.h"

namespace donthu::law {
namespace {

using absl::CivilDay;
using testing::HasSubstr;

constexpr char kDeadline[] = R"(
deadlines {
  id: "DL-A" effective { from: "2012-07-01" to: "2026-06-30" } step_vi: "Thụ lý"
  value: 10 unit: TIME_UNIT_CALENDAR_DAY citation: "L-KN Đ.27" certainty: CERTAINTY_TEXT_READ
}
)";
constexpr char kLimit[] = R"(
case_limits { case_type: CASE_TYPE_COMPLAINT_FIRST limit: "accept" normal: "DL-A" }
)";
constexpr char kLodge[] = R"(
workflows {
  id: "LODGE" case_type: CASE_TYPE_COMPLAINT_FIRST effective { from: "2012-07-01" }
  act: ACT_KIND_LODGE to: CASE_STATE_LODGED starts: "accept"
  who: DOER_RECEIVING_BODY citation: "L-KN Đ.27" certainty: CERTAINTY_TEXT_READ
}
)";
constexpr char kAccept[] = R"(
workflows {
  id: "ACCEPT" case_type: CASE_TYPE_COMPLAINT_FIRST effective { from: "2012-07-01" }
  from: CASE_STATE_LODGED act: ACT_KIND_ACCEPT to: CASE_STATE_ACCEPTED stops: "accept"
  guards: "ONCE" who: DOER_SETTLER citation: "L-KN Đ.27" certainty: CERTAINTY_TEXT_READ
}
)";
constexpr char kClose[] = R"(
workflows {
  id: "CLOSE" case_type: CASE_TYPE_COMPLAINT_FIRST effective { from: "2012-07-01" }
  from: CASE_STATE_ACCEPTED act: ACT_KIND_CLOSE to: CASE_STATE_CLOSED
  who: DOER_SETTLER citation: "L-KN Đ.34" certainty: CERTAINTY_TEXT_READ
}
)";
constexpr char kCondition[] = R"(
conditions {
  id: "SIGNATURE" effective { from: "2021-11-15" } kinds: PETITION_KIND_COMPLAINT
  citation: "L-KN Đ.8" certainty: CERTAINTY_TEXT_READ
}
)";
constexpr char kDisposal[] = R"(
disposals {
  id: "XLD" effective { from: "2021-11-15" } kinds: PETITION_KIND_COMPLAINT eligible: true
  allowed: DISPOSAL_GUIDE citation: "TT 07" certainty: CERTAINTY_PREDECESSOR_READ
}
)";

constexpr char kPart[] = R"(
parts {
  id: "PART" effective { from: "2021-11-15" } kinds: PETITION_KIND_COMPLAINT
  case_types: CASE_TYPE_COMPLAINT_FIRST after: DISPOSAL_ACCEPT text_vi: "Tách được khi chưa xử lý."
  citation: "TT 07" certainty: CERTAINTY_DERIVED
}
)";

std::string All() {
  return std::string(kDeadline) + kLimit + kLodge + kAccept + kClose + kCondition + kDisposal +
         kPart;
}

// The refusal of a text, empty when it is read.
std::string Refusal(const std::string& text) {
  auto book = RuleBook::Parse({text});
  return book.ok() ? "" : std::string(book.status().message());
}

// One row with something replaced, after everything else.
std::string Twin(const char* row, const std::string& from, const std::string& to) {
  return All() + absl::StrReplaceAll(std::string(row), {{from, to}});
}

std::string Changed(const std::string& from, const std::string& to) {
  return absl::StrReplaceAll(All(), {{from, to}});
}

TEST(RuleBook, ReadsASoundText) { EXPECT_EQ(Refusal(All()), ""); }

TEST(RuleBook, UnknownFieldIsRefusedNamingRowAndLine) {
  std::string refusal = Refusal("deadlines {\n  id: \"DL-A\"\n  valeu: 10\n}\n");
  EXPECT_THAT(refusal, HasSubstr("DL-A"));
  EXPECT_THAT(refusal, HasSubstr("line 3"));
  EXPECT_THAT(refusal, HasSubstr("valeu"));
}

TEST(RuleBook, UnknownStateIsRefused) {
  EXPECT_THAT(Refusal(Changed("from: CASE_STATE_LODGED", "from: CASE_STATE_NOWHERE")),
              HasSubstr("ACCEPT"));
  EXPECT_THAT(Refusal(Changed("from: CASE_STATE_LODGED", "from: CASE_STATE_UNSPECIFIED")),
              HasSubstr("ACCEPT: starts from no known state"));
}

TEST(RuleBook, UnreachableStateIsRefused) {
  EXPECT_THAT(Refusal(Changed("from: CASE_STATE_LODGED", "from: CASE_STATE_SENT")),
              HasSubstr("ACCEPT: starts from a state that nothing leads to: CASE_STATE_SENT"));
}

TEST(RuleBook, OverlappingVersionsAreRefusedAdjoiningOnesAreNot) {
  EXPECT_THAT(Refusal(Twin(kDeadline, "2012-07-01\" to: \"2026-06-30", "2026-06-30")),
              HasSubstr("DL-A: overlaps DL-A"));
  EXPECT_EQ(Refusal(Twin(kDeadline, "2012-07-01\" to: \"2026-06-30", "2026-07-01")), "");
}

TEST(RuleBook, DaysBetweenTwoVersionsAreRefused) {
  EXPECT_THAT(Refusal(Twin(kDeadline, "2012-07-01\" to: \"2026-06-30", "2026-07-02")),
              HasSubstr("DL-A: leaves days open"));
  EXPECT_THAT(
      Refusal(Changed("from: \"2012-07-01\" }\n  from: CASE_STATE_LODGED",
                      "from: \"2012-07-01\" to: \"2020-01-01\" }\n  from: CASE_STATE_LODGED") +
              absl::StrReplaceAll(std::string(kAccept), {{"2012-07-01", "2020-01-03"}})),
      HasSubstr("ACCEPT: leaves days open"));
}

TEST(RuleBook, StateThatNeverEndsIsRefused) {
  EXPECT_THAT(Refusal(absl::StrReplaceAll(All(), {{kClose, ""}})),
              HasSubstr("CASE_TYPE_COMPLAINT_FIRST: never ends from CASE_STATE_"));
}

TEST(RuleBook, StepThatNobodyDoesIsRefused) {
  EXPECT_THAT(
      Refusal(Changed("who: DOER_SETTLER citation: \"L-KN Đ.34\"", "citation: \"L-KN Đ.34\"")),
      HasSubstr("CLOSE: says nobody who does it"));
}

TEST(RuleBook, StepOfAllTypesStartsFromEveryOpenState) {
  const std::string row =
      R"(workflows { id: "JOIN" effective { from: "2012-07-01" } any_open_state: true
         act: ACT_KIND_JOIN_PETITION who: DOER_SETTLER citation: "TT 05" certainty: CERTAINTY_DERIVED })";
  RuleBook book = *RuleBook::Parse({All() + row});
  const absl::CivilDay day(2024, 1, 2);
  auto join = [&](v1::CaseState state) {
    return book.Workflow(v1::CASE_TYPE_COMPLAINT_FIRST, state, v1::ACT_KIND_JOIN_PETITION, day);
  };
  EXPECT_NE(join(v1::CASE_STATE_LODGED), nullptr);
  EXPECT_NE(join(v1::CASE_STATE_ACCEPTED), nullptr);
  EXPECT_EQ(join(v1::CASE_STATE_CLOSED), nullptr);
  EXPECT_EQ(join(v1::CASE_STATE_UNSPECIFIED), nullptr);
  EXPECT_TRUE(book.Workflows(v1::CASE_TYPE_DENUNCIATION, day).empty());
  EXPECT_THAT(Refusal(All() + absl::StrReplaceAll(row, {{"any_open_state: true", ""}})),
              HasSubstr("JOIN: has no case type"));
}

TEST(RuleBook, MissingCitationOrCertaintyIsRefused) {
  EXPECT_THAT(Refusal(Changed("citation: \"L-KN Đ.8\"", "")),
              HasSubstr("SIGNATURE: has no citation"));
  EXPECT_THAT(Refusal(Changed("certainty: CERTAINTY_PREDECESSOR_READ", "")),
              HasSubstr("XLD: has no certainty"));
}

TEST(RuleBook, BadDatesAreRefused) {
  EXPECT_THAT(Refusal(Changed("2026-06-30", "2026-06-31")), HasSubstr("DL-A: effective.to"));
  EXPECT_THAT(Refusal(Changed("to: \"2026-06-30\"", "to: \"2011-01-01\"")),
              HasSubstr("DL-A: effective.to lies before"));
  EXPECT_THAT(Refusal(Changed("2012-07-01", "01/07/2012")), HasSubstr("DL-A: effective.from"));
}

TEST(RuleBook, DeadlineWithoutNumberUnitOrIdIsRefused) {
  EXPECT_THAT(Refusal(Changed("value: 10", "")), HasSubstr("DL-A: has no number"));
  EXPECT_THAT(Refusal(Changed("unit: TIME_UNIT_CALENDAR_DAY", "")), HasSubstr("DL-A: has no unit"));
  EXPECT_THAT(Refusal(Twin(kDeadline, "id: \"DL-A\"", "")), HasSubstr("has no id"));
}

TEST(RuleBook, CaseLimitsNameKnownDeadlinesOnce) {
  EXPECT_THAT(Refusal(Changed("normal: \"DL-A\"", "normal: \"DL-B\"")),
              HasSubstr("CASE_TYPE_COMPLAINT_FIRST limit accept: names an unknown deadline DL-B"));
  EXPECT_THAT(Refusal(Twin(kLimit, "", "")), HasSubstr("stands twice"));
  EXPECT_EQ(Refusal(Twin(kLimit, "\"accept\"", "\"settle\"")), "");
}

TEST(RuleBook, WorkflowsNameKnownLimitsAndGuards) {
  EXPECT_THAT(Refusal(Changed("stops: \"accept\"", "stops: \"settle\"")),
              HasSubstr("ACCEPT: names an unknown limit settle"));
  EXPECT_THAT(Refusal(Changed("stops: \"accept\"", "extends: \"accept\"")),
              HasSubstr("ACCEPT: extends accept, which has no longer version"));
  EXPECT_THAT(Refusal(Changed("ONCE", "TWICE")), HasSubstr("ACCEPT: names an unknown guard TWICE"));
}

TEST(RuleBook, OneActInOneStateOnOneDayHasOneRule) {
  EXPECT_THAT(Refusal(Twin(kAccept, "\"ACCEPT\"", "\"ACCEPT2\"")),
              HasSubstr("ACCEPT2: overlaps ACCEPT"));
  EXPECT_THAT(Refusal(Twin(kLodge, "\"LODGE\"", "\"LODGE2\"")), HasSubstr("LODGE2"));
}

TEST(RuleBook, LodgeAloneStartsFromNothing) {
  EXPECT_THAT(Refusal(Changed("from: CASE_STATE_LODGED", "")), HasSubstr("ACCEPT: LODGE alone"));
  EXPECT_THAT(
      Refusal(Changed("act: ACT_KIND_LODGE", "from: CASE_STATE_LODGED act: ACT_KIND_LODGE")),
      HasSubstr("LODGE: LODGE alone"));
}

TEST(RuleBook, ConditionsNamePredicatesAndDoNotOverlapForOneKind) {
  EXPECT_THAT(Refusal(Changed("\"SIGNATURE\"", "\"STAMP\"")), HasSubstr("STAMP: has no predicate"));
  EXPECT_THAT(Refusal(Twin(kCondition, "", "")), HasSubstr("SIGNATURE: overlaps SIGNATURE"));
  EXPECT_EQ(Refusal(Twin(kCondition, "PETITION_KIND_COMPLAINT", "PETITION_KIND_REFLECTION")), "");
}

TEST(RuleBook, PartsOfMixedPetitionsAreSoundAndDoNotOverlap) {
  EXPECT_THAT(Refusal(Twin(kPart, "\"PART\"", "\"PART2\"")), HasSubstr("PART2: overlaps PART"));
  EXPECT_THAT(Refusal(Changed("case_types: CASE_TYPE_COMPLAINT_FIRST after:", "after:")),
              HasSubstr("PART: lets the part become nothing"));
  EXPECT_THAT(Refusal(Changed("text_vi: \"Tách được khi chưa xử lý.\"", "")),
              HasSubstr("PART: has no text"));
}

TEST(RuleBook, PartsAreFoundByKindAndDay) {
  const auto book = RuleBook::Parse({All()});
  ASSERT_TRUE(book.ok());
  ASSERT_NE(book->Part(v1::PETITION_KIND_COMPLAINT, absl::CivilDay(2021, 11, 15)), nullptr);
  EXPECT_EQ(book->Part(v1::PETITION_KIND_COMPLAINT, absl::CivilDay(2021, 11, 14)), nullptr);
  EXPECT_EQ(book->Part(v1::PETITION_KIND_DENUNCIATION, absl::CivilDay(2024, 1, 1)), nullptr);
}

TEST(RuleBook, TableOfDisposalsDoesNotOverlapItself) {
  EXPECT_THAT(Refusal(Twin(kDisposal, "\"XLD\"", "\"XLD2\"")), HasSubstr("XLD2: overlaps XLD"));
  EXPECT_THAT(Refusal(Changed("allowed: DISPOSAL_GUIDE", "")), HasSubstr("XLD: allows nothing"));
}

TEST(RuleBook, WhatMayBeAcceptedSaysAsWhichCaseAndNothingElseDoes) {
  EXPECT_THAT(Refusal(Changed("allowed: DISPOSAL_GUIDE", "allowed: DISPOSAL_ACCEPT")),
              HasSubstr("XLD: accepts, but as no case type"));
  EXPECT_THAT(Refusal(Changed("allowed: DISPOSAL_GUIDE",
                              "allowed: DISPOSAL_GUIDE case_types: CASE_TYPE_DENUNCIATION")),
              HasSubstr("XLD: has case types, but does not accept"));
}

TEST(RuleBook, ParametersHaveOneNumberPerDay) {
  const std::string row = R"(parameters { name: "P" effective { from: "2024-01-01" } value: 3 })";
  EXPECT_EQ(Refusal(row), "");
  EXPECT_THAT(Refusal(row + row), HasSubstr("P: overlaps P"));
  EXPECT_THAT(Refusal(absl::StrReplaceAll(row, {{"value: 3", ""}})), HasSubstr("P: has no number"));
}

std::string ParameterRow(int value, const std::string& days, const std::string& decision) {
  return absl::StrFormat("parameters { name: \"P\" effective { %s } value: %d %s }\n", days, value,
                         decision.empty() ? "" : "decision: \"" + decision + "\"");
}

TEST(RuleBook, ADecisionOfTheProvinceGoesBeforeTheProposedDefaultOnItsDaysOnly) {
  const auto book =
      RuleBook::Parse({ParameterRow(3, "from: \"2012-07-01\"", ""),
                       ParameterRow(7, "from: \"2024-03-01\" to: \"2024-12-31\"", "12/QĐ-UBND")});
  ASSERT_TRUE(book.ok()) << book.status();
  using Day = absl::CivilDay;
  const std::pair<Day, int> expected[] = {{Day(2012, 7, 1), 3}, {Day(2024, 2, 29), 3},
                                          {Day(2024, 3, 1), 7}, {Day(2024, 12, 31), 7},
                                          {Day(2025, 1, 1), 3}, {Day(2100, 1, 1), 3}};
  for (const auto& [day, value] : expected) {
    const auto* row = book->Parameter("P", day);
    ASSERT_NE(row, nullptr) << day;
    EXPECT_EQ(row->value(), value) << day;
    EXPECT_EQ(row->decision().empty(), value == 3) << day;
  }
  ASSERT_EQ(book->parameters().size(), 3U);
  EXPECT_EQ(book->parameters()[0].row.effective().to(), "2024-02-29");
  EXPECT_EQ(book->parameters()[2].row.effective().from(), "2025-01-01");
}

TEST(RuleBook, TwoDecisionsOnOneDayAreRefusedAsTwoDefaultsAre) {
  const std::string from = "from: \"2024-01-01\"";
  EXPECT_THAT(Refusal(ParameterRow(3, from, "1/QĐ") + ParameterRow(4, from, "2/QĐ")),
              HasSubstr("P: overlaps P"));
  EXPECT_THAT(Refusal(ParameterRow(3, from, "") + ParameterRow(4, from, "")),
              HasSubstr("P: overlaps P"));
  EXPECT_THAT(Refusal(ParameterRow(3, from, "") + ParameterRow(0, from, "1/QĐ")),
              HasSubstr("P: has no number"));
}

TEST(RuleBook, WhatIsLawCanNotBeDecidedAnewByTheProvince) {
  EXPECT_THAT(
      Refusal(All() + absl::StrReplaceAll(std::string(kDeadline), {{"value: 10", "value: 20"}})),
      HasSubstr("DL-A: overlaps DL-A"));
}

TEST(RuleBook, InstrumentsStandOnceAndMayLackADay) {
  const std::string row = R"(instruments { id: "L" name_vi: "Luật" certainty: CERTAINTY_EXCERPT })";
  EXPECT_EQ(Refusal(row), "");
  EXPECT_THAT(Refusal(row + row), HasSubstr("L: stands twice"));
}

TEST(RuleBook, LooksRowsUpByDay) {
  RuleBook book = *RuleBook::Parse({All()});
  EXPECT_EQ(book.Deadline("DL-A", CivilDay(2012, 6, 30)), nullptr);
  EXPECT_NE(book.Deadline("DL-A", CivilDay(2012, 7, 1)), nullptr);
  EXPECT_NE(book.Deadline("DL-A", CivilDay(2026, 6, 30)), nullptr);
  EXPECT_EQ(book.Deadline("DL-A", CivilDay(2026, 7, 1)), nullptr);
  EXPECT_EQ(book.Parameter("P", CivilDay(2024, 1, 1)), nullptr);
}

TEST(LoadRuleBook, TheDeliveredRulesAreSoundAndComplete) {
  auto book = LoadRuleBook("services/law/rules");
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ(book->deadlines().size(), 104u);
  EXPECT_EQ(book->instruments().size(), 47u);
  for (const auto& dated : book->deadlines()) {
    EXPECT_FALSE(dated.row.step_vi().empty()) << dated.row.id();
    EXPECT_FALSE(dated.row.starts_at_vi().empty()) << dated.row.id();
  }
}

TEST(LoadRuleBook, FolderWithoutRulesIsNotFound) {
  EXPECT_EQ(LoadRuleBook("services/law/no_such_folder").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace donthu::law
