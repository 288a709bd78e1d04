#include "services/resolution/opener.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/workflow.h"

namespace donthu::resolution {
namespace {

constexpr char kDisposed[] = "routing.Disposed";

// The opening that an event asks for; nullopt when it asks for none.
absl::StatusOr<std::optional<Opening>> OpeningOf(const ledger::v1::Event& event,
                                                 const law::RuleBook& rules,
                                                 const law::Calendar& calendar) {
  if (event.kind() != kDisposed) return std::optional<Opening>();
  const auto handling = nlohmann::json::parse(event.payload())["handling"];
  if (handling["disposal"] != static_cast<int>(law::v1::DISPOSAL_ACCEPT)) {
    return std::optional<Opening>();
  }
  Opening opening;
  opening.type = static_cast<law::v1::CaseType>(handling["case_type"].get<int>());
  opening.agency = handling["agency"];
  opening.petition_id = handling["petition_id"];
  opening.petition_code = handling["petition_code"];
  opening.actor = event.actor();
  ASSIGN_OR_RETURN(opening.received_on, law::ParseIsoDay(handling["opened_on"].get<std::string>()));
  auto outcome = law::OpenCase(rules, calendar, opening.type, opening.received_on);
  if (ReasonOf(outcome.status()) == common::v1::ACT_NOT_LAWFUL) return std::optional<Opening>();
  RETURN_IF_ERROR(outcome.status());
  opening.outcome = *std::move(outcome);
  return std::optional<Opening>(std::move(opening));
}

}  // namespace

ledger::Follower::Options OpenerOptions(const Environment& environment, ResolutionStore& store,
                                        ReferenceCache& reference) {
  const law::RuleBook& rules = environment.rules;
  ledger::Follower::Options options;
  options.name = "resolution.opener";
  options.dsn = environment.dsn;
  options.position = [&store] { return store.Cursor(); };
  options.apply = [&store, &reference, &rules](
                      const ledger::Cursor& from,
                      const std::vector<ledger::TailedEvent>& events) -> absl::Status {
    ASSIGN_OR_RETURN(const auto directory, reference.Get());
    std::vector<Opening> openings;
    for (const auto& tailed : events) {
      ASSIGN_OR_RETURN(auto opening, OpeningOf(tailed.event, rules, directory->calendar));
      if (opening) openings.push_back(*std::move(opening));
    }
    return store.OpenAll(from, events.back().cursor, openings).status();
  };
  return options;
}

}  // namespace donthu::resolution
