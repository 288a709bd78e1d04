// case open, moved.
#include "clients/cli/case_output.h"
#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/resolution_client.h"

namespace donthu::cli {
namespace {

absl::StatusOr<int> Open(Session& session, const Arguments& arguments) {
  resolution::v1::OpenCaseRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto named, arguments.Required("type"));
  ASSIGN_OR_RETURN(const auto type, EnumFlag<law::v1::CaseType>(arguments, "type"));
  request.set_type(type);
  ASSIGN_OR_RETURN(*request.mutable_received_on(), DayOrToday(session, arguments, "on"));
  request.set_title(arguments.Text("title"));
  request.set_source(arguments.Text("source"));
  request.set_reason(arguments.Text("reason"));
  if (arguments.Has("petition")) {
    ASSIGN_OR_RETURN(const auto id, PetitionIdOf(session, arguments.Text("petition")));
    request.set_petition_id(id);
  }
  if (arguments.Has("accused-agency") || arguments.Has("accused-role")) {
    ASSIGN_OR_RETURN(*request.mutable_accused()->mutable_agency_code(),
                     arguments.Required("accused-agency"));
    ASSIGN_OR_RETURN(const auto role, EnumFlag<law::v1::RespondentRole>(arguments, "accused-role"));
    request.mutable_accused()->set_role(role);
  }
  if (arguments.Has("parent")) {
    ASSIGN_OR_RETURN(const auto id, ParseId(arguments.Text("parent")));
    request.set_parent_case_id(id);
  }
  ASSIGN_OR_RETURN(const auto opened,
                   client::ResolutionClient(session.connection).OpenCase(request));
  if (session.json) {
    PrintJson(ToJson(opened), session.out);
  } else {
    PrintCase(opened, session.out);
  }
  return kOk;
}

absl::StatusOr<int> Moved(Session& session, const Arguments& arguments) {
  resolution::v1::ListMovedClocksRequest request;
  request.set_agency_code(arguments.Text("agency"));
  request.set_with_subordinates(arguments.Has("with-subordinates"));
  ASSIGN_OR_RETURN(const auto since, arguments.Day("since"));
  if (since) *request.mutable_since() = *since;
  ASSIGN_OR_RETURN(const auto revision,
                   arguments.Number("revision", 0, 1, std::numeric_limits<std::int64_t>::max()));
  request.set_directory_revision(revision);
  const client::ResolutionClient resolution(session.connection);
  TextTable table({"Vụ việc", "Đơn", "Cơ quan", "Việc phải xong", "Từ", "Đến", "Lần đổi lịch"});
  table.Right({0, 6});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return resolution.ListMovedClocks(page); },
          [&](const resolution::v1::ListMovedClocksResponse& page) {
            for (const auto& item : page.items()) {
              if (session.json) items.push_back(ToJson(item));
              table.AddRow({std::to_string(item.case_id()), item.petition_code(),
                            item.agency_code(), item.step_vi(), DayVi(item.moved().from()),
                            DayVi(item.moved().to()), std::to_string(item.directory_revision())});
            }
          }));
  if (session.json) {
    PrintJson({{"items", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

}  // namespace

Command CaseOpenCommand() {
  return {
      "case open",
      "",
      "mở vụ việc không qua xử lý đơn: hòa giải, kiến nghị cử tri, chất vấn, lần hai, đơn đã tách, "
      "một nội dung của đơn có nhiều nội dung",
      {{"agency", "MÃ", "cơ quan giải quyết"},
       {"type", "LOẠI", "mediation, land-mediation, voter-recommendation, questioning, …"},
       {"on", "NGÀY", "ngày nhận (mặc định hôm nay)"},
       {"title", "CHỮ", "nội dung; không nêu người tố cáo"},
       {"source", "CHỮ", "nguồn, ví dụ kỳ họp"},
       {"parent", "SỐ", "vụ việc lần trước"},
       {"petition", "SỐ|MÃ", "đơn đã tách khỏi vụ việc khác, hoặc có nhiều nội dung"},
       {"reason", "CHỮ", "vì sao đơn hay nội dung này là vụ việc riêng"},
       {"accused-agency", "MÃ", "nội dung tố cáo: cơ quan của người bị tố cáo"},
       {"accused-role", "VAI", "head, deputy, official, body hoặc party-member"}},
      0,
      0,
      Open};
}

Command CaseMovedCommand() {
  return {"case moved",
          "",
          "thời hạn đã tính lại khi lịch làm việc thay đổi",
          WithPageFlags({{"agency", "MÃ", "cơ quan"},
                         {"with-subordinates", "", "cả các cơ quan cấp dưới"},
                         {"since", "NGÀY", "tính lại từ ngày"},
                         {"revision", "SỐ", "chỉ lần đổi lịch này của danh mục"}}),
          0,
          0,
          Moved};
}

}  // namespace donthu::cli
