#include "services/routing/competence.h"

#include <array>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "services/base/text/fold.h"

namespace donthu::routing {
namespace {

using directory::v1::Agency;
using directory::v1::AREA_LEVEL_COMMUNE;
using directory::v1::AREA_LEVEL_DISTRICT;
using directory::v1::AREA_LEVEL_PROVINCE;
using directory::v1::AreaLevel;
using directory::v1::SubjectField;

constexpr char kDistrictCommittee[] = "ubnd_huyen";
constexpr char kProvinceCommittee[] = "ubnd_tinh";
constexpr char kDistrictInspectorate[] = "thanh_tra_huyen";
constexpr char kProvinceInspectorate[] = "thanh_tra_tinh";

// A petition of no known subject tells nobody's competence.
constexpr char kUnknownSubject[] = "KH01";

const char* LevelVi(AreaLevel level) {
  switch (level) {
    case AREA_LEVEL_PROVINCE:
      return "cấp tỉnh";
    case AREA_LEVEL_DISTRICT:
      return "cấp huyện";
    default:
      return "cấp xã";
  }
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

// The agency of a kind ("a/b" = either) at a level over the matter's place.
const Agency* AgencyAt(const Reference& reference, const Matter& matter, const std::string& kinds,
                       AreaLevel level) {
  const std::string area = AreaAt(reference, matter.area_key, level);
  if (area.empty()) return nullptr;
  const std::vector<std::string> alternatives = absl::StrSplit(kinds, '/');
  for (const auto& kind : alternatives) {
    if (const auto* agency = reference.AgencyOf(kind, area, matter.on)) return agency;
  }
  return nullptr;
}

struct Found {
  const Agency* agency = nullptr;
  AreaLevel level = AREA_LEVEL_COMMUNE;
};

// From the usual level upwards, the first level that has such an agency.
Found FirstSettler(const Reference& reference, const Matter& matter, const SubjectField& subject,
                   AreaLevel level) {
  for (int i = 0; i < 3; ++i) {
    if (const auto* agency = AgencyAt(reference, matter, KindAt(subject, level), level)) {
      return {agency, level};
    }
    if (level == AREA_LEVEL_PROVINCE) break;
    level = Above(level);
  }
  return {};
}

// Who settles after `first`: the committee above it (L-KN Đ.18 k.2, 20 k.2, 21 k.2).
const Agency* SecondSettler(const Reference& reference, const Matter& matter, const Found& first) {
  if (first.level == AREA_LEVEL_COMMUNE) {
    return AgencyAt(reference, matter, kDistrictCommittee, AREA_LEVEL_DISTRICT);
  }
  return AgencyAt(reference, matter, kProvinceCommittee, AREA_LEVEL_PROVINCE);
}

// Heads and deputies of a committee are settled by the one above (L-TC Đ.13 k.2, k.4); both names
// of an office.
std::optional<AreaLevel> LevelOfAccusedHead(const std::string& text) {
  static constexpr std::array kHeads = {"to cao chu tich", "to cao pho chu tich"};
  for (const char* head : kHeads) {
    for (const char* committee : {" ubnd ", " uy ban nhan dan "}) {
      const std::string office = std::string(head) + committee;
      for (const char* unit : {"xa", "phuong", "thi tran"}) {
        if (absl::StrContains(text, office + unit)) return AREA_LEVEL_DISTRICT;
      }
      for (const char* unit : {"huyen", "thi xa", "thanh pho"}) {
        if (absl::StrContains(text, office + unit)) return AREA_LEVEL_PROVINCE;
      }
    }
  }
  return std::nullopt;
}

// The first of the subject's district words that the text holds; empty when none.
std::string DistrictWord(const SubjectField& subject, const std::string& folded_text) {
  const std::string text = " " + folded_text + " ";
  for (const auto& word : subject.district_words()) {
    if (absl::StrContains(text, " " + text::Fold(word) + " ")) return word;
  }
  return "";
}

}  // namespace

std::string FindInspecting(const Reference& reference, const std::string& holder,
                           absl::CivilDay on) {
  const auto* agency = reference.Agency(holder);
  if (agency == nullptr) return "";
  if (agency->level() == AREA_LEVEL_COMMUNE) return agency->parent_code();
  const char* kind =
      agency->level() == AREA_LEVEL_DISTRICT ? kDistrictInspectorate : kProvinceInspectorate;
  const auto* inspecting = reference.AgencyOf(kind, agency->area_key(), on);
  return inspecting == nullptr || inspecting->code() == holder ? "" : inspecting->code();
}

Competence FindCompetent(const Reference& reference, const Matter& matter) {
  Competence result;
  const auto* subject = reference.Subject(matter.subject_code);
  if (subject == nullptr || matter.subject_code == kUnknownSubject) {
    result.reasons_vi.push_back(
        "Chưa xác định được nội dung vụ việc nên chưa xác định được "
        "cơ quan có thẩm quyền.");
    return result;
  }
  AreaLevel level = subject->usual_level();
  if (const std::string word = DistrictWord(*subject, matter.folded_text);
      level == AREA_LEVEL_COMMUNE && !word.empty()) {
    level = AREA_LEVEL_DISTRICT;
    result.reasons_vi.push_back(absl::StrFormat(
        "Nội dung nêu “%s”: vượt phạm vi quản lý của cấp xã, do cấp huyện giải quyết.", word));
  }
  result.reasons_vi.push_back(absl::StrFormat("Lĩnh vực %s (%s): thường do %s giải quyết lần đầu.",
                                              subject->name(), subject->code(), LevelVi(level)));
  if (matter.kind == law::v1::PETITION_KIND_DENUNCIATION) {
    if (const auto head = LevelOfAccusedHead(matter.folded_text)) {
      level = *head;
      const auto* superior =
          AgencyAt(reference, matter,
                   level == AREA_LEVEL_DISTRICT ? kDistrictCommittee : kProvinceCommittee, level);
      if (superior != nullptr) {
        result.agency_code = superior->code();
        result.confidence = 80;
        result.reasons_vi.push_back(
            absl::StrFormat("Người bị tố cáo là người đứng đầu hoặc cấp phó: cấp trên trực tiếp, "
                            "%s, giải quyết (L-TC Đ.12 k.1, Đ.13).",
                            superior->name()));
        return result;
      }
    }
  }
  const Found first = FirstSettler(reference, matter, *subject, level);
  if (first.agency == nullptr) {
    result.reasons_vi.push_back("Không có địa bàn hoặc cơ quan tương ứng trong danh mục.");
    return result;
  }
  result.agency_code = first.agency->code();
  result.confidence = first.level == level ? 85 : 65;
  result.reasons_vi.push_back(absl::StrFormat(
      "Tại địa bàn này là %s (L-KN Đ.17-21; L-TC Đ.13; L-TCD Đ.26).", first.agency->name()));
  if (matter.second_complaint) {
    if (const auto* second = SecondSettler(reference, matter, first)) {
      result.agency_code = second->code();
      result.reasons_vi.push_back(absl::StrFormat(
          "Khiếu nại lần hai: %s (L-KN Đ.18 k.2, Đ.20 k.2, Đ.21 k.2).", second->name()));
    }
  }
  return result;
}

}  // namespace donthu::routing
