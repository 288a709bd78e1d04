#include "services/routing/respondent.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "services/base/text/fold.h"
#include "services/law/date.h"

namespace donthu::routing {
namespace {

using directory::v1::Agency;
using directory::v1::AREA_LEVEL_COMMUNE;
using directory::v1::AREA_LEVEL_DISTRICT;
using directory::v1::AREA_LEVEL_PROVINCE;
using directory::v1::AreaLevel;
using directory::v1::SubjectField;

constexpr char kCommittee[] = "ubnd_";
constexpr std::array kServiceUnits = {"don_vi_su_nghiep_tinh", "trung_tam_ptqd", "benh_vien",
                                      "truong"};
constexpr std::array kParty = {"dang_tinh", "huyen_uy", "dang_uy_xa"};
constexpr std::array kElected = {"hdnd_tinh", "doan_dbqh", "van_phong_hdnd", "mttq_tinh"};

template <typename Kinds>
bool IsOf(const Agency& agency, const Kinds& kinds) {
  return std::find(kinds.begin(), kinds.end(), agency.kind()) != kinds.end();
}

bool IsCommittee(const Agency* agency) {
  return agency != nullptr && absl::StartsWith(agency->kind(), kCommittee);
}

const std::string& KindAt(const SubjectField& subject, AreaLevel level) {
  switch (level) {
    case AREA_LEVEL_PROVINCE:
      return subject.province_kind();
    case AREA_LEVEL_DISTRICT:
      return subject.district_kind();
    default:
      return subject.commune_kind();
  }
}

AreaLevel Above(AreaLevel level) {
  return level == AREA_LEVEL_COMMUNE ? AREA_LEVEL_DISTRICT : AREA_LEVEL_PROVINCE;
}

// The area of this level that contains `area_key`; empty when there is none.
std::string AreaAt(const Reference& reference, std::string area_key, AreaLevel level) {
  for (int i = 0; i < 3 && !area_key.empty(); ++i) {
    const auto* area = reference.Area(area_key);
    if (area == nullptr) return "";
    if (area->level() == level) return area_key;
    area_key = area->parent_key();
  }
  return "";
}

bool EndedBefore(const Agency& agency, absl::CivilDay on) {
  if (!agency.has_valid_to()) return false;
  const auto to = law::ToDay(agency.valid_to());
  return to.ok() && *to < on;
}

struct Inherited {
  const Agency* heir = nullptr;
  const Agency* from = nullptr;
};

// Who took over the subject at this place from an ended agency of the kind and level. Whoever took
// it for the place itself goes before one who took it for a wider area.
Inherited HeirOfKind(const Reference& reference, const Matter& matter, const std::string& place,
                     const std::string& kind, AreaLevel level) {
  Inherited best;
  int best_rank = 0;
  for (const auto& [code, agency] : reference.agencies) {
    if (agency.kind() != kind || agency.level() != level || !EndedBefore(agency, matter.on)) {
      continue;
    }
    const auto* heir = reference.Heir(code, matter.subject_code, place, matter.on);
    if (heir == nullptr || !reference.Covers(heir->area_key(), place)) continue;
    // The ended agency served the very place where the petition still names it as it was.
    const int rank = 1 + (heir->area_key() == place ? 2 : 0) +
                     (reference.Covers(agency.area_key(), matter.area_key) ? 1 : 0);
    if (rank > best_rank || (rank == best_rank && code < best.from->code())) {
      best = {heir, &agency};
      best_rank = rank;
    }
  }
  return best;
}

// The agency of a kind ("a/b" = either) at a level over the place, or the heir of one.
Inherited AgencyAt(const Reference& reference, const Matter& matter, const std::string& place,
                   const std::string& kinds, AreaLevel level) {
  const std::vector<std::string> alternatives = absl::StrSplit(kinds, '/', absl::SkipEmpty());
  const std::string area = AreaAt(reference, place, level);
  for (const auto& kind : alternatives) {
    if (area.empty()) break;
    if (const auto* agency = reference.AgencyOf(kind, area, matter.on)) return {agency, nullptr};
  }
  for (const auto& kind : alternatives) {
    const auto inherited = HeirOfKind(reference, matter, place, kind, level);
    if (inherited.heir != nullptr) return inherited;
  }
  return {};
}

// The first of the subject's district words that the text holds; empty when none.
std::string DistrictWord(const SubjectField& subject, const std::string& folded_text) {
  const std::string text = " " + folded_text + " ";
  for (const auto& word : subject.district_words()) {
    if (absl::StrContains(text, " " + text::Fold(word) + " ")) return word;
  }
  return "";
}

// The agency stands somewhere below a committee.
bool BelowACommittee(const Reference& reference, const Agency& agency) {
  const auto above = reference.Line(agency.parent_code());
  return std::any_of(above.begin(), above.end(), IsCommittee);
}

law::v1::BodyKind BodyOf(const Reference& reference, const Agency& agency) {
  const Agency* parent = reference.Agency(agency.parent_code());
  // A commune's offices are part of its committee.
  if (IsCommittee(&agency) || (agency.level() == AREA_LEVEL_COMMUNE && IsCommittee(parent))) {
    return law::v1::BODY_KIND_COMMITTEE;
  }
  if (IsOf(agency, kParty)) return law::v1::BODY_KIND_PARTY;
  if (IsOf(agency, kElected)) return law::v1::BODY_KIND_ELECTED;
  if (IsOf(agency, kServiceUnits)) return law::v1::BODY_KIND_SERVICE_UNIT;
  if (IsCommittee(parent)) return law::v1::BODY_KIND_SPECIALISED;
  return BelowACommittee(reference, agency) ? law::v1::BODY_KIND_UNIT : law::v1::BODY_KIND_CENTRAL;
}

}  // namespace

Usual FindUsual(const Reference& reference, const Matter& matter, const SubjectField& subject) {
  Usual usual;
  usual.level = subject.usual_level();
  if (usual.level == AREA_LEVEL_COMMUNE) {
    usual.raising_word = DistrictWord(subject, matter.folded_text);
    if (!usual.raising_word.empty()) usual.level = AREA_LEVEL_DISTRICT;
  }
  const std::string place = reference.AreaOn(matter.area_key, matter.on);
  AreaLevel level = usual.level;
  for (int i = 0; i < 3; ++i) {
    const auto found = AgencyAt(reference, matter, place, KindAt(subject, level), level);
    if (found.heir != nullptr) {
      usual.agency = found.heir;
      usual.predecessor = found.from;
      usual.at_usual_level = level == usual.level && found.heir->level() == level;
      return usual;
    }
    if (level == AREA_LEVEL_PROVINCE) break;
    level = Above(level);
  }
  return usual;
}

law::v1::Post PostOf(const Reference& reference, const Agency& agency,
                     law::v1::RespondentRole role) {
  law::v1::Post post;
  post.set_body(BodyOf(reference, agency));
  post.set_level(agency.level());
  post.set_role(role);
  return post;
}

}  // namespace donthu::routing
