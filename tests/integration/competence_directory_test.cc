// Who is competent, over the whole directory as delivered and every day on which the law or the
// organisation changes. Needs no database.
#include <gtest/gtest.h>

#include "clients/cli/directory_files.h"
#include "services/base/reference/accused.h"
#include "services/base/reference/accused_text.h"
#include "services/base/text/fold.h"
#include "services/law/rule_files.h"
#include "services/routing/competence.h"

namespace donthu::testing {
namespace {

constexpr auto kDenunciation = law::v1::PETITION_KIND_DENUNCIATION;
const std::vector<absl::CivilDay> kDays = {absl::CivilDay(2024, 3, 1), absl::CivilDay(2024, 12, 1),
                                           absl::CivilDay(2025, 3, 1), absl::CivilDay(2025, 6, 30),
                                           absl::CivilDay(2025, 7, 1), absl::CivilDay(2026, 7, 1)};

// The directory as delivered, without a database.
class CompetenceOverTheDirectory : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
    ASSERT_TRUE(files.ok()) << files.status();
    reference_ = new Reference;
    for (const auto& row : files->request.areas()) reference_->areas[row.key()] = row;
    for (const auto& row : files->request.agencies()) reference_->agencies[row.code()] = row;
    for (const auto& row : files->request.subject_fields()) reference_->subjects[row.code()] = row;
    for (const auto& row : files->request.successions()) {
      reference_->successions[row.old_agency()].push_back(row);
    }
    reference_->Index();
    auto rules = law::LoadRuleBook("services/law/rules");
    ASSERT_TRUE(rules.ok()) << rules.status();
    rules_ = new law::RuleBook(*std::move(rules));
  }
  static void TearDownTestSuite() {
    delete reference_;
    delete rules_;
  }

  static routing::Matter SomeMatter(law::v1::PetitionKind kind, const std::string& subject,
                                    const std::string& area, absl::CivilDay on) {
    routing::Matter matter;
    matter.kind = kind;
    matter.subject_code = subject;
    matter.area_key = area;
    matter.on = on;
    return matter;
  }
  static routing::Competence Find(const routing::Matter& matter) {
    return routing::FindCompetent(*reference_, *rules_, matter);
  }

  static Reference* reference_;
  static law::RuleBook* rules_;
};

Reference* CompetenceOverTheDirectory::reference_ = nullptr;
law::RuleBook* CompetenceOverTheDirectory::rules_ = nullptr;

TEST_F(CompetenceOverTheDirectory, Denunciation_NeverGoesToTheAccusedOrBelow) {
  for (const auto on : kDays) {
    for (const auto& [code, agency] : reference_->agencies) {
      for (int role = law::v1::RESPONDENT_ROLE_HEAD; role <= law::v1::RESPONDENT_ROLE_PARTY_MEMBER;
           ++role) {
        auto matter = SomeMatter(kDenunciation, "CB01", agency.area_key(), on);
        matter.accused.emplace();
        matter.accused->set_agency_code(code);
        matter.accused->set_role(static_cast<law::v1::RespondentRole>(role));
        const auto found = Find(matter);
        ASSERT_GT(found.derivation.rules_size(), 0) << code << " " << role << " " << on;
        ASSERT_NE(found.agency_code.empty(), !found.outside) << code << " " << role << " " << on;
        if (found.outside) continue;
        EXPECT_FALSE(HasConflict(*reference_, *matter.accused, found.agency_code, on))
            << code << " " << role << " " << on << " went to " << found.agency_code;
        EXPECT_TRUE(ExistsOn(*reference_->Agency(found.agency_code), on)) << found.agency_code;
        const bool leads = Leads(matter.accused->role());
        EXPECT_FALSE(leads && found.agency_code == code) << code;
      }
    }
  }
}

TEST_F(CompetenceOverTheDirectory, EverySubjectAndPlace_GetsAnAgencyThatExistsOnTheDay) {
  for (const auto on : kDays) {
    for (const auto& [key, area] : reference_->areas) {
      // Old Quảng Trị is not in the directory's agencies.
      if (!ExistsOn(area, on) || area.level() != directory::v1::AREA_LEVEL_COMMUNE ||
          reference_->AgencyOf("ubnd_xa", key, on) == nullptr) {
        continue;
      }
      for (const char* subject : {"DD01", "DD05", "CS01", "TN01", "XD02", "GT01", "AN01", "CB02"}) {
        for (const auto kind :
             {law::v1::PETITION_KIND_COMPLAINT, kDenunciation, law::v1::PETITION_KIND_REFLECTION}) {
          const auto found = Find(SomeMatter(kind, subject, key, on));
          ASSERT_FALSE(found.agency_code.empty()) << subject << " " << key << " " << on;
          EXPECT_TRUE(ExistsOn(*reference_->Agency(found.agency_code), on)) << found.agency_code;
          EXPECT_GT(found.derivation.steps_vi_size(), 1);
        }
      }
    }
  }
}

