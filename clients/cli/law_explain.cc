// `donthu law explain SUBJECT`: why an answer of the law is what it is, in Vietnamese.
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/law_deadline.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

absl::StatusOr<int> ExplainDeadline(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto request, DeadlineRequestOf(arguments));
  ASSIGN_OR_RETURN(const auto due, client::LawClient(session.connection).ComputeDeadline(request));
  if (session.json) {
    PrintJson(ToJson(due), session.out);
    return kOk;
  }
  session.out << due.rule_id() << ": " << due.basis().text_vi() << "\n";
  for (int i = 0; i < due.steps_vi_size(); ++i) {
    session.out << "  " << i + 1 << ". " << due.steps_vi(i) << "\n";
  }
  if (!due.skipped_vi().empty()) {
    session.out << "Ngày nghỉ bỏ qua: " << absl::StrJoin(due.skipped_vi(), "; ") << ".\n";
  }
  session.out << "Hạn: " << DayVi(due.due_legal()) << ". Nhắc từ ngày: " << DayVi(due.warn_on())
              << ". ";
  if (due.has_overdue_after()) {
    session.out << "Quá hạn sau ngày: " << DayVi(due.overdue_after()) << ".\n";
  } else {
    session.out << "Không tính quá hạn.\n";
  }
  session.out << "Căn cứ: " << due.basis().citation() << " (bản có hiệu lực từ "
              << DayVi(due.rule_valid_from()) << "); " << LabelVi(due.basis().certainty()) << ".\n";
  return kOk;
}

absl::StatusOr<int> Explain(Session& session, const Arguments& arguments) {
  const std::string& subject = arguments.words[0];
  if (subject == "deadline") return ExplainDeadline(session, arguments);
  return UsageError(absl::StrFormat("không giải thích được \"%s\"; có thể: deadline", subject));
}

}  // namespace

Command LawExplainCommand() {
  return {"law explain",   "deadline", "giải thích: một thời hạn từ đâu mà ra (deadline)",
          DeadlineFlags(), 1,          1,
          Explain};
}

}  // namespace donthu::cli
