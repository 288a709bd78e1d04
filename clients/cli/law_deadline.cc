#include "clients/cli/law_deadline.h"

#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// Both ends of an interval, or neither.
absl::StatusOr<bool> HasInterval(const Arguments& arguments, const std::string& begin,
                                 const std::string& end) {
  if (arguments.Has(begin) == arguments.Has(end)) return arguments.Has(begin);
  return UsageError(absl::StrFormat("--%s và --%s phải đi cùng nhau", begin, end));
}

void PrintDeadline(const common::v1::Date& from, const law::v1::DueDate& due, Session& session) {
  if (session.json) {
    Json steps = Json::array();
    for (const auto& step : due.steps_vi()) steps.push_back(step);
    PrintJson({{"rule", due.rule_id()},
               {"from", IsoDay(from)},
               {"due_strict", IsoDay(due.due_strict())},
               {"due_legal", IsoDay(due.due_legal())},
               {"citation", due.basis().citation()},
               {"steps", steps}},
              session.out);
    return;
  }
  session.out << due.rule_id() << "  " << due.basis().citation() << "\n"
              << "Ngày cuối theo số ngày:  " << DayVi(due.due_strict()) << "\n"
              << "Ngày cuối theo luật:     " << DayVi(due.due_legal()) << "\n";
  for (const auto& step : due.steps_vi()) session.out << "  " << step << "\n";
}

absl::StatusOr<int> Deadline(Session& session, const Arguments& arguments) {
  if (arguments.Has("csv")) {
    for (const auto& flag : DeadlineFlags()) {
      if (arguments.Has(flag.name)) {
        return UsageError(absl::StrFormat("--csv không đi cùng --%s", flag.name));
      }
    }
    if (session.json) return UsageError("--csv không đi cùng --json");
    return ComputeDeadlineFile(session, arguments.Text("csv"));
  }
  ASSIGN_OR_RETURN(const auto request, DeadlineRequestOf(arguments));
  ASSIGN_OR_RETURN(const auto due, client::LawClient(session.connection).ComputeDeadline(request));
  PrintDeadline(request.from(), due, session);
  return kOk;
}

}  // namespace

std::vector<Flag> DeadlineFlags() {
  return {{"rule", "MÃ", "quy tắc, ví dụ DL-KN-02"},
          {"from", "NGÀY", "ngày bắt đầu"},
          {"remote", "", "vùng sâu, vùng xa đi lại khó khăn"},
          {"complex", "SỐ", "1 phức tạp hoặc gia hạn một lần, 2 đặc biệt phức tạp hoặc hai lần"},
          {"stop-from", "NGÀY", "tạm dừng từ ngày"},
          {"continue-on", "NGÀY", "ngày tiếp tục"},
          {"obstacle-from", "NGÀY", "ngày đầu có trở ngại khách quan"},
          {"obstacle-to", "NGÀY", "ngày cuối có trở ngại khách quan"}};
}

absl::StatusOr<law::v1::ComputeDeadlineRequest> DeadlineRequestOf(const Arguments& arguments) {
  law::v1::ComputeDeadlineRequest request;
  ASSIGN_OR_RETURN(*request.mutable_rule_id(), arguments.Required("rule"));
  ASSIGN_OR_RETURN(*request.mutable_from(), arguments.RequiredDay("from"));
  request.set_remote(arguments.Has("remote"));
  ASSIGN_OR_RETURN(const auto complexity, arguments.Number("complex", 0, 0, 2));
  request.set_complexity(static_cast<int>(complexity));
  ASSIGN_OR_RETURN(const bool paused, HasInterval(arguments, "stop-from", "continue-on"));
  if (paused) {
    auto& pause = *request.add_pauses();
    ASSIGN_OR_RETURN(*pause.mutable_from(), arguments.RequiredDay("stop-from"));
    ASSIGN_OR_RETURN(*pause.mutable_continued_on(), arguments.RequiredDay("continue-on"));
  }
  ASSIGN_OR_RETURN(const bool obstructed, HasInterval(arguments, "obstacle-from", "obstacle-to"));
  if (obstructed) {
    auto& obstacle = *request.add_obstacles();
    ASSIGN_OR_RETURN(*obstacle.mutable_from(), arguments.RequiredDay("obstacle-from"));
    ASSIGN_OR_RETURN(*obstacle.mutable_to(), arguments.RequiredDay("obstacle-to"));
  }
  return request;
}

Command LawDeadlineCommand() {
  std::vector<Flag> flags = DeadlineFlags();
  flags.push_back({"csv", "TỆP", "tính mọi dòng của một tệp CSV, kết quả là CSV"});
  return {"law deadline", "", "tính một thời hạn theo luật, kèm cách tính", flags, 0, 0, Deadline};
}

}  // namespace donthu::cli
