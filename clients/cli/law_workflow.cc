// `donthu law workflow`: the steps of one type of case under the law of a day.
#include <utility>

#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/law_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// What officers call the types on paper.
constexpr std::pair<const char*, law::v1::CaseType> kShortTypes[] = {
    {"KN1", law::v1::CASE_TYPE_COMPLAINT_FIRST},
    {"KN2", law::v1::CASE_TYPE_COMPLAINT_SECOND},
    {"KNKL", law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY},
    {"TC", law::v1::CASE_TYPE_DENUNCIATION},
    {"TCT", law::v1::CASE_TYPE_DENUNCIATION_CONTINUED},
    {"KNPA", law::v1::CASE_TYPE_RECOMMENDATION},
    {"HG", law::v1::CASE_TYPE_MEDIATION},
    {"HGDD", law::v1::CASE_TYPE_LAND_MEDIATION},
    {"CT", law::v1::CASE_TYPE_VOTER_RECOMMENDATION},
    {"CV", law::v1::CASE_TYPE_QUESTIONING},
};

absl::StatusOr<law::v1::CaseType> TypeOf(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const std::string text, arguments.Required("type"));
  for (const auto& [name, type] : kShortTypes) {
    if (text == name) return type;
  }
  return EnumFlag<law::v1::CaseType>(arguments, "type");
}

absl::StatusOr<int> Show(Session& session, const Arguments& arguments) {
  const std::string format = arguments.Has("format") ? arguments.Text("format") : "text";
  if (format != "mermaid" && format != "text") {
    return UsageError("--format là một trong: mermaid, text");
  }
  law::v1::GetWorkflowRequest request;
  ASSIGN_OR_RETURN(const auto type, TypeOf(arguments));
  request.set_type(type);
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(const auto workflow, client::LawClient(session.connection).GetWorkflow(request));
  if (session.json) {
    PrintJson(ToJson(workflow), session.out);
  } else {
    session.out << (format == "mermaid" ? workflow.mermaid() : workflow.table_vi());
  }
  return kOk;
}

}  // namespace

Command LawWorkflowCommand() {
  return {"law workflow",
          "",
          "quy trình của một loại vụ việc theo luật của một ngày",
          {{"type", "LOẠI", "KN1, KN2, KNKL, TC, TCT, KNPA, HG, HGDD, CT, CV hoặc tên đầy đủ"},
           {"on", "NGÀY", "ngày áp dụng luật (mặc định hôm nay)"},
           {"format", "DẠNG", "text (bảng, mặc định) hoặc mermaid (sơ đồ)"}},
          0,
          0,
          Show};
}

}  // namespace donthu::cli
