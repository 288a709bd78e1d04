#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/intake_client.h"

namespace donthu::cli {
namespace {

constexpr int kTitleWidth = 48;

// Shows a list that `fetch` brings page by page.
template <typename Request, typename Fetch>
absl::StatusOr<int> ShowList(Session& session, const Arguments& arguments, const Request& request,
                             Fetch fetch) {
  TextTable table({"Số", "Mã đơn", "Ngày nhận", "Nơi nhận", "Loại", "Lĩnh vực", "Tiêu đề"});
  table.Right({0});
  Json petitions = Json::array();
  const auto show = [&](const intake::v1::ListPetitionsResponse& page) {
    for (const auto& petition : page.petitions()) {
      if (session.json) petitions.push_back(ToJson(petition));
      table.AddRow({std::to_string(petition.id()), petition.code(), DayVi(petition.received_on()),
                    petition.agency_code(), LabelVi(petition.kind()), petition.subject_code(),
                    Shorten(petition.title(), kTitleWidth)});
    }
  };
  ASSIGN_OR_RETURN(const std::string next, EachPage(arguments, request, fetch, show));
  if (session.json) {
    PrintJson({{"petitions", petitions}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  if (table.empty()) {
    session.out << "Không có đơn nào.\n";
  } else {
    table.Print(session.out);
  }
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  intake::v1::ListPetitionsRequest request;
  request.set_agency_code(arguments.Text("agency"));
  request.set_with_subordinates(arguments.Has("with-subordinates"));
  ASSIGN_OR_RETURN(const auto kind, EnumFlag<law::v1::PetitionKind>(arguments, "kind"));
  request.set_kind(kind);
  ASSIGN_OR_RETURN(const auto from, arguments.Day("from"));
  if (from) *request.mutable_received_from() = *from;
  ASSIGN_OR_RETURN(const auto to, arguments.Day("to"));
  if (to) *request.mutable_received_to() = *to;
  request.set_subject_code(arguments.Text("subject"));
  request.set_area_key(arguments.Text("area"));
  const client::IntakeClient intake(session.connection);
  return ShowList(session, arguments, request,
                  [&](const auto& page) { return intake.ListPetitions(page); });
}

absl::StatusOr<int> Search(Session& session, const Arguments& arguments) {
  intake::v1::SearchPetitionsRequest request;
  request.set_query(absl::StrJoin(arguments.words, " "));
  const client::IntakeClient intake(session.connection);
  return ShowList(session, arguments, request,
                  [&](const auto& page) { return intake.SearchPetitions(page); });
}

}  // namespace

Command PetitionListCommand() {
  return {"petition list",
          "",
          "danh sách đơn, mới nhận trước",
          WithPageFlags({{"agency", "MÃ", "cơ quan nhận"},
                         {"with-subordinates", "", "cả các cơ quan cấp dưới"},
                         {"kind", "LOẠI", "complaint, denunciation, recommendation, reflection"},
                         {"from", "NGÀY", "nhận từ ngày"},
                         {"to", "NGÀY", "nhận đến ngày"},
                         {"subject", "MÃ", "lĩnh vực"},
                         {"area", "MÃ", "địa bàn"}}),
          0,
          0,
          List};
}

Command PetitionSearchCommand() {
  return {"petition search",
          "TỪ…",
          "tìm theo từ (không cần dấu), tên, mã đơn, số giấy tờ",
          WithPageFlags({}),
          1,
          100,
          Search};
}

}  // namespace donthu::cli
