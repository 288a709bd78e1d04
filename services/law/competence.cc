#include "services/law/competence.h"

#include <algorithm>
#include <string>

#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

std::string PostVi(const v1::Post& post) {
  return LabelVi(post.role()) + ", " + LabelVi(post.body()) + " " + LabelVi(post.level());
}

void AddRule(const v1::CompetenceRule& rule, v1::Derivation* derivation) {
  *derivation->add_rules() = BasisOf(rule);
  derivation->add_steps_vi(rule.text_vi() + " Căn cứ " + rule.citation() + " (" +
                           LabelVi(rule.certainty()) + ").");
}

template <typename Values>
bool Holds(const Values& values, int value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

template <typename Values>
bool HoldsOrAny(const Values& values, int value) {
  return values.empty() || Holds(values, value);
}

bool Fits(const v1::CompetenceRule& rule, const v1::CompetenceFacts& facts, const v1::Post& post,
          v1::Standing standing) {
  const bool stands = rule.standings().empty() ? standing == v1::STANDING_IN_POST
                                               : Holds(rule.standings(), standing);
  return stands && Holds(rule.case_types(), facts.case_type()) &&
         Holds(rule.roles(), post.role()) && HoldsOrAny(rule.bodies(), post.body()) &&
         HoldsOrAny(rule.levels(), post.level()) &&
         (rule.round() == 0 || rule.round() == facts.round());
}

absl::StatusOr<const v1::CompetenceRule*> RowFor(const RuleBook& book,
                                                 const v1::CompetenceFacts& facts,
                                                 const v1::Post& post, v1::Standing standing,
                                                 absl::CivilDay on) {
  for (const auto& dated : book.competences()) {
    if (dated.Holds(on) && Fits(dated.row, facts, post, standing)) return &dated.row;
  }
  return Failure(absl::StatusCode::kNotFound, common::v1::RULE_NOT_FOUND,
                 "no rule says who settles this")
      .Vi("Chưa có quy định về thẩm quyền cho trường hợp này.");
}

}  // namespace

absl::StatusOr<Settlement> FindSettler(const RuleBook& book, const v1::CompetenceFacts& facts) {
  ASSIGN_OR_RETURN(const absl::CivilDay on, ToDay(facts.on()));
  const auto standing =
      facts.standing() == v1::STANDING_UNSPECIFIED ? v1::STANDING_IN_POST : facts.standing();
  Settlement found;
  AddFact("Loại vụ việc", LabelVi(facts.case_type()), found.derivation);
  AddFact("Đối tượng", PostVi(facts.post()), found.derivation);
  if (standing != v1::STANDING_IN_POST) {
    AddFact("Hiện nay", LabelVi(standing), found.derivation);
  }
  AddFact("Ngày nhận đơn", FormatDayVi(on), found.derivation);
  ASSIGN_OR_RETURN(found.rule, RowFor(book, facts, facts.post(), standing, on));
  AddRule(*found.rule, &found.derivation);
  const auto settler = found.rule->settler();
  if (settler != v1::SETTLER_AS_FOR_FORMER_POST && settler != v1::SETTLER_AS_FOR_PRESENT_POST) {
    return found;
  }
  found.from_present_post = settler == v1::SETTLER_AS_FOR_PRESENT_POST;
  const v1::Post& post = found.from_present_post ? facts.present_post() : facts.post();
  if (found.from_present_post) AddFact("Chức vụ hiện nay", PostVi(post), found.derivation);
  ASSIGN_OR_RETURN(found.rule, RowFor(book, facts, post, v1::STANDING_IN_POST, on));
  AddRule(*found.rule, &found.derivation);
  return found;
}

}  // namespace donthu::law
