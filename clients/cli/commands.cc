#include "clients/cli/commands.h"

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

// In the order of the help.
constexpr Command (*kCommands[])() = {
    &PingCommand,
    &LoginCommand,
    &LogoutCommand,
    &WhoAmICommand,
    &PasswordCommand,
    &TotpCommand,
    &SessionListCommand,
    &SessionRevokeCommand,
    &SessionActForCommand,
    &OfficerAccountCreateCommand,
    &OfficerAccountResetCommand,
    &OfficerAccountDisableCommand,
    &OfficerSubstituteCommand,
    &OfficerUnsubstituteCommand,
    &CertInitCommand,
    &CertIssueCommand,
    &CertRenewCommand,
    &CertRegisterCommand,
    &CertRevokeCommand,
    &CertListCommand,
    &ImportPetitionsCommand,
    &ImportDirectoryCommand,
    &PetitionGetCommand,
    &PetitionListCommand,
    &PetitionSearchCommand,
    &PetitionTimelineCommand,
    &PetitionWaitingCommand,
    &StatusCommand,
    &PetitionProposeCommand,
    &PetitionDisposeCommand,
    &ReferralListCommand,
    &ReferralAcceptCommand,
    &ReferralReturnCommand,
    &ReferralDecideCommand,
    &WorkAssignCommand,
    &WorkLeftCommand,
    &WorkReassignCommand,
    &CaseGetCommand,
    &CaseActCommand,
    &CasePreviewCommand,
    &CaseDueCommand,
    &CaseOpenCommand,
    &CaseMovedCommand,
    &CommitmentMakeCommand,
    &CommitmentProgressCommand,
    &CommitmentEndCommand,
    &CommitmentReplaceCommand,
    &CommitmentListCommand,
    &CommitmentGetCommand,
    &VisitRecordCommand,
    &VisitListCommand,
    &DataExtractCommand,
    &DataExpiredCommand,
    &DataEraseCommand,
    &ReportCommand,
    &OverviewCommand,
    &LedgerVerifyCommand,
    &LedgerProofCommand,
    &LedgerExportCommand,
    &LedgerTailCommand,
    &LawDeadlineCommand,
    &LawExplainCommand,
    &LawWorkflowCommand,
    &LawCheckCommand,
    &LawExplainCaseCommand,
    &DirectoryAgenciesCommand,
    &DirectoryAreasCommand,
    &VaultRequestCommand,
    &VaultListCommand,
    &VaultGrantCommand,
    &VaultRefuseCommand,
    &VaultOpenCommand,
    &VaultUnregisteredCommand,
    &VaultKeyCommand,
    &DemoCommand,
};

}  // namespace

std::vector<Command> AllCommands() {
  std::vector<Command> commands;
  for (const auto& make : kCommands) commands.push_back(make());
  return commands;
}

std::vector<Flag> WithPageFlags(std::vector<Flag> flags) {
  flags.push_back({"page-size", "SỐ", "số dòng mỗi trang (mặc định 50, tối đa 500)"});
  flags.push_back({"page-token", "MÃ", "trang tiếp theo, lấy từ lần trước"});
  flags.push_back({"all", "", "tất cả các trang"});
  return flags;
}

absl::StatusOr<common::v1::Date> DayOrToday(const Session& session, const Arguments& arguments,
                                            const std::string& flag) {
  ASSIGN_OR_RETURN(const auto day, arguments.Day(flag));
  return day ? *day : law::ToProto(session.clock.Today());
}

}  // namespace donthu::cli
