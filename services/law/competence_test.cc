#include "services/law/competence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

using directory::v1::AREA_LEVEL_COMMUNE;
using directory::v1::AREA_LEVEL_DISTRICT;
using directory::v1::AREA_LEVEL_PROVINCE;
using directory::v1::AreaLevel;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const absl::CivilDay kThreeLevels(2024, 3, 1);
const absl::CivilDay kTwoLevels(2025, 7, 1);
const absl::CivilDay kAmended(2026, 7, 1);

// First and last days of every interval of the rows, from 2024 on.
std::vector<absl::CivilDay> BoundaryDays() {
  std::set<absl::CivilDay> days = {absl::CivilDay(2024, 1, 1)};
  for (const auto& [row, from, to] : TestBook().competences()) {
    for (const auto day : {from - 1, from, to, to + 1}) {
      if (day >= absl::CivilDay(2024, 1, 1) && day.year() < 2100) days.insert(day);
    }
  }
  return {days.begin(), days.end()};
}

v1::CompetenceFacts Facts(v1::CaseType type, v1::BodyKind body, AreaLevel level,
                          v1::RespondentRole role, absl::CivilDay on) {
  v1::CompetenceFacts facts;
  facts.set_case_type(type);
  facts.mutable_post()->set_body(body);
  facts.mutable_post()->set_level(level);
  facts.mutable_post()->set_role(role);
  *facts.mutable_on() = ToProto(on);
  return facts;
}

// Every question that can be asked about a kind of case and a standing.
std::vector<v1::CompetenceFacts> Questions(v1::CaseType type, v1::Standing standing,
                                           absl::CivilDay on) {
  std::vector<v1::CompetenceFacts> questions;
  const int rounds = type == v1::CASE_TYPE_COMPLAINT_DISCIPLINARY ? 2 : 1;
  for (int body = v1::BodyKind_MIN + 1; body <= v1::BodyKind_MAX; ++body) {
    for (int level = AREA_LEVEL_PROVINCE; level <= AREA_LEVEL_COMMUNE; ++level) {
      for (int role = v1::RespondentRole_MIN + 1; role <= v1::RespondentRole_MAX; ++role) {
        for (int round = 1; round <= rounds; ++round) {
          auto facts = Facts(type, static_cast<v1::BodyKind>(body), static_cast<AreaLevel>(level),
                             static_cast<v1::RespondentRole>(role), on);
          facts.set_round(round);
          facts.set_standing(standing);
          *facts.mutable_present_post() = facts.post();
          questions.push_back(facts);
        }
      }
    }
  }
  return questions;
}

const std::vector<v1::CaseType> kTypes = {
    v1::CASE_TYPE_COMPLAINT_FIRST,        v1::CASE_TYPE_COMPLAINT_SECOND,
    v1::CASE_TYPE_COMPLAINT_DISCIPLINARY, v1::CASE_TYPE_DENUNCIATION,
    v1::CASE_TYPE_DENUNCIATION_CONTINUED, v1::CASE_TYPE_RECOMMENDATION};

TEST(FindSettler, EveryPostOnEveryDay_HasExactlyOneRow) {
  for (const auto on : BoundaryDays()) {
    for (const auto type : kTypes) {
      for (const auto& facts : Questions(type, v1::STANDING_IN_POST, on)) {
        // Reviews of settlements exist since 2026-07-01, for those who settle complaints only.
        if (facts.post().role() == v1::RESPONDENT_ROLE_UNLAWFUL_SETTLER) continue;
        const auto found = FindSettler(TestBook(), facts);
        ASSERT_TRUE(found.ok()) << facts.ShortDebugString();
        EXPECT_THAT(found->rule->citation(), Not(IsEmpty()));
        EXPECT_EQ(found->derivation.rules_size(), found->derivation.steps_vi_size());
      }
    }
  }
}

TEST(FindSettler, EveryRow_IsReachedBySomeFacts) {
  std::set<std::pair<std::string, std::string>> reached;
  for (const auto on : BoundaryDays()) {
    for (const auto type : kTypes) {
      for (int standing = v1::STANDING_IN_POST; standing <= v1::Standing_MAX; ++standing) {
        for (const auto& facts : Questions(type, static_cast<v1::Standing>(standing), on)) {
          const auto found = FindSettler(TestBook(), facts);
          if (!found.ok()) continue;
          for (const auto& basis : found->derivation.rules()) {
            reached.emplace(basis.rule_id(), basis.citation());
          }
        }
      }
    }
  }
  for (const auto& [row, from, to] : TestBook().competences()) {
    EXPECT_TRUE(reached.count({row.id(), row.citation()})) << row.id() << " from " << from;
  }
}

