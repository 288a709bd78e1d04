#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/reference/reference.h"
#include "services/law/date.h"

namespace donthu {
namespace {

using directory::v1::AREA_LEVEL_COMMUNE;
using directory::v1::AREA_LEVEL_DISTRICT;
using directory::v1::AREA_LEVEL_PROVINCE;
using directory::v1::AreaLevel;
using ::testing::ElementsAre;

const absl::CivilDay kBefore(2025, 6, 30);
const absl::CivilDay kAfter(2025, 7, 1);

// A province with one district, an office of it and two communes, all of which ended; a province
// with two communes after them.
class SuccessionTest : public ::testing::Test {
 protected:
  SuccessionTest() {
    AddArea("p", "", true, AREA_LEVEL_PROVINCE);
    AddArea("d", "p", true, AREA_LEVEL_DISTRICT);
    AddArea("c1", "d", true, AREA_LEVEL_COMMUNE);
    AddArea("P", "", false, AREA_LEVEL_PROVINCE);
    AddArea("C1", "P", false, AREA_LEVEL_COMMUNE);
    AddArea("C2", "P", false, AREA_LEVEL_COMMUNE);
    AddAgency("p-ubnd", "", "p", "ubnd_tinh", true);
    AddAgency("d-ubnd", "p-ubnd", "d", "ubnd_huyen", true);
    AddAgency("d-office", "d-ubnd", "d", "phong_noi_vu", true);
    AddAgency("c1-ubnd", "d-ubnd", "c1", "ubnd_xa", true);
    AddAgency("P-ubnd", "", "P", "ubnd_tinh", false);
    AddAgency("C1-ubnd", "P-ubnd", "C1", "ubnd_xa", false);
    AddAgency("C2-ubnd", "P-ubnd", "C2", "ubnd_xa", false);
    AddSuccession("p-ubnd", "P-ubnd", {"*"});
    AddSuccession("d-ubnd", "P-ubnd", {"*"});
    AddSuccession("d-ubnd", "C1-ubnd", {"DD", "XD"});
    AddSuccession("d-ubnd", "C2-ubnd", {"DD", "XD"});
    AddSuccession("c1-ubnd", "C1-ubnd", {"*"});
    reference_.Index();
  }

  void AddArea(const std::string& key, const std::string& parent, bool ended, AreaLevel level) {
    auto& area = reference_.areas[key];
    area.set_key(key);
    area.set_parent_key(parent);
    area.set_level(level);
    Date(ended, &area);
  }

  void AddAgency(const std::string& code, const std::string& parent, const std::string& area,
                 const std::string& kind, bool ended) {
    auto& agency = reference_.agencies[code];
    agency.set_code(code);
    agency.set_parent_code(parent);
    agency.set_area_key(area);
    agency.set_kind(kind);
    Date(ended, &agency);
  }

  void AddSuccession(const std::string& from, const std::string& to,
                     const std::vector<std::string>& functions) {
    directory::v1::OrgSuccession row;
    row.set_old_agency(from);
    row.set_new_agency(to);
    for (const auto& function : functions) row.add_functions(function);
    *row.mutable_on() = law::ToProto(kAfter);
    reference_.successions[from].push_back(row);
  }

  template <typename Message>
  static void Date(bool ended, Message* message) {
    if (ended) {
      *message->mutable_valid_to() = law::ToProto(kBefore);
    } else {
      *message->mutable_valid_from() = law::ToProto(kAfter);
    }
  }

  std::string Heir(const std::string& code, const std::string& subject, const std::string& area,
                   absl::CivilDay day = kAfter) {
    const auto* heir = reference_.Heir(code, subject, area, day);
    return heir == nullptr ? "" : heir->code();
  }

  Reference reference_;
};

TEST_F(SuccessionTest, AgencyThatExists_IsItsOwnHeir) {
  EXPECT_EQ(Heir("d-ubnd", "DD01", "C1", kBefore), "d-ubnd");
  EXPECT_EQ(Heir("C1-ubnd", "", ""), "C1-ubnd");
}

TEST_F(SuccessionTest, AgencyNotYetBegunOrNotKnown_HasNoHeir) {
  EXPECT_EQ(Heir("C1-ubnd", "", "", kBefore), "");
  EXPECT_EQ(Heir("nobody", "", ""), "");
}

TEST_F(SuccessionTest, NamedFunction_GoesToTheAgencyOfThePlace) {
  EXPECT_EQ(Heir("d-ubnd", "DD01", "C1"), "C1-ubnd");
  EXPECT_EQ(Heir("d-ubnd", "XD02", "C2"), "C2-ubnd");
  EXPECT_EQ(Heir("d-ubnd", "TN01", "C1"), "P-ubnd");
  EXPECT_EQ(Heir("d-ubnd", "DD01", ""), "P-ubnd");
}

TEST_F(SuccessionTest, AgencyWithoutARow_FollowsTheOneAbove) {
  EXPECT_EQ(Heir("d-office", "DD01", "C2"), "C2-ubnd");
  EXPECT_EQ(Heir("d-office", "", ""), "P-ubnd");
}

TEST_F(SuccessionTest, Cycle_EndsWithoutAnHeir) {
  reference_.successions["p-ubnd"][0].set_new_agency("d-ubnd");
  reference_.successions["d-ubnd"][0].set_new_agency("p-ubnd");
  EXPECT_EQ(Heir("p-ubnd", "", ""), "");
}

TEST_F(SuccessionTest, WhatWasHeld_IsReachedByWhoTookTheRest_NotByFunctions) {
  EXPECT_THAT(reference_.WithPredecessors({"P-ubnd"}, kAfter),
              ElementsAre("P-ubnd", "d-office", "d-ubnd", "p-ubnd"));
  EXPECT_THAT(reference_.WithPredecessors({"C1-ubnd"}, kAfter), ElementsAre("C1-ubnd", "c1-ubnd"));
  EXPECT_THAT(reference_.WithPredecessors({"C2-ubnd"}, kAfter), ElementsAre("C2-ubnd"));
  EXPECT_THAT(reference_.WithPredecessors({"P-ubnd"}, kBefore), ElementsAre("P-ubnd"));
}

TEST_F(SuccessionTest, Place_IsTheAreaOfTheCommitteeThatTookOver) {
  EXPECT_EQ(reference_.AreaOn("c1", kBefore), "c1");
  EXPECT_EQ(reference_.AreaOn("c1", kAfter), "C1");
  EXPECT_EQ(reference_.AreaOn("d", kAfter), "P");
  EXPECT_EQ(reference_.AreaOn("nowhere", kAfter), "");
}

TEST_F(SuccessionTest, Tree_OfAProvince_HoldsOnlyItsOwnTerritory) {
  EXPECT_THAT(reference_.Tree("p-ubnd"), ElementsAre("c1-ubnd", "d-office", "d-ubnd", "p-ubnd"));
  EXPECT_THAT(reference_.Tree("P-ubnd"), ElementsAre("C1-ubnd", "C2-ubnd", "P-ubnd"));
}

}  // namespace
}  // namespace donthu
