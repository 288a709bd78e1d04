#include "services/law/diagram.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/guard.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

using Rows = std::vector<const v1::WorkflowRule*>;

// The steps of the type on that day; those that all types share last.
Rows StepsOf(const RuleBook& book, v1::CaseType type, absl::CivilDay day) {
  Rows rows = book.Workflows(type, day);
  std::stable_partition(rows.begin(), rows.end(),
                        [type](const auto* row) { return row->case_type() == type; });
  return rows;
}

// "LODGED" for CASE_STATE_LODGED: the name of a node.
std::string NodeOf(int state) {
  return v1::CaseState_Name(static_cast<v1::CaseState>(state))
      .substr(std::string_view("CASE_STATE_").size());
}

std::string StateVi(int state) { return LabelVi(static_cast<v1::CaseState>(state)); }

// Where a row leads from that state: the state itself where it stays.
int Target(const v1::WorkflowRule& row, int from) {
  return row.to() == v1::CASE_STATE_UNSPECIFIED ? from : row.to();
}

// Ids of the deadlines that a limit may be on that day, e.g. "DL-KN-02, DL-KN-03".
std::vector<std::string> DeadlinesOf(const RuleBook& book, const v1::CaseLimitRule& limit,
                                     absl::CivilDay day) {
  std::vector<std::string> ids;
  for (const std::string* id : {&limit.normal(), &limit.complex(), &limit.remote(),
                                &limit.remote_complex(), &limit.extended_twice()}) {
    if (!id->empty() && book.Deadline(*id, day) != nullptr) ids.push_back(*id);
  }
  return ids;
}

template <typename Names>
void AddLimits(const RuleBook& book, v1::CaseType type, absl::CivilDay day,
               std::string_view what_vi, const Names& names, std::vector<std::string>& parts) {
  std::vector<std::string> ids;
  for (const std::string& name : names) {
    const auto known = DeadlinesOf(book, *book.CaseLimit(type, name), day);
    if (!known.empty()) ids.push_back(known.front());
  }
  if (!ids.empty()) {
    parts.push_back(absl::StrCat(std::string(what_vi), " ", absl::StrJoin(ids, ", ")));
  }
}

std::string LimitsVi(const RuleBook& book, v1::CaseType type, absl::CivilDay day,
                     const v1::WorkflowRule& row) {
  std::vector<std::string> parts;
  AddLimits(book, type, day, "bắt đầu", row.starts(), parts);
  AddLimits(book, type, day, "kết thúc", row.stops(), parts);
  AddLimits(book, type, day, "gia hạn", row.extends(), parts);
  AddLimits(book, type, day, "tạm dừng", row.pauses(), parts);
  if (row.ends_pause_of() != v1::ACT_KIND_UNSPECIFIED) {
    parts.push_back("hết tạm dừng do “" + LabelVi(row.ends_pause_of()) + "”");
  }
  return absl::StrJoin(parts, "; ");
}

std::string ConditionsVi(const v1::WorkflowRule& row) {
  std::vector<std::string> parts;
  for (const std::string& guard : row.guards()) {
    const bool notice = guard == "NOTICE_GIVEN";
    parts.push_back(GuardVi(guard) + (notice ? " (" + row.notice() + ")" : ""));
  }
  std::vector<std::string> grounds;
  for (int ground : row.grounds()) grounds.push_back(LabelVi(static_cast<v1::Ground>(ground)));
  if (!grounds.empty()) parts.push_back("căn cứ: " + absl::StrJoin(grounds, " / "));
  return absl::StrJoin(parts, "; ");
}

std::string FromVi(const v1::WorkflowRule& row) {
  if (row.any_open_state()) return "*mọi trạng thái chưa kết thúc*";
  std::vector<std::string> states;
  for (int state : row.from()) states.push_back(StateVi(state));
  return absl::StrJoin(states, " / ");
}

std::string LineOf(const RuleBook& book, v1::CaseType type, absl::CivilDay day,
                   const v1::WorkflowRule& row) {
  const bool stays = row.to() == v1::CASE_STATE_UNSPECIFIED;
  return absl::StrFormat("| %s | %s | %s | %s | %s | %s | %s (%s) |\n", FromVi(row),
                         LabelVi(row.act()), stays ? "giữ nguyên" : StateVi(row.to()),
                         LabelVi(row.who()), LimitsVi(book, type, day, row), ConditionsVi(row),
                         row.citation(), LabelVi(row.certainty()));
}

// Names of limits that some row of the type touches.
template <typename Name>
void ForEachLimit(const Rows& rows, Name name) {
  for (const auto* row : rows) {
    for (const auto* limits : {&row->starts(), &row->stops(), &row->extends(), &row->pauses()}) {
      for (const std::string& limit : *limits) name(limit);
    }
  }
}

// Ids of all deadlines behind the rows, on any day.
std::set<std::string> DeadlineIds(const RuleBook& book, v1::CaseType type, const Rows& rows) {
  std::set<std::string> ids;
  ForEachLimit(rows, [&](const std::string& name) {
    const auto& limit = *book.CaseLimit(type, name);
    ids.insert({limit.normal(), limit.complex(), limit.remote(), limit.remote_complex(),
                limit.extended_twice()});
  });
  for (const auto* row : rows) ids.insert(row->notice());
  ids.erase("");
  return ids;
}

