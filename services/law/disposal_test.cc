#include "services/law/disposal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/test_book.h"

namespace donthu::law {
namespace {

using testing::HasSubstr;

const absl::CivilDay kDay(2024, 3, 1);

// A complete, competent petition of that kind, received on kDay.
v1::PetitionFacts Petition(v1::PetitionKind kind) {
  v1::PetitionFacts facts;
  facts.set_kind(kind);
  *facts.mutable_received_on() = ToProto(kDay);
  facts.set_has_name(true);
  facts.set_has_address(true);
  facts.set_has_signature(true);
  facts.set_competent(true);
  facts.set_group_size(1);
  return facts;
}

v1::PetitionFacts ComplaintAbout(absl::CivilDay decision_on) {
  auto facts = Petition(v1::PETITION_KIND_COMPLAINT);
  *facts.mutable_decision_on() = ToProto(decision_on);
  return facts;
}

v1::DisposalAdvice Advise(const v1::PetitionFacts& facts) {
  return AdviseDisposal(TestBook(), TestCalendar(), facts);
}

const v1::Finding* FindingOf(const v1::DisposalAdvice& advice, const std::string& condition) {
  for (const auto& finding : advice.findings()) {
    if (finding.condition() == condition) return &finding;
  }
  return nullptr;
}

constexpr v1::PetitionKind kKinds[] = {v1::PETITION_KIND_COMPLAINT, v1::PETITION_KIND_DENUNCIATION,
                                       v1::PETITION_KIND_RECOMMENDATION,
                                       v1::PETITION_KIND_REFLECTION};

std::set<int> Expected(v1::PetitionKind kind, bool eligible, bool competent) {
  bool complaint = kind == v1::PETITION_KIND_COMPLAINT;
  bool denunciation = kind == v1::PETITION_KIND_DENUNCIATION;
  if (eligible && competent) return {v1::DISPOSAL_ACCEPT, v1::DISPOSAL_REFUSE};
  if (eligible) {
    return {complaint ? v1::DISPOSAL_GUIDE : v1::DISPOSAL_TRANSFER, v1::DISPOSAL_URGE};
  }
  return {v1::DISPOSAL_FILE, v1::DISPOSAL_JOIN, v1::DISPOSAL_GUIDE,
          denunciation ? v1::DISPOSAL_TRANSFER : v1::DISPOSAL_RETURN};
}

TEST(CheckDisposal, LetsPassExactlyTheClosedTable) {
  for (auto kind : kKinds) {
    for (int bits = 0; bits < 4; ++bits) {
      bool eligible = bits & 1;
      bool competent = bits & 2;
      for (int d = 0; d < v1::Disposal_ARRAYSIZE; ++d) {
        auto disposal = static_cast<v1::Disposal>(d);
        auto status = CheckDisposal(TestBook(), kind, eligible, competent, disposal, kDay);
        bool allowed = Expected(kind, eligible, competent).contains(d);
        EXPECT_EQ(status.ok(), allowed) << kind << " " << eligible << competent << " " << d;
        EXPECT_EQ(ReasonOf(status) == common::v1::DISPOSAL_NOT_ALLOWED, !allowed);
      }
    }
  }
}

TEST(CheckDisposal, RefusalNamesTheGroundAndWhatIsAllowed) {
  auto status = CheckDisposal(TestBook(), v1::PETITION_KIND_COMPLAINT, true, false,
                              v1::DISPOSAL_TRANSFER, kDay);
  EXPECT_EQ(DetailOf(status).metadata().at("citation"), "TT 07 Đ.7 k.3, Đ.8-9");
  EXPECT_THAT(DetailOf(status).message_vi(), HasSubstr("Có thể: Hướng dẫn, Đôn đốc giải quyết."));
}

TEST(CheckDisposal, NothingIsAllowedBeforeTheTableOrWithoutAKind) {
  EXPECT_FALSE(CheckDisposal(TestBook(), v1::PETITION_KIND_COMPLAINT, true, true,
                             v1::DISPOSAL_ACCEPT, absl::CivilDay(2020, 1, 1))
                   .ok());
  EXPECT_FALSE(CheckDisposal(TestBook(), v1::PETITION_KIND_UNSPECIFIED, true, true,
                             v1::DISPOSAL_ACCEPT, kDay)
                   .ok());
}

// What a petition of that kind may be taken up as, written down apart from the rules.
std::set<int> CasesOf(v1::PetitionKind kind) {
  if (kind == v1::PETITION_KIND_COMPLAINT) {
    return {v1::CASE_TYPE_COMPLAINT_FIRST, v1::CASE_TYPE_COMPLAINT_SECOND,
            v1::CASE_TYPE_COMPLAINT_DISCIPLINARY, v1::CASE_TYPE_LAND_MEDIATION};
  }
  if (kind == v1::PETITION_KIND_DENUNCIATION) {
    return {v1::CASE_TYPE_DENUNCIATION, v1::CASE_TYPE_DENUNCIATION_CONTINUED};
  }
  return {v1::CASE_TYPE_RECOMMENDATION, v1::CASE_TYPE_MEDIATION, v1::CASE_TYPE_LAND_MEDIATION};
}

TEST(CheckCaseType, LetsEachKindBecomeWhatItMayAndNothingElse) {
  for (auto kind : kKinds) {
    for (int bits = 0; bits < 4; ++bits) {
      const bool taken_up = bits == 3;
      for (int t = 1; t < v1::CaseType_ARRAYSIZE; ++t) {
        const auto status =
            CheckCaseType(TestBook(), kind, bits & 1, bits & 2, static_cast<v1::CaseType>(t), kDay);
        const bool may = taken_up && CasesOf(kind).contains(t);
        EXPECT_EQ(status.ok(), may) << kind << " " << bits << " " << t;
        EXPECT_EQ(ReasonOf(status) == common::v1::INVALID_FIELD, !may);
      }
    }
  }
}

TEST(AdviseDisposal, CompetentPetitionsAreAccepted) {
  const v1::CaseType types[] = {v1::CASE_TYPE_COMPLAINT_FIRST, v1::CASE_TYPE_DENUNCIATION,
                                v1::CASE_TYPE_RECOMMENDATION, v1::CASE_TYPE_RECOMMENDATION};
  for (int i = 0; i < 4; ++i) {
    auto advice = Advise(Petition(kKinds[i]));
    EXPECT_EQ(advice.disposal(), v1::DISPOSAL_ACCEPT);
    EXPECT_EQ(advice.case_type(), types[i]);
    EXPECT_TRUE(advice.eligible());
    EXPECT_EQ(advice.prior_status(), v1::PRIOR_STATUS_NOT_SETTLED);
  }
}

TEST(AdviseDisposal, ComplaintsOutOfCompetenceAreGuidedAllOthersTransferred) {
  for (auto kind : kKinds) {
    auto facts = Petition(kind);
    facts.set_competent(false);
    bool complaint = kind == v1::PETITION_KIND_COMPLAINT;
    EXPECT_EQ(Advise(facts).disposal(), complaint ? v1::DISPOSAL_GUIDE : v1::DISPOSAL_TRANSFER);
    EXPECT_TRUE(Advise(facts).eligible());
  }
}

TEST(AdviseDisposal, ForwardedComplaintOutOfCompetenceSaysWhatToTellTheForwardingBody) {
  auto facts = Petition(v1::PETITION_KIND_COMPLAINT);
  facts.set_competent(false);
  facts.set_forwarded(true);
  auto advice = Advise(facts);
  EXPECT_EQ(advice.disposal(), v1::DISPOSAL_GUIDE);
  ASSERT_NE(FindingOf(advice, "HANDED_IN_BY_CITIZEN"), nullptr);
  EXPECT_FALSE(FindingOf(advice, "HANDED_IN_BY_CITIZEN")->met());
}

TEST(AdviseDisposal, AnonymousDenunciationWithEvidenceIsPassedOnForACheckWithoutItFiled) {
  auto facts = Petition(v1::PETITION_KIND_DENUNCIATION);
  facts.set_anonymous(true);
  facts.set_has_evidence(true);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_TRANSFER);
  EXPECT_FALSE(Advise(facts).eligible());
  facts.set_has_evidence(false);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_FILE);
}

