#include "services/base/access/sight.h"

#include <algorithm>

#include "absl/strings/str_split.h"

namespace donthu {
namespace {

constexpr char kNoLimit[] = "*";

std::string ArrayText(const std::vector<std::string>& values) {
  return *db::Params().TextArray(values).values().front();
}

std::string ReachText(const Reach& reach) {
  return reach.agencies() ? ArrayText(*reach.agencies()) : kNoLimit;
}

// "deputy/officer" sees what either does.
std::vector<std::string> OfficersOf(const Principal& principal) {
  return absl::StrSplit(principal.officer, '/', absl::SkipEmpty());
}

// Those who answer for figures, or whose office it is to check them, see them whole.
bool SeesFigures(const Principal& principal) {
  using namespace options::v1;
  return HasRole(principal, ROLE_HEAD) || HasRole(principal, ROLE_INSPECTORATE) ||
         HasRole(principal, ROLE_AUDITOR) || HasRole(principal, ROLE_SYSTEM);
}

}  // namespace

std::vector<std::string> Superiors(const Reference& reference, const std::string& agency_code,
                                   absl::CivilDay today) {
  std::vector<std::string> superiors;
  const auto line = reference.Line(agency_code);
  if (line.empty()) superiors.push_back(agency_code);
  for (const auto* at : line) {
    for (auto& code : reference.WithPredecessors({at->code()}, today)) {
      const auto* agency = reference.Agency(code);
      if (agency != nullptr && agency->level() == at->level()) superiors.push_back(std::move(code));
    }
  }
  return superiors;
}

std::vector<std::string> LedBy(const routing::v1::Accused& accused) {
  std::vector<std::string> led;
  if (Leads(accused.role())) led.push_back(accused.agency_code());
  if (Leads(accused.present_role())) led.push_back(accused.present_agency_code());
  return led;
}

Barred BarredBy(const Reference& reference, const routing::v1::Accused& accused,
                const std::string& holder, absl::CivilDay on) {
  Barred barred;
  barred.leads = LedBy(accused);
  if (!HasConflict(reference, accused, holder, on)) return barred;
  const auto line = reference.Line(holder);
  const auto stand_in = std::find_if(line.begin(), line.end(), [&](const auto* at) {
    return !HasConflict(reference, accused, at->code(), on);
  });
  if (stand_in != line.end()) barred.stand_in = (*stand_in)->code();
  return barred;
}

db::View ViewOf(const Principal& principal, const Reach& reach, const Reference& reference,
                absl::CivilDay today) {
  db::View view;
  view.open = ReachText(reach);
  view.officers = ArrayText(OfficersOf(principal));
  if (SeesFigures(principal)) view.figures = "all";
  if (HasRole(principal, options::v1::ROLE_SYSTEM)) {
    view.guarded = view.open;
    return view;
  }
  if (HasRole(principal, options::v1::ROLE_HEAD)) {
    view.guarded = ArrayText(reference.WithPredecessors({principal.agency}, today));
  }
  view.against = ArrayText(Superiors(reference, principal.agency, today));
  return view;
}

}  // namespace donthu
