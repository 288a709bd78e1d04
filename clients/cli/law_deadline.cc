#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

absl::StatusOr<int> Deadline(Session& session, const Arguments& arguments) {
  law::v1::ComputeDeadlineRequest request;
  ASSIGN_OR_RETURN(*request.mutable_rule_id(), arguments.Required("rule"));
  ASSIGN_OR_RETURN(*request.mutable_from(), arguments.RequiredDay("from"));
  ASSIGN_OR_RETURN(const auto due, client::LawClient(session.connection).ComputeDeadline(request));
  if (session.json) {
    Json steps = Json::array();
    for (const auto& step : due.steps_vi()) steps.push_back(step);
    PrintJson({{"rule", due.rule_id()},
               {"from", IsoDay(request.from())},
               {"due_strict", IsoDay(due.due_strict())},
               {"due_legal", IsoDay(due.due_legal())},
               {"citation", due.basis().citation()},
               {"steps", steps}},
              session.out);
    return kOk;
  }
  session.out << due.rule_id() << "  " << due.basis().citation() << "\n"
              << "Ngày cuối theo số ngày:  " << DayVi(due.due_strict()) << "\n"
              << "Ngày cuối theo luật:     " << DayVi(due.due_legal()) << "\n";
  for (const auto& step : due.steps_vi()) session.out << "  " << step << "\n";
  return kOk;
}

}  // namespace

Command LawDeadlineCommand() {
  return {"law deadline",
          "",
          "tính một thời hạn theo luật, kèm cách tính",
          {{"rule", "MÃ", "quy tắc, ví dụ DL-KN-02"}, {"from", "NGÀY", "ngày bắt đầu"}},
          0,
          0,
          Deadline};
}

}  // namespace donthu::cli
