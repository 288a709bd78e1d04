// The lines of an export of the ledger: one JSON object each, {"row": …}, {"seal": …} or, at the
// end, {"end": …}. Names and forms are those of donthu.ledger.v1.ExportRecord. Pure, as merkle.h,
// but for the JSON library.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <variant>

#include "services/base/ledger/audit.h"

namespace donthu::ledger {

// How much came before; an export without it was cut.
struct ExportEnd {
  int64_t rows = 0;
  int64_t seals = 0;
};

using ExportLine = std::variant<Row, Seal, ExportEnd>;

// Nothing when the text is no line of an export.
std::optional<ExportLine> ParseExportLine(const std::string& text);

// The seal with the largest number in an export, or in a file that holds seals only. Nothing when
// there is none.
std::optional<Seal> LastSealIn(std::istream& in);

}  // namespace donthu::ledger
