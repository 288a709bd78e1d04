#include "services/routing/competence.h"

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "services/base/reference/accused.h"
#include "services/base/reference/accused_text.h"
#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/competence.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/law/label.h"
#include "services/routing/respondent.h"

namespace donthu::routing {
namespace {

using directory::v1::Agency;
using directory::v1::AREA_LEVEL_COMMUNE;
using directory::v1::AREA_LEVEL_DISTRICT;

constexpr char kProvinceCommittee[] = "ubnd_tinh";
constexpr char kDistrictInspectorate[] = "thanh_tra_huyen";
constexpr char kProvinceInspectorate[] = "thanh_tra_tinh";

// A petition of no known subject tells nobody's competence.
constexpr char kUnknownSubject[] = "KH01";

constexpr int kSuperiorsMax = 10;

// How sure a proposal may be: the subject's usual agency, one above it, the post of the accused,
// and at most this where the law itself is not settled.
constexpr int kSureOfUsual = 85;
constexpr int kSureOfAbove = 65;
constexpr int kSureOfAccused = 80;
constexpr int kSureOfDerivedLaw = 55;

// Whose decision, act or person it is, and what became of him.
struct Respondent {
  const Agency* agency = nullptr;
  law::v1::RespondentRole role = law::v1::RESPONDENT_ROLE_HEAD;
  law::v1::Standing standing = law::v1::STANDING_IN_POST;
  const Agency* present = nullptr;
  law::v1::RespondentRole present_role = law::v1::RESPONDENT_ROLE_UNSPECIFIED;
};

void AddStep(const std::string& step_vi, Competence* result) {
  result->derivation.add_steps_vi(step_vi);
}

// The post that was named. A body that ended since counts as merged where its heir stands at the
// same level, else as dissolved (L-TC Đ.12 k.4, k.5).
Respondent RespondentOf(const Reference& reference, const v1::Accused& accused, absl::CivilDay on) {
  Respondent respondent;
  respondent.agency = reference.Agency(accused.agency_code());
  respondent.role = accused.role();
  if (accused.standing() != law::v1::STANDING_UNSPECIFIED) respondent.standing = accused.standing();
  respondent.present = reference.Agency(accused.present_agency_code());
  respondent.present_role = accused.present_role();
  const Agency* agency = respondent.agency;
  if (agency == nullptr || ExistsOn(*agency, on) ||
      respondent.standing != law::v1::STANDING_IN_POST) {
    return respondent;
  }
  const Agency* heir = reference.Heir(agency->code(), "", "", on);
  const bool merged = heir != nullptr && heir->level() == agency->level();
  respondent.standing = merged ? law::v1::STANDING_BODY_MERGED : law::v1::STANDING_BODY_DISSOLVED;
  respondent.present = merged ? heir : nullptr;
  respondent.present_role = merged ? accused.role() : law::v1::RESPONDENT_ROLE_UNSPECIFIED;
  return respondent;
}

// The agency that usually answers for the subject there; agency nullptr when there is none.
Respondent UsualRespondent(const Reference& reference, const Matter& matter, Competence* result) {
  Respondent respondent;
  respondent.role = matter.kind == law::v1::PETITION_KIND_DENUNCIATION
                        ? law::v1::RESPONDENT_ROLE_OFFICIAL
                        : law::v1::RESPONDENT_ROLE_HEAD;
  const auto* subject = reference.Subject(matter.subject_code);
  if (subject == nullptr || matter.subject_code == kUnknownSubject) {
    AddStep("Chưa xác định được nội dung vụ việc nên chưa xác định được cơ quan có thẩm quyền.",
            result);
    return respondent;
  }
  law::AddFact("Lĩnh vực", subject->name() + " (" + subject->code() + ")", result->derivation);
  const Usual usual = FindUsual(reference, matter, *subject);
  if (!usual.raising_word.empty()) {
    AddStep(
        absl::StrFormat("Nội dung nêu “%s”: vượt phạm vi quản lý của cấp xã.", usual.raising_word),
        result);
  }
  AddStep(absl::StrFormat("Lĩnh vực %s (%s): thường do %s giải quyết lần đầu.", subject->name(),
                          subject->code(), law::LabelVi(usual.level)),
          result);
  if (usual.agency == nullptr) {
    AddStep("Không có địa bàn hoặc cơ quan tương ứng trong danh mục.", result);
    return respondent;
  }
  respondent.agency = usual.agency;
  result->confidence = usual.at_usual_level ? kSureOfUsual : kSureOfAbove;
  if (usual.predecessor == nullptr) return respondent;
  AddStep(absl::StrFormat("%s đã kết thúc; %s kế thừa chức năng tại địa bàn này.",
                          usual.predecessor->name(), usual.agency->name()),
          result);
  const bool decided_before = matter.kind == law::v1::PETITION_KIND_COMPLAINT &&
                              matter.decision_on &&
                              ExistsOn(*usual.predecessor, *matter.decision_on);
  if (decided_before) respondent.agency = usual.predecessor;
  return respondent;
}

const Agency* ProvinceCommittee(const Reference& reference, const Agency& below) {
  std::string key = below.area_key();
  for (int i = 0; i < 3; ++i) {
    const auto* area = reference.Area(key);
    if (area == nullptr || area->parent_key().empty()) break;
    key = area->parent_key();
  }
  const Agency* last = nullptr;
  for (const auto& [code, agency] : reference.agencies) {
    if (agency.kind() == kProvinceCommittee && agency.area_key() == key) last = &agency;
  }
  return last;
}

// The agency that the row names, seen from `seen`; nullptr = outside the directory.
const Agency* SettlerOf(const Reference& reference, law::v1::Settler settler, const Agency& seen,
                        const law::v1::Post& post) {
  switch (settler) {
    case law::v1::SETTLER_SAME_BODY:
    case law::v1::SETTLER_SUCCESSOR:
      return &seen;
    case law::v1::SETTLER_DIRECT_SUPERIOR:
      return reference.Agency(seen.parent_code());
    case law::v1::SETTLER_PROVINCE_COMMITTEE:
      return ProvinceCommittee(reference, seen);
    case law::v1::SETTLER_PARTY_BODY:
      // A body of the Party that the directory holds, unless it is itself denounced.
      return post.body() == law::v1::BODY_KIND_PARTY ? &seen : nullptr;
    default:
      return nullptr;
  }
}

// Climbs until nobody accused leads the agency; nullptr = nobody in the province is left.
const Agency* WithoutConflict(const Reference& reference, const Competence& result,
                              const Agency* agency, absl::CivilDay on) {
  for (int i = 0; i < kSuperiorsMax && agency != nullptr; ++i) {
    if (!result.accused || !HasConflict(reference, *result.accused, agency->code(), on)) {
      return agency;
    }
    const Agency* above = reference.Agency(agency->parent_code());
    agency = above == nullptr ? nullptr : reference.Heir(above->code(), "", "", on);
  }
  return nullptr;
}

void Settle(const Reference& reference, const law::RuleBook& rules, const Matter& matter,
            const Respondent& respondent, Competence* result) {
  law::v1::CompetenceFacts facts;
  facts.set_case_type(law::CaseTypeOf(matter.kind, matter.second_complaint));
  facts.set_round(matter.second_complaint ? 2 : 1);
  *facts.mutable_post() = PostOf(reference, *respondent.agency, respondent.role);
  facts.set_standing(respondent.standing);
  if (respondent.present != nullptr) {
    *facts.mutable_present_post() = PostOf(reference, *respondent.present, respondent.present_role);
  }
  *facts.mutable_on() = law::ToProto(matter.on);
  law::AddFact("Cơ quan", respondent.agency->name(), result->derivation);
  const auto found = law::FindSettler(rules, facts);
  if (!found.ok()) {
    AddStep(DetailOf(found.status()).message_vi(), result);
    result->confidence = 0;
    return;
  }
  result->derivation.MergeFrom(found->derivation);
  if (found->rule->certainty() == law::v1::CERTAINTY_DERIVED) {
    result->confidence = std::min(result->confidence, kSureOfDerivedLaw);
  }
  const bool present = found->from_present_post && respondent.present != nullptr;
  const Agency& seen = present ? *respondent.present : *respondent.agency;
  const Agency* settler = SettlerOf(reference, found->rule->settler(), seen,
                                    present ? facts.present_post() : facts.post());
  if (settler != nullptr) {
    const std::string place = reference.AreaOn(matter.area_key, matter.on);
    const Agency* heir = reference.Heir(settler->code(), matter.subject_code, place, matter.on);
    settler = WithoutConflict(reference, *result, heir, matter.on);
  }
  if (settler == nullptr) {
    result->outside = true;
    AddStep("Người giải quyết ngoài danh mục cơ quan của tỉnh: " +
                law::LabelVi(found->rule->settler()) + ".",
            result);
    return;
  }
  result->agency_code = settler->code();
  AddStep("Cơ quan có thẩm quyền: " + settler->name() + ".", result);
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

Competence FindCompetent(const Reference& reference, const law::RuleBook& rules,
                         const Matter& matter) {
  Competence result;
  if (matter.kind == law::v1::PETITION_KIND_DENUNCIATION) {
    result.accused = matter.accused
                         ? matter.accused
                         : ReadAccused(reference, matter.folded_text, matter.area_key, matter.on);
  }
  Respondent respondent;
  if (result.accused) {
    respondent = RespondentOf(reference, *result.accused, matter.on);
    result.confidence = kSureOfAccused;
  } else {
    respondent = UsualRespondent(reference, matter, &result);
  }
  if (respondent.agency != nullptr) Settle(reference, rules, matter, respondent, &result);
  return result;
}

absl::StatusOr<law::v1::Basis> DisputeBasis(const law::RuleBook& rules, absl::CivilDay on) {
  law::v1::CompetenceFacts facts;
  facts.set_case_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
  facts.mutable_post()->set_role(law::v1::RESPONDENT_ROLE_IN_DISPUTE);
  *facts.mutable_on() = law::ToProto(on);
  ASSIGN_OR_RETURN(const auto found, law::FindSettler(rules, facts));
  return found.derivation.rules(0);
}

}  // namespace donthu::routing
