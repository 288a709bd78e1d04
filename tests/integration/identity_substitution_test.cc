// A deputy acts for an officer: who may say so, for how long, and how it is recorded.
#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST_F(IdentityTest, Deputy_ActsForTheHead_InTheDatedPeriodOnly) {
  const auto hoa = SignedIn("hoa");
  Enrolled(hoa.session_token());
  const auto lan = SignedIn("lan");
  const auto from = Day(2024, 11, 20), to = Day(2024, 11, 20);
  const auto granted = Grant(hoa.session_token(), "hoa", "lan", from, to);
  ASSERT_THAT(granted, Succeeds());
  EXPECT_THAT(WhoAmI(lan.session_token())->substitutions(), SizeIs(1));
  const auto acting = ActFor(lan.session_token(), "hoa");
  ASSERT_THAT(acting, Succeeds());
  Pass(absl::Seconds(1));
  const auto me = WhoAmI(lan.session_token());
  ASSERT_THAT(me, Succeeds());
  EXPECT_EQ(me->officer(), "lan");
  EXPECT_EQ(me->on_behalf_of(), "hoa");
  EXPECT_THAT(me->roles(),
              UnorderedElementsAre(options::v1::ROLE_RECEPTION, options::v1::ROLE_HEAD))
      << "a custodian's trust does not pass";
  const auto passed_on = Grant(lan.session_token(), "hoa", "lan", from, to);
  EXPECT_THAT(passed_on, IsNotAllowed());
  ASSERT_THAT(ActFor(lan.session_token(), ""), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_EQ(WhoAmI(lan.session_token())->on_behalf_of(), "");
  EXPECT_EQ(Column("test_actor", "SELECT actor FROM ledger.event ORDER BY xact DESC LIMIT 1"),
            "lan/hoa\n");
  ASSERT_THAT(ActFor(lan.session_token(), "hoa"), Succeeds());
  auto revoke = New<identity::v1::RevokeSubstitutionRequest>();
  revoke.set_substitution_id(granted->id());
  const auto revoked = As(kAdministrator, &client::IdentityClient::RevokeSubstitution, revoke);
  ASSERT_THAT(revoked, Succeeds());
  EXPECT_TRUE(revoked->revoked());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(lan.session_token())->roles(), ElementsAre(options::v1::ROLE_RECEPTION));
  EXPECT_THAT(ActFor(lan.session_token(), "hoa"), IsNotAllowed());
}

TEST_F(IdentityTest, SubstitutionThatEnded_GivesNothing) {
  const auto lan = SignedIn("lan");
  ASSERT_THAT(Grant(kAdministrator, "hoa", "lan", Day(2024, 11, 21), Day(2024, 11, 21)),
              Succeeds());
  EXPECT_THAT(ActFor(lan.session_token(), "hoa"), IsNotAllowed()) << "the day before";
  clock_.Set(absl::FromCivil(absl::CivilSecond(2024, 11, 21, 23, 50, 0), VietnamTime()));
  const auto late = SignIn("lan", kPassword);
  ASSERT_THAT(late, Succeeds());
  ASSERT_THAT(ActFor(late->session_token(), "hoa"), Succeeds());
  Pass(absl::Seconds(1));
  EXPECT_THAT(WhoAmI(late->session_token())->roles(), SizeIs(2));
  Pass(absl::Minutes(15));
  const auto after = WhoAmI(late->session_token());
  ASSERT_THAT(after, Succeeds());
  EXPECT_EQ(after->on_behalf_of(), "");
  EXPECT_THAT(after->roles(), ElementsAre(options::v1::ROLE_RECEPTION));
}

TEST_F(IdentityTest, Substitution_NeedsTwoOfOneAgencyAndASensiblePeriod) {
  const auto today = Day(2024, 11, 20);
  EXPECT_THAT(Grant(kAdministrator, "hoa", "nam", today, today), RefusesField("deputy"));
  EXPECT_THAT(Grant(kAdministrator, "hoa", "hoa", today, today), RefusesField("deputy"));
  EXPECT_THAT(Grant(kAdministrator, "hoa", "nobody", today, today), RefusesField("deputy"));
  EXPECT_THAT(Grant(kAdministrator, "hoa", "lan", today, Day(2024, 11, 19)), RefusesField("to"));
  EXPECT_THAT(Grant(kAdministrator, "hoa", "lan", Day(2024, 11, 1), Day(2024, 11, 19)),
              RefusesField("to"));
  EXPECT_THAT(Grant(kAdministrator, "hoa", "lan", today, Day(2026, 1, 1)), RefusesField("to"));
  EXPECT_THAT(Grant(kOtherAdministrator, "hoa", "lan", today, today),
              FailsWith(absl::StatusCode::kNotFound, common::v1::NOT_FOUND));
  const auto lan = SignedIn("lan");
  EXPECT_THAT(Grant(lan.session_token(), "hoa", "lan", today, today), IsNotAllowed());
}

}  // namespace
}  // namespace donthu::testing
