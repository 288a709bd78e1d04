// directory agencies, directory areas.
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/directory_client.h"

namespace donthu::cli {
namespace {

// What both requests have.
template <typename Request>
absl::StatusOr<Request> RequestFrom(const Arguments& arguments) {
  Request request;
  request.set_query(arguments.Text("query"));
  ASSIGN_OR_RETURN(const auto on, arguments.Day("on"));
  if (on) *request.mutable_on() = *on;
  return request;
}

void Print(Session& session, const TextTable& table, const char* name, const Json& items,
           const std::string& next) {
  if (session.json) {
    PrintJson({{name, items}, {"next_page_token", next}}, session.out);
    return;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
}

absl::StatusOr<int> Agencies(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto request, RequestFrom<directory::v1::ListAgenciesRequest>(arguments));
  request.set_parent_code(arguments.Text("parent"));
  const client::DirectoryClient directory(session.connection);
  TextTable table({"Mã", "Tên", "Loại", "Cấp trên", "Địa bàn", "Đến ngày"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return directory.ListAgencies(page); },
          [&](const directory::v1::ListAgenciesResponse& page) {
            for (const auto& agency : page.agencies()) {
              items.push_back(ToJson(agency));
              table.AddRow({agency.code(), agency.name(), agency.kind(), agency.parent_code(),
                            agency.area_key(), DayVi(agency.valid_to())});
            }
          }));
  Print(session, table, "agencies", items, next);
  return kOk;
}

absl::StatusOr<int> Areas(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto request, RequestFrom<directory::v1::ListAreasRequest>(arguments));
  request.set_parent_key(arguments.Text("parent"));
  const client::DirectoryClient directory(session.connection);
  TextTable table({"Khóa", "Tên", "Cấp trên", "Từ ngày", "Đến ngày", "Nay là", "Vùng sâu, xa"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return directory.ListAreas(page); },
          [&](const directory::v1::ListAreasResponse& page) {
            for (const auto& area : page.areas()) {
              items.push_back(ToJson(area));
              table.AddRow({area.key(), area.name(), area.parent_key(), DayVi(area.valid_from()),
                            DayVi(area.valid_to()), area.successor(), area.remote() ? "có" : ""});
            }
          }));
  Print(session, table, "areas", items, next);
  return kOk;
}

std::vector<Flag> Flags() {
  return WithPageFlags({{"query", "TỪ", "từ trong tên, không cần dấu"},
                        {"parent", "MÃ", "trực thuộc"},
                        {"on", "NGÀY", "có vào ngày"}});
}

}  // namespace

Command DirectoryAgenciesCommand() {
  return {"directory agencies", "", "danh sách cơ quan", Flags(), 0, 0, Agencies};
}

Command DirectoryAreasCommand() {
  return {"directory areas", "", "danh sách địa bàn", Flags(), 0, 0, Areas};
}

}  // namespace donthu::cli
