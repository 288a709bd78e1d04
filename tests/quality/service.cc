#include "tests/quality/service.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace donthu::quality {
namespace {

constexpr db::Statement kForgetPeople = {
    "quality_forget_people",
    "DELETE FROM intake.petitioner WHERE petition_id <> ALL ($1::bigint[])"};
constexpr db::Statement kForget = {"quality_forget",
                                   "DELETE FROM intake.petition WHERE id <> ALL ($1::bigint[])"};

// Many at once: proposals cost more than registrations.
constexpr cli::ImportOptions kInOrder = {1, 8};

}  // namespace

Service::Service() : connection_(stack_.Connect(testing::kSystem)) {}

std::vector<Outcome> Service::Import(const std::vector<nlohmann::json>& petitions) {
  std::stringstream lines;
  for (const auto& petition : petitions) lines << petition.dump() << "\n";
  std::vector<Outcome> outcomes;
  const auto end = cli::ImportPetitions(
      lines, *connection_, kInOrder, [&](const cli::ImportedPetition& imported) {
        if (!imported.status.ok() || !imported.proposal) {
          std::fprintf(stderr, "%s: %s\n", imported.request.external_id().c_str(),
                       imported.status.ToString().c_str());
          std::abort();
        }
        numbers_.push_back(imported.receipt.petition_id());
        ids_[numbers_.back()] = imported.request.external_id();
        Outcome& outcome = outcomes.emplace_back();
        outcome.request = imported.request;
        outcome.proposal = *imported.proposal;
        for (const auto& hint : imported.receipt.duplicates()) {
          outcome.hints.push_back({ids_.at(hint.petition_id()), hint.score()});
        }
      });
  if (!end.ok() || outcomes.size() != petitions.size()) std::abort();
  return outcomes;
}

void Service::Forget(size_t kept) {
  numbers_.resize(kept);
  for (const auto& statement : {kForgetPeople, kForget}) {
    if (!stack_.owner().Run(statement, db::Params().IntArray(numbers_)).ok()) std::abort();
  }
}

}  // namespace donthu::quality
