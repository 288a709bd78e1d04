// The pieces of a derivation, from the rows and facts that it rests on.
#pragma once

#include <string>

#include "donthu/law/v1/explanation.pb.h"

namespace donthu::law {

// The ground that a row states: any row with id, citation and certainty. `text_vi` says what it
// says here.
template <typename Row>
v1::Basis BasisOf(const Row& row, const std::string& text_vi) {
  v1::Basis basis;
  basis.set_rule_id(row.id());
  basis.set_citation(row.citation());
  basis.set_certainty(row.certainty());
  basis.set_text_vi(text_vi);
  return basis;
}

template <typename Row>
v1::Basis BasisOf(const Row& row) {
  return BasisOf(row, row.text_vi());
}

inline void AddFact(const std::string& name_vi, const std::string& value_vi,
                    v1::Derivation& derivation) {
  auto& fact = *derivation.add_facts();
  fact.set_name_vi(name_vi);
  fact.set_value_vi(value_vi);
}

// What one row alone decides.
inline v1::Derivation DerivationOf(const v1::Basis& basis, const std::string& step_vi) {
  v1::Derivation derivation;
  *derivation.add_rules() = basis;
  derivation.add_steps_vi(step_vi);
  return derivation;
}

}  // namespace donthu::law
