// commitment make, progress, end, replace, list, get.
#include "clients/cli/commands.h"
#include "clients/cli/commitment_output.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/resolution_client.h"

namespace donthu::cli {
namespace {

using resolution::v1::Commitment;
using resolution::v1::CommitmentAct;

int Show(Session& session, const Commitment& commitment) {
  if (session.json) {
    PrintJson(ToJson(commitment), session.out);
  } else {
    PrintCommitment(commitment, session.out);
  }
  return kOk;
}

absl::StatusOr<Commitment> Find(Session& session, std::int64_t id) {
  resolution::v1::GetCommitmentRequest request;
  request.set_commitment_id(id);
  return client::ResolutionClient(session.connection).GetCommitment(request);
}

absl::StatusOr<int> Get(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  ASSIGN_OR_RETURN(const auto found, Find(session, id));
  return Show(session, found);
}

absl::StatusOr<int> Make(Session& session, const Arguments& arguments) {
  resolution::v1::MakeCommitmentRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  request.set_owner(arguments.Text("owner"));
  ASSIGN_OR_RETURN(*request.mutable_text(), arguments.Required("text"));
  ASSIGN_OR_RETURN(*request.mutable_made_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(*request.mutable_due_on(), arguments.RequiredDay("due"));
  ASSIGN_OR_RETURN(const auto named, arguments.Required("source"));
  ASSIGN_OR_RETURN(const auto source,
                   EnumFlag<resolution::v1::CommitmentSource>(arguments, "source"));
  request.set_source(source);
  if (arguments.Has("case")) {
    ASSIGN_OR_RETURN(const auto id, ParseId(arguments.Text("case")));
    request.set_case_id(id);
  }
  ASSIGN_OR_RETURN(const auto number, arguments.Number("act", 0, 1, 100000));
  request.set_timeline_number(static_cast<int>(number));
  request.set_document_number(arguments.Text("document"));
  ASSIGN_OR_RETURN(const auto made,
                   client::ResolutionClient(session.connection).MakeCommitment(request));
  return Show(session, made);
}

absl::StatusOr<int> Record(Session& session, const Arguments& arguments, CommitmentAct act) {
  resolution::v1::RecordCommitmentActRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_commitment_id(id);
  ASSIGN_OR_RETURN(*act.mutable_acted_on(), DayOrToday(session, arguments, "on"));
  *request.mutable_act() = std::move(act);
  if (arguments.Has("etag")) {
    request.set_etag(arguments.Text("etag"));
  } else {
    ASSIGN_OR_RETURN(const auto found, Find(session, id));
    request.set_etag(found.etag());
  }
  ASSIGN_OR_RETURN(const auto after,
                   client::ResolutionClient(session.connection).RecordCommitmentAct(request));
  return Show(session, after);
}

absl::StatusOr<int> Progress(Session& session, const Arguments& arguments) {
  CommitmentAct act;
  ASSIGN_OR_RETURN(*act.mutable_progress()->mutable_text(), arguments.Required("text"));
  act.mutable_progress()->set_evidence(arguments.Text("evidence"));
  return Record(session, arguments, std::move(act));
}

absl::StatusOr<int> End(Session& session, const Arguments& arguments) {
  CommitmentAct act;
  ASSIGN_OR_RETURN(const auto named, arguments.Required("result"));
  ASSIGN_OR_RETURN(const auto result,
                   EnumFlag<resolution::v1::CommitmentResult>(arguments, "result"));
  act.mutable_end()->set_result(result);
  act.mutable_end()->set_evidence(arguments.Text("evidence"));
  ASSIGN_OR_RETURN(*act.mutable_end()->mutable_verified_by(), arguments.Required("verified-by"));
  return Record(session, arguments, std::move(act));
}

absl::StatusOr<int> Replace(Session& session, const Arguments& arguments) {
  CommitmentAct act;
  ASSIGN_OR_RETURN(*act.mutable_replace()->mutable_text(), arguments.Required("text"));
  ASSIGN_OR_RETURN(*act.mutable_replace()->mutable_due_on(), arguments.RequiredDay("due"));
  ASSIGN_OR_RETURN(*act.mutable_replace()->mutable_reason(), arguments.Required("reason"));
  return Record(session, arguments, std::move(act));
}

absl::StatusOr<resolution::v1::ListCommitmentsRequest> ListRequestOf(const Session& session,
                                                                     const Arguments& arguments) {
  resolution::v1::ListCommitmentsRequest request;
  request.set_agency_code(arguments.Text("agency"));
  request.set_with_subordinates(arguments.Has("with-subordinates"));
  ASSIGN_OR_RETURN(const auto state, EnumFlag<resolution::v1::CommitmentState>(arguments, "state"));
  request.set_state(state);
  ASSIGN_OR_RETURN(const auto until, arguments.Day("until"));
  if (until) *request.mutable_due_until() = *until;
  ASSIGN_OR_RETURN(*request.mutable_on(), DayOrToday(session, arguments, "on"));
  if (arguments.Has("case")) {
    ASSIGN_OR_RETURN(const auto id, ParseId(arguments.Text("case")));
    request.set_case_id(id);
  }
  return request;
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto request, ListRequestOf(session, arguments));
  const client::ResolutionClient resolution(session.connection);
  TextTable table({"Số", "Cơ quan", "Cam kết", "Nguồn", "Tình trạng"});
  table.Right({0});
  Json commitments = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return resolution.ListCommitments(page); },
          [&](const resolution::v1::ListCommitmentsResponse& page) {
            for (const auto& found : page.commitments()) {
              if (session.json) commitments.push_back(ToJson(found));
              table.AddRow({std::to_string(found.id()), found.agency_code(),
                            Shorten(found.text(), 40), LabelVi(found.source()),
                            CommitmentStateText(found)});
            }
          }));
  if (session.json) {
    PrintJson({{"commitments", commitments}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

std::vector<Flag> ActFlagsWith(std::vector<Flag> flags) {
  flags.push_back({"on", "NGÀY", "ngày thực hiện (mặc định hôm nay)"});
  flags.push_back({"etag", "MÃ", "chỉ khi cam kết chưa ai sửa từ lúc xem"});
  return flags;
}

}  // namespace

Command CommitmentMakeCommand() {
  return {"commitment make",
          "",
          "ghi một cam kết: ai, làm gì, đến ngày nào",
          {{"agency", "MÃ", "cơ quan phải thực hiện"},
           {"owner", "CHỮ", "người, chức danh chịu trách nhiệm"},
           {"text", "CHỮ", "nội dung cam kết"},
           {"on", "NGÀY", "ngày cam kết (mặc định hôm nay)"},
           {"due", "NGÀY", "hạn thực hiện"},
           {"source", "NGUỒN", "questioning, dialogue, reception-conclusion, voter-meeting, …"},
           {"case", "SỐ", "vụ việc"},
           {"act", "SỐ", "việc thứ mấy của vụ việc"},
           {"document", "SỐ", "số văn bản"}},
          0,
          0,
          Make};
}

Command CommitmentProgressCommand() {
  return {"commitment progress",
          "SỐ",
          "ghi tiến độ thực hiện cam kết",
          ActFlagsWith(
              {{"text", "CHỮ", "đã làm gì, còn gì"}, {"evidence", "CHỮ", "tài liệu chứng minh"}}),
          1,
          1,
          Progress};
}

Command CommitmentEndCommand() {
  return {"commitment end",
          "SỐ",
          "kết thúc cam kết: đã thực hiện, một phần, không thực hiện",
          ActFlagsWith({{"result", "KẾT QUẢ", "kept, partly-kept, broken"},
                        {"evidence", "CHỮ", "tài liệu chứng minh"},
                        {"verified-by", "CHỮ", "ai xác nhận; không phải bên cam kết"}}),
          1,
          1,
          End};
}

Command CommitmentReplaceCommand() {
  return {"commitment replace",
          "SỐ",
          "thay bằng cam kết khác",
          ActFlagsWith({{"text", "CHỮ", "nội dung mới"},
                        {"due", "NGÀY", "hạn mới"},
                        {"reason", "CHỮ", "vì sao phải thay"}}),
          1,
          1,
          Replace};
}

Command CommitmentListCommand() {
  return {"commitment list",
          "",
          "các cam kết, quá hạn trước",
          WithPageFlags({{"agency", "MÃ", "cơ quan phải thực hiện"},
                         {"with-subordinates", "", "cả các cơ quan cấp dưới"},
                         {"state", "TRẠNG THÁI", "open, kept, partly-kept, broken, replaced"},
                         {"until", "NGÀY", "đến hạn muộn nhất vào ngày"},
                         {"case", "SỐ", "của vụ việc này"},
                         {"on", "NGÀY", "tính quá hạn vào ngày (mặc định hôm nay)"}}),
          0,
          0,
          List};
}

Command CommitmentGetCommand() {
  return {"commitment get", "SỐ", "một cam kết và tiến độ", {}, 1, 1, Get};
}

}  // namespace donthu::cli
