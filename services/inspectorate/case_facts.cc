#include "services/inspectorate/case_facts.h"

#include <set>
#include <string>

#include "donthu/law/v1/types.pb.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

using nlohmann::json;

// With these the matter itself is answered; what follows is sending, publishing, enforcing.
bool Resolves(const json& act) {
  static const std::set<std::string> kinds = {"decide",         "answer",        "conclude",
                                              "mediate",        "failMediation", "answerOrally",
                                              "answerInWriting"};
  for (const auto& [name, value] : act.items()) {
    if (kinds.count(name) > 0) return true;
  }
  return false;
}

// Limits to do so, as workflow rows name them.
bool IsToResolve(const json& clock) {
  static const std::set<std::string> limits = {"settle", "answer", "mediate", "mediate_2013"};
  return !clock["waiting"].get<bool>() && limits.count(clock["limit"].get<std::string>()) > 0;
}

// ISO days sort as text. A null day is before every other.
void Raise(const json& day, json* highest) {
  if (highest->is_null() || day.get<std::string>() > highest->get<std::string>()) *highest = day;
}
void Lower(const json& day, json* lowest) {
  if (lowest->is_null() || day.get<std::string>() < lowest->get<std::string>()) *lowest = day;
}

json FirstThatRuns(const json& clocks) {
  json first;
  for (const auto& clock : clocks) {
    const bool runs = clock["stopped_on"].is_null() && !clock["paused"].get<bool>() &&
                      !clock["waiting"].get<bool>();
    if (runs) Lower(clock["due"], &first);
  }
  return first;
}

json StoppedBy(const json& clocks, const std::string& day) {
  json due;
  for (const auto& clock : clocks) {
    if (clock["stopped_on"] == day && IsToResolve(clock)) Raise(clock["due"], &due);
  }
  return due;
}

std::string DayOf(const ledger::v1::Event& event) {
  const auto& on = event.occurred_on();
  return law::FormatIsoDay(absl::CivilDay(on.year(), on.month(), on.day()));
}

}  // namespace

void CaseFacts::Take(const ledger::v1::Event& event, const json& payload) {
  if (!payload.contains("case_id") || !payload.contains("clocks")) return;
  json row = {{"case_id", payload["case_id"]},
              {"agency", event.agency_code()},
              {"type", payload["type"]},
              {"state", payload["state"]},
              {"petition_id", payload["petition_id"]},
              {"petition_code", payload["petition_code"]},
              {"opened_on", payload["received_on"]},
              {"resolved_on", nullptr},
              {"settle_due_on", nullptr},
              {"running_due_on", FirstThatRuns(payload["clocks"])}};
  json& kept = rows_[payload["case_id"].get<int64_t>()];
  if (!kept.is_null() && !kept["resolved_on"].is_null()) {
    row["resolved_on"] = kept["resolved_on"];
    row["settle_due_on"] = kept["settle_due_on"];
  } else if (Resolves(payload["act"])) {
    const std::string day = DayOf(event);
    row["resolved_on"] = day;
    row["settle_due_on"] = StoppedBy(payload["clocks"], day);
  }
  kept = std::move(row);
}

json CaseFacts::Rows() const {
  json rows = json::array();
  for (const auto& [id, row] : rows_) rows.push_back(row);
  return rows;
}

json MatterChangeOf(const ledger::v1::Event& event, const json& payload) {
  if (!payload.contains("case_id") || !payload.contains("act")) return json();
  const json& act = payload["act"];
  const bool joins = act.contains("joinPetition");
  if (!joins && !act.contains("partPetition")) return json();
  const int64_t petition =
      std::stoll(act[joins ? "joinPetition" : "partPetition"]["petitionId"].get<std::string>());
  const json matter = joins ? payload["petition_id"] : json(petition);
  if (matter.is_null()) return json();
  return {{"petition_id", petition}, {"changed_on", DayOf(event)}, {"matter_id", matter}};
}

}  // namespace donthu::inspectorate