std::string LimitList(const RuleBook& book, v1::CaseType type, absl::CivilDay day,
                      const Rows& rows) {
  std::string list;
  for (const std::string& id : DeadlineIds(book, type, rows)) {
    const auto* dated = book.Deadline(id, day);
    if (dated == nullptr) continue;
    const v1::DeadlineRule& rule = dated->row;
    std::string length = absl::StrFormat("%d %s", rule.value(), LabelVi(rule.unit()));
    if (!rule.parameter().empty()) length = "do tỉnh quy định";
    absl::StrAppendFormat(&list, "- %s: %s, %s kể từ %s; %s (%s)\n", id, rule.step_vi(), length,
                          rule.starts_at_vi(), rule.citation(), LabelVi(rule.certainty()));
  }
  return list;
}

std::string PeriodVi(absl::CivilDay from, const absl::CivilDay* next) {
  const std::string until = next == nullptr ? "" : " đến " + FormatDayVi(*next - 1);
  return "Từ " + FormatDayVi(from) + until;
}

}  // namespace

std::string WorkflowMermaid(const RuleBook& book, v1::CaseType type, absl::CivilDay day) {
  const Rows rows = StepsOf(book, type, day);
  if (rows.empty()) return "";
  std::set<int> states;
  std::map<std::pair<int, int>, std::vector<std::string>> arrows;
  std::string lodged;
  for (const auto* row : rows) {
    if (row->act() == v1::ACT_KIND_LODGE) {
      lodged = "  [*] --> " + NodeOf(row->to()) + " : " + LabelVi(row->act()) + "\n";
    }
    for (int from : row->from()) {
      const int to = Target(*row, from);
      arrows[{from, to}].push_back(LabelVi(row->act()));
      states.insert({from, to});
    }
  }
  std::string text = "stateDiagram-v2\n";
  for (int state : states) {
    text += "  state \"" + StateVi(state) + "\" as " + NodeOf(state) + "\n";
  }
  text += lodged;
  for (const auto& [ends, acts] : arrows) {
    text += "  " + NodeOf(ends.first) + " --> " + NodeOf(ends.second) + " : " +
            absl::StrJoin(acts, " / ") + "\n";  // Mermaid ends a label at ";"
  }
  return text + "  CLOSED --> [*]\n";
}

std::string WorkflowTable(const RuleBook& book, v1::CaseType type, absl::CivilDay day) {
  const Rows rows = StepsOf(book, type, day);
  if (rows.empty()) return "";
  std::string text =
      "| trạng thái | việc | → trạng thái | ai | thời hạn | điều kiện | căn cứ (độ chắc chắn) |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const auto* row : rows) text += LineOf(book, type, day, *row);
  return text + "\nThời hạn:\n\n" + LimitList(book, type, day, rows);
}

std::vector<absl::CivilDay> WorkflowVersions(const RuleBook& book, v1::CaseType type,
                                             absl::CivilDay first) {
  std::set<absl::CivilDay> days = {first};
  const auto add = [&](absl::CivilDay from, absl::CivilDay to) {
    if (from > first) days.insert(from);
    if (to >= first && to < absl::CivilDay(kYearMax, 12, 31)) days.insert(to + 1);
  };
  Rows rows;
  for (const auto& dated : book.workflows()) {
    if (dated.row.case_type() != type) continue;
    add(dated.from, dated.to);
    rows.push_back(&dated.row);
  }
  const auto ids = DeadlineIds(book, type, rows);
  for (const auto& dated : book.deadlines()) {
    if (ids.contains(dated.row.id())) add(dated.from, dated.to);
  }
  return {days.begin(), days.end()};
}

std::string WorkflowPage(const RuleBook& book, v1::CaseType type, absl::CivilDay first) {
  std::string text = "# " + LabelVi(type) +
                     "\n\nWritten by `workflow_docs` from `services/law/rules`; a test keeps it "
                     "current.\n";
  const auto days = WorkflowVersions(book, type, first);
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    const absl::CivilDay* next = day == days.rbegin() ? nullptr : &*(day - 1);
    text += "\n## " + PeriodVi(*day, next) + "\n\n```mermaid\n" +
            WorkflowMermaid(book, type, *day) + "```\n\n" + WorkflowTable(book, type, *day);
  }
  return text;
}

std::string WorkflowFileStem(v1::CaseType type) {
  std::string stem = v1::CaseType_Name(type).substr(std::string_view("CASE_TYPE_").size());
  absl::AsciiStrToLower(&stem);
  return stem;
}

std::vector<v1::CaseType> TypesWithWorkflow(const RuleBook& book) {
  std::set<int> types;
  for (const auto& dated : book.workflows()) types.insert(dated.row.case_type());
  types.erase(v1::CASE_TYPE_UNSPECIFIED);
  std::vector<v1::CaseType> found;
  for (int type : types) found.push_back(static_cast<v1::CaseType>(type));
  return found;
}

absl::StatusOr<v1::Workflow> AnswerWorkflow(const RuleBook& book,
                                            const v1::GetWorkflowRequest& request) {
  auto day = ToDay(request.on());
  if (!day.ok()) {
    return InvalidField("on", "is not a day between 1900 and 2200", "Ngày không tồn tại.");
  }
  const Rows rows = StepsOf(book, request.type(), *day);
  if (rows.empty()) {
    return Failure(absl::StatusCode::kNotFound, common::v1::RULE_NOT_FOUND,
                   "no workflow of this type on that day")
        .Vi("Chưa có quy trình của loại vụ việc này ngày " + FormatDayVi(*day) + ".");
  }
  v1::Workflow workflow;
  for (const auto* row : rows) *workflow.add_steps() = *row;
  workflow.set_mermaid(WorkflowMermaid(book, request.type(), *day));
  workflow.set_table_vi(WorkflowTable(book, request.type(), *day));
  return workflow;
}

}  // namespace donthu::law
