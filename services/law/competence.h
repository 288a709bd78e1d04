// Who settles a complaint, a denunciation or a recommendation, after the rows of the day (L-KN
// Đ.17-23, Đ.51; L-TC Đ.12-13).
#pragma once

#include "absl/status/statusor.h"
#include "donthu/law/v1/competence.pb.h"
#include "donthu/law/v1/explanation.pb.h"
#include "services/law/rule_book.h"

namespace donthu::law {

struct Settlement {
  // The row that decides; its settler is never AS_FOR_…. Valid as long as the book.
  const v1::CompetenceRule* rule = nullptr;
  // The settler is seen from facts.present_post, not from facts.post.
  bool from_present_post = false;
  // Facts, rows and steps, in the order in which they were looked at.
  v1::Derivation derivation;
};

// RULE_NOT_FOUND when the law of the day has no row for such a case, post and standing.
absl::StatusOr<Settlement> FindSettler(const RuleBook& book, const v1::CompetenceFacts& facts);

}  // namespace donthu::law
