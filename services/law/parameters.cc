#include "services/law/parameters.h"

#include <algorithm>
#include <utility>

#include "services/law/date.h"
#include "services/law/row_check.h"

namespace donthu::law {
namespace {

using Row = RuleBook::ParameterRow;

Row Within(const Row& row, absl::CivilDay from, absl::CivilDay to) {
  Row part{row.row, from, to};
  part.row.mutable_effective()->set_from(FormatIsoDay(from));
  if (to != row.to) part.row.mutable_effective()->set_to(FormatIsoDay(to));
  return part;
}

// What is left of the pieces outside the days of `decided`.
std::vector<Row> Outside(const std::vector<Row>& pieces, const Row& decided) {
  std::vector<Row> left;
  for (const Row& piece : pieces) {
    if (!Overlap(piece, decided)) {
      left.push_back(piece);
      continue;
    }
    if (piece.from < decided.from) left.push_back(Within(piece, piece.from, decided.from - 1));
    if (decided.to < piece.to) left.push_back(Within(piece, decided.to + 1, piece.to));
  }
  return left;
}

}  // namespace

std::vector<Row> DecisionsBeforeDefaults(const std::vector<Row>& rows) {
  std::vector<Row> result;
  for (const Row& row : rows) {
    std::vector<Row> pieces = {row};
    for (const Row& other : rows) {
      const bool yields = row.row.decision().empty() && !other.row.decision().empty();
      if (yields && row.row.name() == other.row.name()) pieces = Outside(pieces, other);
    }
    result.insert(result.end(), pieces.begin(), pieces.end());
  }
  std::stable_sort(result.begin(), result.end(), [](const Row& a, const Row& b) {
    return std::pair(a.row.name(), a.from) < std::pair(b.row.name(), b.from);
  });
  return result;
}

}  // namespace donthu::law