TEST(AdviseDisposal, AnonymousReflectionIsFiledAndNoted) {
  auto facts = Petition(v1::PETITION_KIND_REFLECTION);
  facts.set_anonymous(true);
  facts.set_has_evidence(true);
  auto advice = Advise(facts);
  EXPECT_EQ(advice.disposal(), v1::DISPOSAL_FILE);
  EXPECT_THAT(advice.basis(0).text_vi(), HasSubstr("tham khảo trong quản lý"));
}

TEST(AdviseDisposal, MissingSignatureOrAddressIsFiledAskingToComplete) {
  for (bool signature : {true, false}) {
    auto facts = Petition(v1::PETITION_KIND_COMPLAINT);
    facts.set_has_signature(signature);
    facts.set_has_address(!signature);
    auto advice = Advise(facts);
    EXPECT_EQ(advice.disposal(), v1::DISPOSAL_FILE);
    EXPECT_FALSE(advice.eligible());
    EXPECT_THAT(FindingOf(advice, signature ? "ADDRESS" : "SIGNATURE")->text_vi(),
                HasSubstr("bổ sung"));
  }
}

TEST(AdviseDisposal, UnclearPetitionIsGuided) {
  auto facts = Petition(v1::PETITION_KIND_RECOMMENDATION);
  facts.set_unclear(true);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_GUIDE);
}

