#include "services/base/reference/accused_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"

namespace donthu {
namespace {

using directory::v1::Agency;

// Offices that lead an agency, and how the agency's name begins after them.
struct Office {
  std::string_view title;
  std::string_view agency;
};
constexpr std::array kOffices = {Office{"chu tich", "ubnd"},
                                 Office{"giam doc", "so"},
                                 Office{"giam doc", "trung tam"},
                                 Office{"giam doc", "cong an"},
                                 Office{"truong phong", "phong"},
                                 Office{"truong ban", "ban"},
                                 Office{"chanh thanh tra", "thanh tra"},
                                 Office{"chanh van phong", "van phong"},
                                 Office{"chi cuc truong", "chi cuc"},
                                 Office{"cuc truong", "cuc"}};

// Words that make the office which follows the accused one.
constexpr std::array<std::string_view, 5> kCues = {"to cao", "to giac", "giu chuc", "giu chuc vu",
                                                   "bi to cao"};
// Words that make it one to which somebody turns.
constexpr std::array<std::string_view, 7> kTurns = {"kinh gui", "gui",     "kinh thua", "den",
                                                    "da bao",   "de nghi", "bao voi"};
// Between cue and office stand at most a form of address and a name: "ông P.H.S".
constexpr int kWordsBetween = 7;

using Words = std::vector<std::string>;

bool StandsAt(const Words& words, std::size_t at, std::string_view phrase) {
  for (const auto& word : std::vector<std::string>(absl::StrSplit(ToAbsl(phrase), ' '))) {
    if (at >= words.size() || words[at++] != word) return false;
  }
  return true;
}

int Length(std::string_view phrase) {
  return 1 + static_cast<int>(std::count(phrase.begin(), phrase.end(), ' '));
}

// A cue stands shortly before, and nothing in between that turns to the office instead.
bool Accuses(const Words& words, std::size_t at) {
  for (int back = 1; back <= kWordsBetween + 2 && back <= static_cast<int>(at); ++back) {
    const std::size_t from = at - back;
    for (const auto turn : kTurns) {
      if (StandsAt(words, from, turn)) return false;
    }
    for (const auto cue : kCues) {
      if (StandsAt(words, from, cue) && back >= Length(cue)) return true;
    }
  }
  return false;
}

struct Mention {
  // Where the agency's name begins.
  std::size_t agency_at = 0;
  law::v1::RespondentRole role = law::v1::RESPONDENT_ROLE_UNSPECIFIED;
};

// An accused office whose title begins here, or a body that follows the accusation at once.
std::optional<Mention> MentionAt(const Words& words, std::size_t i) {
  for (const auto& office : kOffices) {
    if (StandsAt(words, i, office.agency) && i >= 2 &&
        (StandsAt(words, i - 2, "to cao") || StandsAt(words, i - 2, "to giac"))) {
      return Mention{i, law::v1::RESPONDENT_ROLE_BODY};
    }
    if (!StandsAt(words, i, office.title)) continue;
    // "giám đốc sở" names the agency after the title, "trưởng phòng nội vụ" within it.
    const bool within = absl::EndsWith(ToAbsl(office.title), ToAbsl(office.agency));
    const std::size_t begins = i + Length(office.title) - (within ? Length(office.agency) : 0);
    if (!StandsAt(words, begins, office.agency)) continue;
    const bool deputy = i > 0 && words[i - 1] == "pho";
    if (!Accuses(words, deputy ? i - 1 : i)) continue;
    return Mention{begins,
                   deputy ? law::v1::RESPONDENT_ROLE_DEPUTY : law::v1::RESPONDENT_ROLE_HEAD};
  }
  return std::nullopt;
}

std::string Normal(const std::string& name) {
  return absl::StrReplaceAll(text::Fold(name), {{"uy ban nhan dan", "ubnd"}});
}

// The agency whose name the text gives; the longest name wins, then one that serves the place.
const Agency* NamedAgency(const Reference& reference, const std::string& text,
                          const std::string& area_key, absl::CivilDay on) {
  const Agency* best = nullptr;
  std::size_t best_rank = 0;
  for (const auto& [code, agency] : reference.agencies) {
    if (!ExistsOn(agency, on)) continue;
    const std::string name = Normal(agency.name());
    const std::string without_province = name.substr(0, name.find(" tinh quang"));
    for (const auto& one : {name, without_province, Normal(agency.short_name())}) {
      if (one.empty() || !absl::StartsWith(text + " ", one + " ")) continue;
      const bool here = reference.Covers(agency.area_key(), area_key);
      const std::size_t rank = 4 * one.size() + (here ? 2 : 0) + 1;
      if (rank > best_rank || (rank == best_rank && code < best->code())) {
        best = &agency;
        best_rank = rank;
      }
    }
  }
  return best;
}

// The committee at the place, where the text names its level but nothing that the directory knows.
const Agency* CommitteeAt(const Reference& reference, const std::string& text,
                          const std::string& area_key, absl::CivilDay on) {
  const auto at = [&](const char* kind) -> const Agency* {
    std::string key = area_key;
    for (int i = 0; i < 3 && !key.empty(); ++i) {
      if (const auto* agency = reference.AgencyOf(kind, key, on)) return agency;
      const auto* area = reference.Area(key);
      key = area == nullptr ? "" : area->parent_key();
    }
    return nullptr;
  };
  for (const char* unit : {"ubnd xa ", "ubnd phuong ", "ubnd thi tran "}) {
    if (absl::StartsWith(text, unit)) return at("ubnd_xa");
  }
  for (const char* unit : {"ubnd huyen ", "ubnd thi xa ", "ubnd thanh pho "}) {
    if (absl::StartsWith(text, unit)) return at("ubnd_huyen");
  }
  return absl::StartsWith(text, "ubnd tinh") ? at("ubnd_tinh") : nullptr;
}

}  // namespace

std::optional<routing::v1::Accused> ReadAccused(const Reference& reference,
                                                const std::string& folded_text,
                                                const std::string& area_key, absl::CivilDay on) {
  const std::string normal = absl::StrReplaceAll(folded_text, {{"uy ban nhan dan", "ubnd"}});
  const Words words = absl::StrSplit(normal, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto mention = MentionAt(words, i);
    if (!mention) continue;
    const std::string rest = absl::StrJoin(words.begin() + mention->agency_at, words.end(), " ");
    const Agency* agency = NamedAgency(reference, rest, area_key, on);
    if (agency == nullptr) agency = CommitteeAt(reference, rest, area_key, on);
    if (agency == nullptr) continue;
    routing::v1::Accused accused;
    accused.set_agency_code(agency->code());
    accused.set_role(mention->role);
    return accused;
  }
  return std::nullopt;
}

}  // namespace donthu
