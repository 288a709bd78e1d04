#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

std::string PeopleOf(const intake::v1::Petition& petition) {
  if (petition.identity_withheld()) return "(được giữ kín)";
  if (petition.anonymous()) return "(không ghi tên)";
  std::vector<std::string> people;
  for (const auto& person : petition.petitioners()) {
    people.push_back(person.full_name() +
                     (person.address().empty() ? "" : ", " + person.address()));
  }
  return absl::StrJoin(people, "; ");
}

void Print(const intake::v1::Petition& petition, std::ostream& out) {
  TextTable table({});
  table.AddRow({"Mã đơn", petition.code() + " (số " + std::to_string(petition.id()) + ")"});
  table.AddRow({"Nơi nhận", petition.agency_code() + ", " + LabelVi(petition.channel()) + ", " +
                                DayVi(petition.received_on())});
  table.AddRow({"Loại đơn", LabelVi(petition.kind())});
  table.AddRow({"Lĩnh vực, địa bàn", petition.subject_code() + "  " + petition.area_key()});
  table.AddRow({"Người gửi", PeopleOf(petition)});
  table.AddRow({"Số người", std::to_string(petition.group_size())});
  table.AddRow({"Kính gửi", petition.addressee()});
  if (petition.has_decision_on()) {
    table.AddRow({"Quyết định ngày", DayVi(petition.decision_on())});
  }
  table.AddRow({"Hạn phân loại", DayVi(petition.classify_due_on())});
  if (petition.defect() != intake::v1::DEFECT_NONE)
    table.AddRow({"Thiếu", LabelVi(petition.defect())});
  table.Print(out);
  out << "\n" << petition.title() << "\n\n" << petition.body() << "\n";
}

absl::StatusOr<int> Get(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto petition, FindPetition(session, arguments.words[0]));
  if (session.json) {
    PrintJson(ToJson(petition), session.out);
  } else {
    Print(petition, session.out);
  }
  return kOk;
}

}  // namespace

Command PetitionGetCommand() {
  return {"petition get", "SỐ|MÃ", "xem một đơn theo số hoặc mã biên nhận", {}, 1, 1, Get};
}

}  // namespace donthu::cli
