// Imports of the directory, through the whole stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/request_id.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using directory::v1::ImportDirectoryRequest;

class DirectoryTest : public ::testing::Test {
 protected:
  static ImportDirectoryRequest Import() {
    ImportDirectoryRequest request;
    request.set_request_id(client::NewRequestId());
    return request;
  }

  Stack stack_;
  Caller system_{stack_};
};

TEST_F(DirectoryTest, RowThatComesTwice_IsNamed_AndNothingIsImported) {
  auto request = Import();
  *request.add_officers() = SomeOfficer("a", "QB-450-UBND", options::v1::ROLE_HEAD);
  *request.add_officers() = SomeOfficer("b", "QB-450-UBND", options::v1::ROLE_HEAD);
  *request.add_officers() = SomeOfficer("a", "QB-457-UBND", options::v1::ROLE_HEAD);
  EXPECT_THAT(system_.directory.ImportDirectory(request), RefusesField("officers[2].id"));
  EXPECT_EQ(CountSql(stack_, "none", "SELECT count(*) FROM directory.officer WHERE id = 'b'"), 0);

  // Word for word the same is a mistake too: one of them was meant to be another.
  request = Import();
  for (int i = 0; i < 2; ++i) {
    auto* day = request.add_calendar_days();
    *day->mutable_date() = Day(2024, 5, 3);
    day->set_name("Nghỉ");
  }
  EXPECT_THAT(system_.directory.ImportDirectory(request), RefusesField("calendar_days[1].date"));
}

TEST_F(DirectoryTest, EveryListTakesAKeyOnce) {
  const auto twice = [](auto* rows, const auto& row) {
    *rows->Add() = row;
    *rows->Add() = row;
  };
  client::DirectoryClient& directory = system_.directory;
  directory::v1::GetAgencyRequest office;
  office.set_code("QB-450-UBND");
  const auto agency = directory.GetAgency(office);
  ASSERT_THAT(agency, Succeeds());
  auto request = Import();
  twice(request.mutable_agencies(), *agency);
  EXPECT_THAT(directory.ImportDirectory(request), RefusesField("agencies[1].code"));
  request = Import();
  twice(request.mutable_areas(), directory.ListAreas({})->areas(0));
  EXPECT_THAT(directory.ImportDirectory(request), RefusesField("areas[1].key"));
  request = Import();
  twice(request.mutable_subject_fields(), directory.ListSubjectFields({})->subject_fields(0));
  EXPECT_THAT(directory.ImportDirectory(request), RefusesField("subject_fields[1].code"));
  request = Import();
  directory::v1::OrgSuccession succession;
  succession.set_old_agency("QB-450-UBND");
  succession.set_new_agency("QT-UBND");
  succession.add_functions("*");
  *succession.mutable_on() = Day(2025, 7, 1);
  twice(request.mutable_successions(), succession);
  EXPECT_THAT(directory.ImportDirectory(request), RefusesField("successions[1].new_agency"));
}

TEST_F(DirectoryTest, Officers_AreThoseInOfficeAtTheAgency_ForItsHead) {
  constexpr auto kRole = options::v1::ROLE_CASE_OFFICER;
  PutInOffice(system_.directory, {SomeOfficer("z.here", "QB-450-UBND", kRole),
                                  SomeOfficer("z.below", "QB-18853-UBND", kRole),
                                  SomeOfficer("z.elsewhere", "QB-457-UBND", kRole),
                                  SomeOfficer("z.left", "QB-450-UBND", kRole, Day(2024, 3, 1))});
  const Caller head(stack_, kDistrict);
  directory::v1::ListOfficersRequest request;
  request.set_agency_code("QB-450-UBND");
  request.set_page_size(1);
  const auto on = [&](common::v1::Date day) {
    *request.mutable_on() = day;
    request.clear_page_token();
    std::vector<std::string> ids;
    do {
      const auto page = head.directory.ListOfficers(request);
      EXPECT_THAT(page, Succeeds());
      for (const auto& officer : page->officers()) {
        if (officer.id()[0] == 'z') ids.push_back(officer.id());
        EXPECT_FALSE(officer.name().empty());
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return ids;
  };
  EXPECT_THAT(on(Day(2024, 3, 1)), ::testing::ElementsAre("z.here", "z.left"));
  EXPECT_THAT(on(Day(2024, 3, 2)), ::testing::ElementsAre("z.here"));
  request.set_agency_code("QB-18853-UBND");
  EXPECT_THAT(on(Day(2024, 3, 2)), ::testing::ElementsAre("z.below"));
  for (const char* token : {kCaseOfficer, kOutsider, kInspector}) {
    EXPECT_THAT(Caller(stack_, token).directory.ListOfficers(request),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED))
        << token;
  }
}

}  // namespace
}  // namespace donthu::testing
