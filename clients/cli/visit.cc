// visit record, visit list.
#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/request_id.h"

namespace donthu::cli {
namespace {

constexpr int kSummaryWidth = 48;
constexpr int kPeopleMax = 10000;

// The one who spoke; whoever gives no name is nobody.
absl::Status ReadVisitor(const Arguments& arguments, intake::v1::RecordVisitRequest* request) {
  if (!arguments.Has("name")) {
    request->set_anonymous(true);
    return absl::OkStatus();
  }
  auto* visitor = request->add_visitors();
  visitor->set_full_name(arguments.Text("name"));
  visitor->set_address(arguments.Text("address"));
  ASSIGN_OR_RETURN(const auto year, arguments.Number("birth-year", 0, 1900, 2100));
  visitor->set_birth_year(static_cast<int>(year));
  return absl::OkStatus();
}

absl::StatusOr<int> Record(Session& session, const Arguments& arguments) {
  intake::v1::RecordVisitRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_received_on(), DayOrToday(session, arguments, "on"));
  RETURN_IF_ERROR(ReadVisitor(arguments, &request));
  ASSIGN_OR_RETURN(const auto sitting,
                   EnumFlag<intake::v1::ReceptionSession>(arguments, "session"));
  request.set_session(sitting == intake::v1::RECEPTION_SESSION_UNSPECIFIED
                          ? intake::v1::RECEPTION_SESSION_REGULAR
                          : sitting);
  request.set_received_by_head(arguments.Has("by-head"));
  ASSIGN_OR_RETURN(const auto people, arguments.Number("people", 1, 1, kPeopleMax));
  request.set_people(static_cast<int>(people));
  RETURN_IF_ERROR(arguments.Required("kind").status());
  ASSIGN_OR_RETURN(const auto kind, EnumFlag<law::v1::PetitionKind>(arguments, "kind"));
  request.set_kind(kind);
  ASSIGN_OR_RETURN(*request.mutable_subject_code(), arguments.Required("subject"));
  request.set_area_key(arguments.Text("area"));
  ASSIGN_OR_RETURN(*request.mutable_summary(), arguments.Required("summary"));
  RETURN_IF_ERROR(arguments.Required("outcome").status());
  ASSIGN_OR_RETURN(const auto outcome, EnumFlag<intake::v1::VisitOutcome>(arguments, "outcome"));
  request.set_outcome(outcome);
  ASSIGN_OR_RETURN(const auto petition, arguments.Number("petition", 0, 1, INT64_MAX));
  request.set_petition_id(petition);
  request.set_returning(arguments.Has("returning"));
  ASSIGN_OR_RETURN(const auto recorded,
                   client::IntakeClient(session.connection).RecordVisit(request));
  if (session.json) {
    PrintJson(ToJson(recorded), session.out);
  } else {
    session.out << "Đã ghi lượt tiếp số " << recorded.visit_id() << " vào sổ tiếp công dân.\n";
  }
  return kOk;
}

std::string WhoCame(const intake::v1::Visit& visit) {
  if (visit.identity_withheld()) return "(giữ kín)";
  if (visit.visitors().empty()) return "(không xưng tên)";
  return visit.visitors(0).full_name();
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  intake::v1::ListVisitsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto from, arguments.Day("from"));
  if (from) *request.mutable_received_from() = *from;
  ASSIGN_OR_RETURN(const auto to, arguments.Day("to"));
  if (to) *request.mutable_received_to() = *to;
  const client::IntakeClient intake(session.connection);
  TextTable table(
      {"Lượt", "Ngày", "Buổi tiếp", "Người được tiếp", "Số người", "Loại", "Nội dung", "Kết quả"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return intake.ListVisits(page); },
          [&](const intake::v1::ListVisitsResponse& page) {
            for (const auto& one : page.visits()) {
              items.push_back(ToJson(one));
              table.AddRow({std::to_string(one.id()), DayVi(one.received_on()),
                            LabelVi(one.session()), WhoCame(one), std::to_string(one.people()),
                            LabelVi(one.kind()), Shorten(one.summary(), kSummaryWidth),
                            LabelVi(one.outcome())});
            }
          }));
  if (session.json) {
    PrintJson({{"visits", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  if (table.empty()) {
    session.out << "Sổ tiếp công dân chưa có lượt nào.\n";
  } else {
    table.Print(session.out);
  }
  PrintNextPage(next, session.out);
  return kOk;
}

}  // namespace

Command VisitRecordCommand() {
  return {"visit record",
          "",
          "ghi một lượt tiếp công dân, có hoặc không có đơn",
          {{"agency", "MÃ", "cơ quan đã tiếp"},
           {"on", "NGÀY", "ngày tiếp; mặc định hôm nay"},
           {"session", "BUỔI", "buổi tiếp: regular, periodic, unscheduled; mặc định regular"},
           {"by-head", "", "thủ trưởng trực tiếp tiếp"},
           {"name", "TÊN", "họ tên người trình bày; không có là không xưng tên"},
           {"address", "CHỮ", "địa chỉ"},
           {"birth-year", "NĂM", "năm sinh"},
           {"people", "SỐ", "số người được tiếp; mặc định 1"},
           {"kind", "LOẠI", "loại việc: complaint, denunciation, recommendation, reflection"},
           {"subject", "MÃ", "lĩnh vực"},
           {"area", "MÃ", "nơi xảy ra"},
           {"summary", "CHỮ", "nội dung trình bày"},
           {"outcome", "KẾT-QUẢ", "kết quả: guided, explained, recorded, left_petition"},
           {"petition", "SỐ", "số của đơn để lại"},
           {"returning", "", "đã được tiếp về việc này trước đây"}},
          0,
          0,
          Record};
}

Command VisitListCommand() {
  return {"visit list",
          "",
          "sổ tiếp công dân của một cơ quan, mới nhất trước",
          WithPageFlags({{"agency", "MÃ", "cơ quan đã tiếp"},
                         {"from", "NGÀY", "từ ngày này"},
                         {"to", "NGÀY", "đến hết ngày này"}}),
          0,
          0,
          List};
}

}  // namespace donthu::cli