// A head, a deputy or a body is never judged by the body itself.
TEST(FindSettler, DenouncedLeader_IsNeverSettledByTheSameBody) {
  for (const auto on : BoundaryDays()) {
    for (int standing = v1::STANDING_IN_POST; standing <= v1::Standing_MAX; ++standing) {
      for (const auto& facts :
           Questions(v1::CASE_TYPE_DENUNCIATION, static_cast<v1::Standing>(standing), on)) {
        const auto role = facts.post().role();
        if (role != v1::RESPONDENT_ROLE_HEAD && role != v1::RESPONDENT_ROLE_DEPUTY &&
            role != v1::RESPONDENT_ROLE_BODY) {
          continue;
        }
        const auto found = FindSettler(TestBook(), facts);
        ASSERT_TRUE(found.ok()) << facts.ShortDebugString();
        EXPECT_NE(found->rule->settler(), v1::SETTLER_SAME_BODY) << facts.ShortDebugString();
        EXPECT_NE(found->rule->settler(), v1::SETTLER_SUCCESSOR) << facts.ShortDebugString();
      }
    }
  }
}

struct Expected {
  v1::CaseType type;
  v1::BodyKind body;
  AreaLevel level;
  v1::RespondentRole role;
  absl::CivilDay on;
  const char* rule;
  v1::Settler settler;
  v1::Certainty certainty;
};

TEST(FindSettler, TablesOfTheLaw_AreAsWritten) {
  using namespace v1;  // NOLINT: the table below is all enums of v1
  const auto kn1 = CASE_TYPE_COMPLAINT_FIRST, kn2 = CASE_TYPE_COMPLAINT_SECOND;
  const auto tc = CASE_TYPE_DENUNCIATION;
  const auto committee = BODY_KIND_COMMITTEE, office = BODY_KIND_SPECIALISED;
  const auto head = RESPONDENT_ROLE_HEAD, deputy = RESPONDENT_ROLE_DEPUTY;
  const auto official = RESPONDENT_ROLE_OFFICIAL;
  const std::vector<Expected> table = {
      {kn1, committee, AREA_LEVEL_COMMUNE, head, kThreeLevels, "CP-KN1-XA", SETTLER_SAME_BODY,
       CERTAINTY_TEXT_READ},
      {kn2, committee, AREA_LEVEL_COMMUNE, head, kTwoLevels - 1, "CP-KN2-XA",
       SETTLER_DIRECT_SUPERIOR, CERTAINTY_TEXT_READ},
      {kn2, committee, AREA_LEVEL_COMMUNE, head, kTwoLevels, "CP-KN2-XA",
       SETTLER_PROVINCE_COMMITTEE, CERTAINTY_EXCERPT},
      {kn2, committee, AREA_LEVEL_COMMUNE, head, kAmended, "CP-KN2-XA", SETTLER_PROVINCE_COMMITTEE,
       CERTAINTY_DERIVED},
      {kn1, committee, AREA_LEVEL_DISTRICT, head, kTwoLevels - 1, "CP-KN1-HUYEN", SETTLER_SAME_BODY,
       CERTAINTY_TEXT_READ},
      {kn1, committee, AREA_LEVEL_DISTRICT, head, kTwoLevels, "CP-KN1-HUYEN", SETTLER_SUCCESSOR,
       CERTAINTY_DERIVED},
      {kn1, office, AREA_LEVEL_PROVINCE, official, kTwoLevels, "CP-KN1-SO", SETTLER_SAME_BODY,
       CERTAINTY_TEXT_READ},
      {kn2, office, AREA_LEVEL_PROVINCE, official, kThreeLevels, "CP-KN2-SO",
       SETTLER_PROVINCE_COMMITTEE, CERTAINTY_TEXT_READ},
      {kn2, BODY_KIND_UNIT, AREA_LEVEL_PROVINCE, head, kThreeLevels, "CP-KN2-DONVI",
       SETTLER_DIRECT_SUPERIOR, CERTAINTY_TEXT_READ},
      {kn2, committee, AREA_LEVEL_PROVINCE, head, kThreeLevels, "CP-KN2-TINH", SETTLER_MINISTER,
       CERTAINTY_TEXT_READ},
      {tc, committee, AREA_LEVEL_COMMUNE, official, kAmended, "CP-TC-XA", SETTLER_SAME_BODY,
       CERTAINTY_TEXT_READ},
      {tc, committee, AREA_LEVEL_COMMUNE, deputy, kThreeLevels, "CP-TC-DAU-XA",
       SETTLER_DIRECT_SUPERIOR, CERTAINTY_TEXT_READ},
      {tc, committee, AREA_LEVEL_COMMUNE, deputy, kTwoLevels, "CP-TC-DAU-XA",
       SETTLER_PROVINCE_COMMITTEE, CERTAINTY_EXCERPT},
      {tc, committee, AREA_LEVEL_DISTRICT, head, kThreeLevels, "CP-TC-DAU-HUYEN",
       SETTLER_PROVINCE_COMMITTEE, CERTAINTY_TEXT_READ},
      {tc, committee, AREA_LEVEL_PROVINCE, head, kAmended, "CP-TC-DAU-TINH", SETTLER_PRIME_MINISTER,
       CERTAINTY_TEXT_READ},
      {tc, office, AREA_LEVEL_COMMUNE, RESPONDENT_ROLE_PARTY_MEMBER, kAmended, "CP-TC-DANG-VIEN",
       SETTLER_PARTY_BODY, CERTAINTY_TEXT_READ},
      {kn1, committee, AREA_LEVEL_COMMUNE, RESPONDENT_ROLE_IN_DISPUTE, kThreeLevels,
       "CP-TRANH-CHAP", SETTLER_PROVINCE_COMMITTEE, CERTAINTY_TEXT_READ},
      {kn2, committee, AREA_LEVEL_PROVINCE, RESPONDENT_ROLE_UNLAWFUL_SETTLER, kAmended,
       "CP-XEM-LAI-TINH", SETTLER_PRIME_MINISTER, CERTAINTY_TEXT_READ},
  };
  for (const auto& row : table) {
    const auto found =
        FindSettler(TestBook(), Facts(row.type, row.body, row.level, row.role, row.on));
    ASSERT_TRUE(found.ok()) << row.rule;
    EXPECT_EQ(found->rule->id(), row.rule) << row.on;
    EXPECT_EQ(found->rule->settler(), row.settler) << row.rule << row.on;
    EXPECT_EQ(found->rule->certainty(), row.certainty) << row.rule << row.on;
  }
}

