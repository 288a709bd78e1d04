#include "services/inspectorate/case_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace donthu::inspectorate {
namespace {

using nlohmann::json;

json Clock(const std::string& limit, const std::string& due, const json& stopped_on = nullptr) {
  return {{"limit", limit},
          {"due", due},
          {"stopped_on", stopped_on},
          {"paused", false},
          {"waiting", false}};
}

json Payload(int64_t case_id, const std::string& act, const json& clocks) {
  return {{"case_id", case_id},
          {"petition_id", 7},
          {"petition_code", "QB-1"},
          {"received_on", "2024-03-01"},
          {"type", 1},
          {"state", 2},
          {"act", {{"actedOn", {{"year", 2024}}}, {act, json::object()}}},
          {"clocks", clocks}};
}

ledger::v1::Event EventOn(int month, int day) {
  ledger::v1::Event event;
  event.set_agency_code("QB-UBND");
  event.mutable_occurred_on()->set_year(2024);
  event.mutable_occurred_on()->set_month(month);
  event.mutable_occurred_on()->set_day(day);
  return event;
}

json OnlyRow(const CaseFacts& facts) {
  const json rows = facts.Rows();
  EXPECT_EQ(rows.size(), 1u);
  return rows.empty() ? json::object() : rows[0];
}

TEST(CaseFacts, KeepTheFirstLimitThatRunsAndIsNeitherPausedNorAPeriodToWaitOut) {
  json paused = Clock("settle", "2024-03-02");
  paused["paused"] = true;
  json waiting = Clock("in_force", "2024-03-03");
  waiting["waiting"] = true;
  CaseFacts facts;
  facts.Take(EventOn(3, 1), Payload(1, "accept",
                                    {paused, waiting, Clock("accept", "2024-03-04", "2024-03-04"),
                                     Clock("settle", "2024-05-09"), Clock("send", "2024-05-01")}));
  const json row = OnlyRow(facts);
  EXPECT_EQ(row["running_due_on"], "2024-05-01");
  EXPECT_EQ(row["opened_on"], "2024-03-01");
  EXPECT_TRUE(row["resolved_on"].is_null());
}

TEST(CaseFacts, ResolvedBy_TheFirstActThatAnswersTheMatter_AgainstItsOwnLimit) {
  CaseFacts facts;
  facts.Take(EventOn(4, 9),
             Payload(1, "decide",
                     {Clock("accept", "2024-09-09", "2024-04-09"),
                      Clock("settle", "2024-04-08", "2024-04-09"), Clock("send", "2024-04-12")}));
  facts.Take(EventOn(6, 1),
             Payload(1, "answer", json::array({Clock("settle", "2024-07-01", "2024-06-01")})));
  const json row = OnlyRow(facts);
  EXPECT_EQ(row["resolved_on"], "2024-04-09");
  EXPECT_EQ(row["settle_due_on"], "2024-04-08");
  EXPECT_TRUE(row["running_due_on"].is_null());
}

TEST(CaseFacts, ActsThatEndACaseWithoutAnAnswer_DoNotResolveIt) {
  for (const char* act : {"withdraw", "terminate", "close", "refuse", "transfer"}) {
    CaseFacts facts;
    facts.Take(EventOn(4, 9), Payload(1, act, json::array()));
    EXPECT_TRUE(OnlyRow(facts)["resolved_on"].is_null()) << act;
  }
}

TEST(CaseFacts, EventsThatSayNothingOfLimits_AreNotTaken) {
  CaseFacts facts;
  json old = Payload(1, "decide", json::array());
  old.erase("clocks");
  facts.Take(EventOn(4, 9), old);
  facts.Take(EventOn(4, 9), json::object());
  EXPECT_TRUE(facts.Rows().empty());
}

json PayloadMoving(const std::string& act, const json& opened_by) {
  json payload = Payload(1, act, json::array());
  payload["petition_id"] = opened_by;
  payload["act"][act] = {{"petitionId", "9"}};
  return payload;
}

TEST(MatterChange, APetitionThatJoinsTakesTheMatterOfTheOneThatOpenedTheCase) {
  const json change = MatterChangeOf(EventOn(3, 8), PayloadMoving("joinPetition", 7));
  EXPECT_EQ(change, json({{"petition_id", 9}, {"changed_on", "2024-03-08"}, {"matter_id", 7}}));
}

TEST(MatterChange, APartedPetitionIsAMatterOfItsOwn) {
  EXPECT_EQ(MatterChangeOf(EventOn(3, 8), PayloadMoving("partPetition", 7))["matter_id"], 9);
}

TEST(MatterChange, OtherActsAndCasesWithoutAPetitionChangeNoMatter) {
  EXPECT_TRUE(MatterChangeOf(EventOn(3, 8), Payload(1, "accept", json::array())).is_null());
  EXPECT_TRUE(MatterChangeOf(EventOn(3, 8), PayloadMoving("joinPetition", nullptr)).is_null());
  EXPECT_TRUE(MatterChangeOf(EventOn(3, 8), json::object()).is_null());
}

}  // namespace
}  // namespace donthu::inspectorate
