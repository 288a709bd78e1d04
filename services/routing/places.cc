#include "services/routing/places.h"

#include <algorithm>

namespace donthu::routing {
namespace {

// A chain of superiors is a handful long; the bound guards against a cycle in imported data.
constexpr int kSuperiorsMax = 10;

bool LiesWithin(const Reference& reference, const directory::v1::Agency& agency,
                const std::vector<std::string>& tops) {
  const directory::v1::Agency* at = &agency;
  for (int i = 0; i < kSuperiorsMax && at != nullptr; ++i) {
    if (std::find(tops.begin(), tops.end(), at->code()) != tops.end()) return true;
    at = reference.Agency(at->parent_code());
  }
  return false;
}

}  // namespace

std::vector<std::string> PlacesOfWork(const Reference& reference, const std::string& agency_code,
                                      absl::CivilDay on) {
  std::vector<std::string> tops = reference.WithPredecessors({agency_code}, on);
  const auto* heir = reference.Heir(agency_code, "", "", on);
  if (heir != nullptr) tops.push_back(heir->code());
  std::vector<std::string> places;
  for (const auto& [code, agency] : reference.agencies) {
    if (LiesWithin(reference, agency, tops)) places.push_back(code);
  }
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace donthu::routing
