// What import petitions says about one line; the demonstration says the same.
#pragma once

#include "clients/cli/command.h"
#include "clients/cli/json_output.h"
#include "clients/cli/petition_import.h"

namespace donthu::cli {

// {"id","code","petition","duplicates","proposal"}; proposal is null when no advice is given any
// more.
Json ImportedJson(const ImportedPetition& result);

// "line N: field: what" on err, and with --json {"line","field","error","reason","message_vi"} on
// out, for each field.
void TellRefusedLine(Session& session, const ImportedPetition& result);

}  // namespace donthu::cli