TEST_F(CompetenceOverTheDirectory, Land_GoesToTheDistrict_ThenToTheCommuneThatTookItOver) {
  const auto kind = law::v1::PETITION_KIND_COMPLAINT;
  EXPECT_EQ(Find(SomeMatter(kind, "DD01", "19267", absl::CivilDay(2025, 6, 30))).agency_code,
            "QB-457-UBND");
  const auto after = Find(SomeMatter(kind, "DD01", "19249-2025", absl::CivilDay(2025, 7, 2)));
  EXPECT_EQ(after.agency_code, "QT-19249-UBND");
  // The former commune lies in the new one.
  EXPECT_EQ(Find(SomeMatter(kind, "DD01", "19267", absl::CivilDay(2025, 7, 2))).agency_code,
            "QT-19249-UBND");
  // Against a decision of the district that ended: nobody has said who settles it.
  auto of_the_district = SomeMatter(kind, "DD01", "19249-2025", absl::CivilDay(2025, 7, 2));
  of_the_district.decision_on = absl::CivilDay(2025, 6, 2);
  const auto inherited = Find(of_the_district);
  EXPECT_EQ(inherited.agency_code, "QT-19249-UBND");
  EXPECT_EQ(inherited.derivation.rules(0).rule_id(), "CP-KN1-HUYEN");
  EXPECT_LT(inherited.confidence, 60);
  of_the_district.second_complaint = true;
  EXPECT_EQ(Find(of_the_district).agency_code, "QT-UBND");
}

TEST_F(CompetenceOverTheDirectory, SecondComplaint_ClimbsAsTheLawOfTheDaySays) {
  auto matter =
      SomeMatter(law::v1::PETITION_KIND_COMPLAINT, "CB02", "19267", absl::CivilDay(2024, 3, 1));
  EXPECT_EQ(Find(matter).agency_code, "QB-19267-UBND");
  matter.second_complaint = true;
  EXPECT_EQ(Find(matter).agency_code, "QB-457-UBND");
  matter.area_key = "19249-2025";
  matter.on = absl::CivilDay(2025, 7, 1);
  EXPECT_EQ(Find(matter).agency_code, "QT-UBND");
}

TEST_F(CompetenceOverTheDirectory, SubjectOfADepartmentThatMerged_GoesToItsSuccessor) {
  const auto kind = law::v1::PETITION_KIND_COMPLAINT;
  EXPECT_EQ(Find(SomeMatter(kind, "CS01", "19267", absl::CivilDay(2025, 2, 28))).agency_code,
            "QB-SLDTBXH");
  EXPECT_EQ(Find(SomeMatter(kind, "CS01", "19267", absl::CivilDay(2025, 3, 1))).agency_code,
            "QB-SNV-2025");
  EXPECT_EQ(Find(SomeMatter(kind, "CS01", "19249-2025", absl::CivilDay(2025, 7, 1))).agency_code,
            "QT-SNV");
}

struct Reading {
  const char* text;
  const char* agency;
  law::v1::RespondentRole role;
};

TEST_F(CompetenceOverTheDirectory, Accused_IsReadFromTheText) {
  const auto head = law::v1::RESPONDENT_ROLE_HEAD, deputy = law::v1::RESPONDENT_ROLE_DEPUTY;
  const std::vector<Reading> readings = {
      {"Đơn tố cáo Chủ tịch UBND xã Kim Thủy vi phạm", "QB-19318-UBND", head},
      {"Tôi tố cáo ông P.H.S, Phó Chủ tịch Ủy ban nhân dân xã Sơn Lộc, vì", "QB-19150-UBND",
       deputy},
      {"Người bị tố cáo là ông C.N.L, hiện giữ chức Chủ tịch UBND xã Phong Thủy.", "QB-19267-UBND",
       head},
      {"Tố cáo Chủ tịch UBND huyện Lệ Thủy bao che", "QB-457-UBND", head},
      {"Tố cáo Giám đốc Sở Y tế tỉnh Quảng Bình", "QB-SYT", head},
      {"tố cáo Chánh Thanh tra tỉnh", "QB-TTT", head},
      {"Tôi tố cáo UBND xã Phong Thủy làm trái quy định", "QB-19267-UBND",
       law::v1::RESPONDENT_ROLE_BODY},
      {"Tố cáo lạm thu. Kính gửi: Chủ tịch UBND xã Phong Thủy", "", head},
      {"Tố cáo thôn trưởng; đã báo Chủ tịch UBND xã Phong Thủy nhiều lần mà không ai giải quyết "
       "cho "
       "dân",
       "", head},
      {"Chủ tịch UBND xã Phong Thủy mời họp", "", head},
      {"", "", head}};
  for (const auto& reading : readings) {
    const auto found =
        ReadAccused(*reference_, text::Fold(reading.text), "19267", absl::CivilDay(2024, 3, 1));
    EXPECT_EQ(found ? found->agency_code() : "", reading.agency) << reading.text;
    if (found) {
      EXPECT_EQ(found->role(), reading.role) << reading.text;
    }
  }
}

}  // namespace
}  // namespace donthu::testing