TEST(AdviseDisposal, MixedKindsAreGuidedToSplitButRecommendationAndReflectionAreOne) {
  auto facts = Petition(v1::PETITION_KIND_COMPLAINT);
  facts.add_mixed_kinds(v1::PETITION_KIND_COMPLAINT);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_ACCEPT);
  facts.add_mixed_kinds(v1::PETITION_KIND_DENUNCIATION);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_GUIDE);
  auto recommendation = Petition(v1::PETITION_KIND_RECOMMENDATION);
  recommendation.add_mixed_kinds(v1::PETITION_KIND_REFLECTION);
  EXPECT_EQ(Advise(recommendation).disposal(), v1::DISPOSAL_ACCEPT);
}

TEST(AdviseDisposal, DuplicateJoinsWhateverItsCompetenceButNotBeforeFitness) {
  auto facts = ComplaintAbout(absl::CivilDay(2022, 1, 1));
  facts.set_duplicate(true);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_JOIN);
  facts.set_competent(false);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_JOIN);
  facts.set_has_signature(false);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_FILE);
}

TEST(AdviseDisposal, LandDisputeIsMediatedByTheCommuneOrGuidedThere) {
  auto facts = Petition(v1::PETITION_KIND_RECOMMENDATION);
  facts.set_subject_code("DD05");
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_ACCEPT);
  EXPECT_EQ(Advise(facts).case_type(), v1::CASE_TYPE_LAND_MEDIATION);
  facts.set_competent(false);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_GUIDE);
  EXPECT_FALSE(Advise(facts).eligible());
}

TEST(AdviseDisposal, DenunciationOverLandIsNeverMediated) {
  auto facts = Petition(v1::PETITION_KIND_DENUNCIATION);
  facts.set_subject_code("DD05");
  EXPECT_EQ(Advise(facts).case_type(), v1::CASE_TYPE_DENUNCIATION);
  EXPECT_EQ(FindingOf(Advise(facts), "MEDIATION_AT_COMMUNE"), nullptr);
}

TEST(AdviseDisposal, CivilDisputeIsGuidedToCourt) {
  auto facts = Petition(v1::PETITION_KIND_DENUNCIATION);
  facts.set_subject_code("TP04");
  auto advice = Advise(facts);
  EXPECT_EQ(advice.disposal(), v1::DISPOSAL_GUIDE);
  EXPECT_THAT(advice.basis(0).text_vi(), HasSubstr("Tòa án"));
}

TEST(AdviseDisposal, ComplaintIsOutOfTimeAfterNinetyDays) {
  // 2023-12-01 + 90 days = Thursday 2024-02-29.
  auto facts = ComplaintAbout(absl::CivilDay(2023, 12, 1));
  *facts.mutable_received_on() = ToProto(absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_ACCEPT);
  *facts.mutable_received_on() = ToProto(absl::CivilDay(2024, 3, 1));
  auto advice = Advise(facts);
  EXPECT_EQ(advice.disposal(), v1::DISPOSAL_REFUSE);
  EXPECT_TRUE(advice.eligible());
  EXPECT_EQ(advice.case_type(), v1::CASE_TYPE_COMPLAINT_FIRST);
  facts.set_competent(false);
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_GUIDE);
}

TEST(AdviseDisposal, SecondComplaintIsNotRefusedForTheAgeOfTheOriginalDecision) {
  auto facts = ComplaintAbout(absl::CivilDay(2022, 1, 1));
  facts.set_second_complaint(true);
  auto advice = Advise(facts);
  EXPECT_EQ(advice.disposal(), v1::DISPOSAL_ACCEPT);
  EXPECT_EQ(advice.case_type(), v1::CASE_TYPE_COMPLAINT_SECOND);
  EXPECT_EQ(advice.round(), 2);
  EXPECT_EQ(advice.prior_status(), v1::PRIOR_STATUS_SETTLED_ONCE);
}