TEST(FindSettler, AccusedWhoRose_IsSeenFromThePostHeldNow) {
  auto facts = Facts(v1::CASE_TYPE_DENUNCIATION, v1::BODY_KIND_COMMITTEE, AREA_LEVEL_COMMUNE,
                     v1::RESPONDENT_ROLE_OFFICIAL, kThreeLevels);
  facts.set_standing(v1::STANDING_MOVED_HIGHER);
  facts.mutable_present_post()->set_body(v1::BODY_KIND_SPECIALISED);
  facts.mutable_present_post()->set_level(AREA_LEVEL_DISTRICT);
  facts.mutable_present_post()->set_role(v1::RESPONDENT_ROLE_HEAD);
  const auto found = FindSettler(TestBook(), facts);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->from_present_post);
  EXPECT_EQ(found->rule->id(), "CP-TC-DAU-PHONG");
  ASSERT_EQ(found->derivation.steps_vi_size(), 2);
  EXPECT_THAT(found->derivation.steps_vi(0), HasSubstr("L-TC Đ.12 k.3 b"));
}

TEST(FindSettler, MovedToAnEqualPost_IsSeenFromTheFormerPost) {
  auto facts = Facts(v1::CASE_TYPE_DENUNCIATION, v1::BODY_KIND_COMMITTEE, AREA_LEVEL_COMMUNE,
                     v1::RESPONDENT_ROLE_HEAD, kThreeLevels);
  facts.set_standing(v1::STANDING_MOVED_SAME_RANK);
  const auto found = FindSettler(TestBook(), facts);
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->from_present_post);
  EXPECT_EQ(found->rule->id(), "CP-TC-DAU-XA");
}

TEST(FindSettler, WhatTheLawDoesNotKnow_IsRuleNotFound) {
  const auto before =
      Facts(v1::CASE_TYPE_COMPLAINT_FIRST, v1::BODY_KIND_COMMITTEE, AREA_LEVEL_COMMUNE,
            v1::RESPONDENT_ROLE_HEAD, absl::CivilDay(2010, 1, 1));
  EXPECT_EQ(ReasonOf(FindSettler(TestBook(), before).status()), common::v1::RULE_NOT_FOUND);
  const auto review = Facts(v1::CASE_TYPE_COMPLAINT_FIRST, v1::BODY_KIND_COMMITTEE,
                            AREA_LEVEL_COMMUNE, v1::RESPONDENT_ROLE_UNLAWFUL_SETTLER, kAmended - 1);
  EXPECT_EQ(ReasonOf(FindSettler(TestBook(), review).status()), common::v1::RULE_NOT_FOUND);
  EXPECT_EQ(ReasonOf(FindSettler(TestBook(), v1::CompetenceFacts()).status()),
            common::v1::INVALID_FIELD);
}

constexpr char kRow[] = R"(
  competences {
    id: "A" effective { from: "2024-01-01" } case_types: CASE_TYPE_DENUNCIATION
    roles: RESPONDENT_ROLE_HEAD settler: SETTLER_DIRECT_SUPERIOR citation: "L" certainty: CERTAINTY_TEXT_READ
  })";

TEST(CompetenceRows, ThatOverlapOrSayNothing_AreRefused) {
  ASSERT_TRUE(RuleBook::Parse({kRow}).ok());
  std::string other = kRow;
  other.replace(other.find("\"A\""), 3, "\"B\"");
  EXPECT_THAT(std::string(RuleBook::Parse({kRow, other}).status().message()),
              HasSubstr("overlaps"));
  std::string nobody = kRow;
  nobody.replace(nobody.find("settler: SETTLER_DIRECT_SUPERIOR"), 32, "");
  EXPECT_THAT(std::string(RuleBook::Parse({nobody}).status().message()),
              HasSubstr("names no settler"));
  std::string nothing = kRow;
  nothing.replace(nothing.find("roles: RESPONDENT_ROLE_HEAD"), 27, "");
  EXPECT_THAT(std::string(RuleBook::Parse({nothing}).status().message()), HasSubstr("no role"));
}

}  // namespace
}  // namespace donthu::law
