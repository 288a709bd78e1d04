// What every kind of row must be among its like: the checks that rule_check.cc and
// workflow_check.cc share.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/base/status/status.h"
#include "services/law/rule_book.h"

namespace donthu::law {

inline absl::Status BadRow(const std::string& row, const std::string& problem) {
  return absl::InvalidArgumentError(ToAbsl(row + ": " + problem));
}

// Whether both are law on some day.
template <typename Row>
bool Overlap(const Dated<Row>& a, const Dated<Row>& b) {
  return a.from <= b.to && b.from <= a.to;
}

template <typename Values>
bool Share(const Values& a, const Values& b) {
  for (auto value : a) {
    for (auto other : b) {
      if (value == other) return true;
    }
  }
  return false;
}

// Kinds of a condition or disposal row; an empty list means all.
template <typename Kinds>
bool ShareKinds(const Kinds& a, const Kinds& b) {
  return a.empty() || b.empty() || Share(a, b);
}

// No two rows for which `clash` holds may be law on one day. `name` says what to call a row.
template <typename Rows, typename Name, typename Clash>
absl::Status CheckDisjoint(const Rows& rows, Name name, Clash clash) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = i + 1; j < rows.size(); ++j) {
      if (!clash(rows[i].row, rows[j].row) || !Overlap(rows[i], rows[j])) continue;
      return BadRow(name(rows[j].row), "overlaps " + name(rows[i].row) + " on some day");
    }
  }
  return absl::OkStatus();
}

// The versions of one row follow each other without a day between them: the law of that day would
// be unknown. `same` says whether two rows are versions of one.
template <typename Rows, typename Name, typename Same>
absl::Status CheckNoGaps(const Rows& rows, Name name, Same same) {
  for (const auto& earlier : rows) {
    bool last = true;
    bool followed = false;
    for (const auto& later : rows) {
      if (!same(earlier.row, later.row) || later.from <= earlier.from) continue;
      last = false;
      followed = followed || later.from == earlier.to + 1;
    }
    if (!last && !followed)
      return BadRow(name(earlier.row), "leaves days open before its next version");
  }
  return absl::OkStatus();
}

}  // namespace donthu::law
