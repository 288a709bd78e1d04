// Every command of donthu. Each lives in a file of its own, named after it.
#pragma once

#include "clients/cli/command.h"

namespace donthu::cli {

Command PingCommand();
Command LoginCommand();
Command LogoutCommand();
Command WhoAmICommand();
Command PasswordCommand();
Command TotpCommand();
Command SessionListCommand();
Command SessionRevokeCommand();
Command SessionActForCommand();
Command OfficerAccountCreateCommand();
Command OfficerAccountResetCommand();
Command OfficerAccountDisableCommand();
Command OfficerSubstituteCommand();
Command OfficerUnsubstituteCommand();
Command CertInitCommand();
Command CertIssueCommand();
Command CertRenewCommand();
Command CertRegisterCommand();
Command CertRevokeCommand();
Command CertListCommand();
Command ImportPetitionsCommand();
Command ImportDirectoryCommand();
Command PetitionGetCommand();
Command PetitionListCommand();
Command PetitionTimelineCommand();
Command PetitionWaitingCommand();
Command StatusCommand();
Command PetitionSearchCommand();
Command VisitRecordCommand();
Command VisitListCommand();
Command DataExtractCommand();
Command DataExpiredCommand();
Command DataEraseCommand();
Command PetitionProposeCommand();
Command PetitionDisposeCommand();
Command ReferralListCommand();
Command ReferralAcceptCommand();
Command ReferralReturnCommand();
Command ReferralDecideCommand();
Command WorkAssignCommand();
Command WorkLeftCommand();
Command WorkReassignCommand();
Command CaseGetCommand();
Command CaseActCommand();
Command CasePreviewCommand();
Command CaseDueCommand();
Command CaseOpenCommand();
Command CaseMovedCommand();
Command CommitmentMakeCommand();
Command CommitmentProgressCommand();
Command CommitmentEndCommand();
Command CommitmentReplaceCommand();
Command CommitmentListCommand();
Command CommitmentGetCommand();
Command ReportCommand();
Command OverviewCommand();
Command LedgerVerifyCommand();
Command LedgerProofCommand();
Command LedgerExportCommand();
Command LedgerTailCommand();
Command LawDeadlineCommand();
Command LawExplainCommand();
Command LawWorkflowCommand();
Command LawCheckCommand();
Command LawExplainCaseCommand();
Command DirectoryAgenciesCommand();
Command DirectoryAreasCommand();
Command VaultRequestCommand();
Command VaultListCommand();
Command VaultGrantCommand();
Command VaultRefuseCommand();
Command VaultOpenCommand();
Command VaultUnregisteredCommand();
Command VaultKeyCommand();
Command DemoCommand();

// In the order of the help.
std::vector<Command> AllCommands();

}  // namespace donthu::cli
