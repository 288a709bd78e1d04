#include "services/routing/places.h"

#include <algorithm>

namespace donthu::routing {
namespace {

bool LiesWithin(const Reference& reference, const std::string& code,
                const std::vector<std::string>& tops) {
  const auto line = reference.Line(code);
  return std::any_of(line.begin(), line.end(), [&](const auto* at) {
    return std::find(tops.begin(), tops.end(), at->code()) != tops.end();
  });
}

}  // namespace

std::vector<std::string> PlacesOfWork(const Reference& reference, const std::string& agency_code,
                                      absl::CivilDay on) {
  std::vector<std::string> tops = reference.WithPredecessors({agency_code}, on);
  const auto* heir = reference.Heir(agency_code, "", "", on);
  if (heir != nullptr) tops.push_back(heir->code());
  std::vector<std::string> places;
  for (const auto& [code, agency] : reference.agencies) {
    if (LiesWithin(reference, code, tops)) places.push_back(code);
  }
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace donthu::routing
