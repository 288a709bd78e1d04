// law explain case: where a case stands, which limits run and how they came about, what may be done
// and what not, each with its ground in law.
#include <algorithm>

#include "clients/cli/act_words.h"
#include "clients/cli/case_output.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cpp/resolution_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// "L-KN Đ.28 (Đã đọc toàn văn bản sao, chưa được xác nhận)".
std::string CitationText(const law::v1::Basis& basis) {
  if (basis.citation().empty()) return "";
  return basis.citation() + " (" + LabelVi(basis.certainty()) + ")";
}

void ExplainClocks(const resolution::v1::Case& found, std::ostream& out) {
  out << "\nThời hạn:\n";
  for (const auto& clock : found.clocks()) {
    out << "  " << clock.step_vi() << ": " << ClockText(clock) << "\n";
    for (const auto& step : clock.due().steps_vi()) out << "      " << step << "\n";
    if (clock.has_paused_on()) out << "      Tạm dừng từ " << DayVi(clock.paused_on()) << ".\n";
    if (clock.days_given_back() > 0) {
      out << "      Trả lại " << clock.days_given_back() << " ngày đã tạm dừng.\n";
    }
    if (clock.extensions() > 0) {
      out << "      Ban đầu đến " << DayVi(clock.original().due_legal()) << ", đã gia hạn "
          << clock.extensions() << " lần.\n";
    }
    out << "      Căn cứ: " << CitationText(clock.due().basis()) << "\n";
  }
}

void ExplainAct(const law::v1::PossibleAct& act, std::ostream& out) {
  out << (act.lawful() ? "  được    " : "  KHÔNG   ") << act.label_vi();
  if (act.lawful()) out << " → " << LabelVi(act.to());
  out << (act.reason_vi().empty() ? "" : ": " + act.reason_vi()) << "\n";
  for (const auto& fact : act.derivation().facts()) {
    out << "      " << fact.name_vi() << ": " << fact.value_vi() << "\n";
  }
  for (const auto& step : act.derivation().steps_vi()) out << "      " << step << "\n";
  for (const auto& rule : act.derivation().rules()) {
    out << "      Căn cứ: " << rule.rule_id() << (rule.rule_id().empty() ? "" : ", ")
        << CitationText(rule) << "\n";
  }
}

// Only the act named, where one is.
absl::Status Select(const Arguments& arguments, resolution::v1::PreviewActsResponse* preview) {
  if (!arguments.Has("act")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int number, ActNumber(arguments.Text("act")));
  auto& acts = *preview->mutable_acts();
  acts.erase(std::remove_if(acts.begin(), acts.end(),
                            [number](const auto& act) { return act.kind() != number; }),
             acts.end());
  if (!acts.empty()) return absl::OkStatus();
  return NotFound("act in this workflow", "Quy trình của vụ việc này không có việc đó.");
}

absl::StatusOr<int> Explain(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  const client::ResolutionClient resolution(session.connection);
  resolution::v1::GetCaseRequest get;
  get.set_case_id(id);
  ASSIGN_OR_RETURN(const auto found, resolution.GetCase(get));
  resolution::v1::PreviewActsRequest ask;
  ask.set_case_id(id);
  ASSIGN_OR_RETURN(*ask.mutable_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(auto preview, resolution.PreviewActs(ask));
  RETURN_IF_ERROR(Select(arguments, &preview));
  if (session.json) {
    PrintJson({{"case", ToJson(found)}, {"preview", ToJson(preview)}}, session.out);
    return kOk;
  }
  session.out << "Vụ việc " << found.id() << ": " << LabelVi(found.type()) << ", "
              << found.agency_code() << ", nhận ngày " << DayVi(found.received_on())
              << "\nTrạng thái: " << LabelVi(found.state()) << "\n";
  ExplainClocks(found, session.out);
  session.out << "\nViệc có thể làm ngày " << DayVi(ask.on()) << ":\n";
  for (const auto& act : preview.acts()) ExplainAct(act, session.out);
  return kOk;
}

}  // namespace

Command LawExplainCaseCommand() {
  return {"law explain case",
          "SỐ",
          "giải thích: vụ việc đang ở đâu, thời hạn từ đâu mà ra, việc nào được làm và vì sao",
          {{"act", "VIỆC", "chỉ việc này, như trong case act"},
           {"on", "NGÀY", "vào ngày (mặc định hôm nay)"}},
          1,
          1,
          Explain};
}

}  // namespace donthu::cli
