// Every command of donthu. Each lives in a file of its own, named after it.
#pragma once

#include "clients/cli/command.h"

namespace donthu::cli {

Command PingCommand();
Command ImportPetitionsCommand();
Command ImportDirectoryCommand();
Command PetitionGetCommand();
Command PetitionListCommand();
Command PetitionSearchCommand();
Command PetitionProposeCommand();
Command PetitionDisposeCommand();
Command ReferralListCommand();
Command ReferralAcceptCommand();
Command ReferralReturnCommand();
Command CaseGetCommand();
Command CaseActCommand();
Command CasePreviewCommand();
Command CaseDueCommand();
Command ReportCommand();
Command LedgerVerifyCommand();
Command LedgerTailCommand();
Command LawDeadlineCommand();
Command DirectoryAgenciesCommand();
Command DirectoryAreasCommand();
Command DemoCommand();

// In the order of the help.
std::vector<Command> AllCommands();

}  // namespace donthu::cli
