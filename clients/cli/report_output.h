// Report forms for scripts and people.
#pragma once

#include <ostream>

#include "clients/cli/json_output.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"

namespace donthu::cli {

// {"form","agency","from","to","columns":{"1":n,…},"checks":[{"identity","ok"}],
//  "rows":[{"agency","name","columns"}],"ledger_cursor","seal":{…}|null}
Json ReportJson(const inspectorate::v1::Report& report);

// The figures with their headers, one a line; then, with `rows`, one line per agency; then the
// identities, and the seal of the ledger.
void PrintReport(const inspectorate::v1::Report& report, bool rows, std::ostream& out);

bool AllHold(const inspectorate::v1::Report& report);

}  // namespace donthu::cli