TEST(AdviseDisposal, DisciplinaryDecisionsHaveFifteenDaysRecruitmentNinety) {
  auto facts = ComplaintAbout(absl::CivilDay(2024, 2, 1));
  facts.set_subject_code("CB03");
  facts.set_folded_text("ket qua xet tuyen vien chuc");
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_ACCEPT);
  EXPECT_EQ(Advise(facts).case_type(), v1::CASE_TYPE_COMPLAINT_FIRST);
  facts.set_folded_text("quyet dinh ky luat bang hinh thuc canh cao");
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_REFUSE);
  *facts.mutable_received_on() = ToProto(absl::CivilDay(2024, 2, 16));
  EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_ACCEPT);
  EXPECT_EQ(Advise(facts).case_type(), v1::CASE_TYPE_COMPLAINT_DISCIPLINARY);
}

TEST(AdviseDisposal, GroupsNeedOneOrTwoRepresentativesLargeOnesUpToFive) {
  auto met = [](int size, int representatives) {
    auto facts = Petition(v1::PETITION_KIND_REFLECTION);
    facts.set_group_size(size);
    facts.set_representatives(representatives);
    const v1::DisposalAdvice advice = Advise(facts);
    EXPECT_EQ(advice.disposal(), v1::DISPOSAL_ACCEPT);
    const auto* finding = FindingOf(advice, "REPRESENTATIVES");
    return finding == nullptr ? -1 : static_cast<int>(finding->met());
  };
  EXPECT_EQ(met(4, 0), -1);
  EXPECT_EQ(met(5, 0), 0);
  EXPECT_EQ(met(5, 2), 1);
  EXPECT_EQ(met(10, 3), 0);
  EXPECT_EQ(met(11, 5), 1);
  EXPECT_EQ(met(11, 6), 0);
}

TEST(AdviseDisposal, EveryFindingAndBasisCarriesItsGround) {
  for (auto kind : kKinds) {
    auto advice = Advise(Petition(kind));
    EXPECT_GE(advice.findings_size(), 8);
    for (const auto& finding : advice.findings()) {
      EXPECT_FALSE(finding.basis().citation().empty()) << finding.condition();
      EXPECT_NE(finding.basis().certainty(), v1::CERTAINTY_UNSPECIFIED) << finding.condition();
      EXPECT_FALSE(finding.text_vi().empty()) << finding.condition();
    }
    ASSERT_GE(advice.basis_size(), 1);
  }
}

TEST(AdviseDisposal, WithoutKindDayOrTableItAdvisesNothing) {
  auto early = Petition(v1::PETITION_KIND_COMPLAINT);
  *early.mutable_received_on() = ToProto(absl::CivilDay(2020, 1, 1));
  auto dateless = Petition(v1::PETITION_KIND_COMPLAINT);
  dateless.clear_received_on();
  for (const auto& facts : {early, dateless, Petition(v1::PETITION_KIND_UNSPECIFIED)}) {
    EXPECT_EQ(Advise(facts).disposal(), v1::DISPOSAL_UNSPECIFIED);
    EXPECT_EQ(Advise(facts).confidence(), 0);
  }
}

// All combinations of the yes-or-no facts: the advice is always in the closed table.
TEST(AdviseDisposal, AdviceIsAlwaysInTheClosedTable) {
  for (auto kind : kKinds) {
    for (int bits = 0; bits < (1 << 12); ++bits) {
      auto facts = ComplaintAbout(bits & 1 ? absl::CivilDay(2022, 1, 1) : kDay);
      facts.set_kind(kind);
      facts.set_anonymous(bits & 2);
      facts.set_has_address(bits & 4);
      facts.set_has_signature(bits & 8);
      facts.set_has_evidence(bits & 16);
      facts.set_unclear(bits & 32);
      facts.set_second_complaint(bits & 64);
      facts.set_civil_dispute(bits & 128);
      facts.set_land_dispute(bits & 256);
      facts.set_duplicate(bits & 512);
      facts.set_competent(bits & 1024);
      if (bits & 2048) facts.add_mixed_kinds(v1::PETITION_KIND_DENUNCIATION);
      auto advice = Advise(facts);
      ASSERT_NE(advice.disposal(), v1::DISPOSAL_UNSPECIFIED) << facts.DebugString();
      ASSERT_TRUE(CheckDisposal(TestBook(), kind, advice.eligible(), facts.competent(),
                                advice.disposal(), kDay)
                      .ok())
          << facts.DebugString();
    }
  }
}

}  // namespace
}  // namespace donthu::law
