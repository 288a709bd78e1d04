// DeskEntries: what a hurried desk leaves out or gets wrong.
#include "tests/quality/variants.h"

namespace donthu::quality {
namespace {

using Json = nlohmann::json;

// A copy with another value; null where that changes nothing.
Json With(const Json& petition, const char* field, const Json& value) {
  if (petition.at(field) == value) return nullptr;
  Json other = petition;
  other[field] = value;
  return other;
}

Json NoArea(const Json& petition, Random&) {
  Json other = With(petition, "commune_key", "");
  if (!other.is_null()) other["commune_code"] = "";
  return other;
}

Json DistrictOnly(const Json& petition, Random&) {
  Json other = With(petition, "commune_key", petition.at("district_code"));
  if (!other.is_null()) other["commune_code"] = "";
  return other;
}

Json NoSubject(const Json& petition, Random&) { return With(petition, "subject_code", "KH01"); }

Json NoDecisionDay(const Json& petition, Random&) { return With(petition, "decision_date", ""); }

Json FirstForSecond(const Json& petition, Random&) {
  return With(petition, "is_second_complaint", false);
}

Json MixedUnmarked(const Json& petition, Random&) {
  return With(petition, "mixed_types", Json::array());
}

// Complaints taken for recommendations, and the other way round.
Json OtherKind(const Json& petition, Random&) {
  const bool complains = petition.at("type") == "khiếu nại";
  if (!complains && petition.at("type") != "kiến nghị") return nullptr;
  return With(petition, "type", complains ? "kiến nghị" : "khiếu nại");
}

}  // namespace

const std::vector<VariantKind>& DeskEntries() {
  static const std::vector<VariantKind> kinds = {{"no-area", NoArea},
                                                 {"district-only", DistrictOnly},
                                                 {"no-subject", NoSubject},
                                                 {"no-decision-day", NoDecisionDay},
                                                 {"second-unmarked", FirstForSecond},
                                                 {"mixed-unmarked", MixedUnmarked},
                                                 {"other-kind", OtherKind}};
  return kinds;
}

}  // namespace donthu::quality
