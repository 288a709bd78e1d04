#include "services/resolution/act_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

using law::v1::ActKind;
using options::v1::Role;

const absl::CivilDay kToday(2026, 11, 25);

// OWN took over from OLD, which ended; OTHER is another's.
Reference SomeAgencies() {
  Reference reference;
  for (const char* code : {"OWN", "OLD", "OTHER"}) reference.agencies[code].set_code(code);
  *reference.agencies["OLD"].mutable_valid_to() = law::ToProto(absl::CivilDay(2025, 6, 30));
  auto& succession = reference.successions["OLD"].emplace_back();
  succession.set_old_agency("OLD");
  succession.set_new_agency("OWN");
  succession.add_functions("*");
  *succession.mutable_on() = law::ToProto(absl::CivilDay(2025, 7, 1));
  reference.Index();
  return reference;
}

law::v1::PossibleAct Asked(Role role, ActKind kind, const char* agency, bool lawful = true) {
  Principal principal;
  principal.agency = "OWN";
  principal.roles = {role};
  v1::Case found;
  found.set_agency_code(agency);
  law::v1::PossibleAct possible;
  possible.set_kind(kind);
  possible.set_lawful(lawful);
  if (!lawful) possible.set_reason_vi("chưa thụ lý");
  possible.set_to(law::v1::CASE_STATE_DECIDED);
  possible.add_starts();
  possible.mutable_derivation()->add_steps_vi("Theo quy trình.");
  RefuseForCaller(principal, found, SomeAgencies(), kToday, &possible);
  return possible;
}

TEST(RefuseForCaller, ActsAreForThoseWhoSettleAtTheirOwnAgencies_HandingOverForThoseAbove) {
  const struct {
    Role role;
    ActKind kind;
    const char* agency;
    bool may;
  } cases[] = {
      {options::v1::ROLE_CASE_OFFICER, law::v1::ACT_KIND_DECIDE, "OWN", true},
      {options::v1::ROLE_HEAD, law::v1::ACT_KIND_DECIDE, "OWN", true},
      {options::v1::ROLE_HEAD, law::v1::ACT_KIND_DECIDE, "OLD", true},
      {options::v1::ROLE_HEAD, law::v1::ACT_KIND_DECIDE, "OTHER", false},
      {options::v1::ROLE_INSPECTORATE, law::v1::ACT_KIND_DECIDE, "OTHER", false},
      {options::v1::ROLE_INSPECTORATE, law::v1::ACT_KIND_DECIDE, "OWN", false},
      {options::v1::ROLE_RECEPTION, law::v1::ACT_KIND_DECIDE, "OWN", false},
      {options::v1::ROLE_SYSTEM, law::v1::ACT_KIND_DECIDE, "OTHER", true},
      {options::v1::ROLE_CASE_OFFICER, law::v1::ACT_KIND_HAND_OVER, "OWN", false},
      {options::v1::ROLE_HEAD, law::v1::ACT_KIND_HAND_OVER, "OTHER", true},
      {options::v1::ROLE_INSPECTORATE, law::v1::ACT_KIND_HAND_OVER, "OTHER", true},
  };
  for (const auto& one : cases) {
    const auto answer = Asked(one.role, one.kind, one.agency);
    EXPECT_EQ(answer.lawful(), one.may) << one.role << " " << one.kind << " " << one.agency;
    EXPECT_EQ(answer.reason_vi().empty(), one.may);
  }
}

TEST(RefuseForCaller, WhatIsRefused_LeadsNowhere_AndSaysWhyLast) {
  const auto refused = Asked(options::v1::ROLE_HEAD, law::v1::ACT_KIND_DECIDE, "OTHER");
  EXPECT_EQ(refused.to(), law::v1::CASE_STATE_UNSPECIFIED);
  EXPECT_EQ(refused.starts_size(), 0);
  ASSERT_EQ(refused.derivation().steps_vi_size(), 2);
  EXPECT_EQ(refused.derivation().steps_vi(1), refused.reason_vi());
}

TEST(RefuseForCaller, WhatTheLawRefuses_KeepsTheReasonOfTheLaw) {
  const auto refused = Asked(options::v1::ROLE_HEAD, law::v1::ACT_KIND_DECIDE, "OTHER", false);
  EXPECT_EQ(refused.reason_vi(), "chưa thụ lý");
  EXPECT_EQ(refused.derivation().steps_vi_size(), 1);
}

}  // namespace
}  // namespace donthu::resolution
