#include "services/base/redact/redact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"

namespace donthu {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMarker[] = "BIMAT";

TEST(Redact, PersonalAndSecretFields_AreCleared) {
  intake::v1::RegisterPetitionRequest request;
  request.set_agency_code("QB-TTT");
  request.set_title(kMarker);
  request.set_body(kMarker);
  request.add_petitioners()->set_full_name(kMarker);
  request.set_group_size(2);
  Redact(&request);
  EXPECT_EQ(request.agency_code(), "QB-TTT");
  EXPECT_EQ(request.group_size(), 2);
  EXPECT_EQ(request.petitioners_size(), 0);
  EXPECT_THAT(request.DebugString(), Not(HasSubstr(kMarker)));
}

TEST(Redact, NestedAndRepeatedMessages_AreClearedToo) {
  intake::v1::ListPetitionsResponse response;
  for (int id : {1, 2}) {
    auto* petition = response.add_petitions();
    petition->set_id(id);
    petition->set_title(kMarker);
    auto* person = petition->add_petitioners();
    person->set_full_name(kMarker);
    person->set_birth_year(1970);
    person->set_representative(true);
  }
  Redact(&response);
  ASSERT_EQ(response.petitions_size(), 2);
  EXPECT_EQ(response.petitions(1).id(), 2);
  EXPECT_EQ(response.petitions(1).petitioners(0).birth_year(), 0);
  EXPECT_TRUE(response.petitions(1).petitioners(0).representative());
  EXPECT_THAT(response.DebugString(), Not(HasSubstr(kMarker)));
}

TEST(Redact, ActInAOneof_KeepsItsKind) {
  resolution::v1::Act act;
  act.set_note(kMarker);
  act.mutable_refuse()->set_reason(kMarker);
  Redact(&act);
  EXPECT_TRUE(act.has_refuse());
  EXPECT_THAT(act.DebugString(), Not(HasSubstr(kMarker)));
}

}  // namespace
}  // namespace donthu
