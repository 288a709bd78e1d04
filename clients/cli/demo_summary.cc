#include "clients/cli/demo_summary.h"

#include <array>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/case_output.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/report_output.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/inspectorate_client.h"
#include "clients/cpp/resolution_client.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

constexpr int kDueShown = 10;
// The yearly report runs from 15 December to 14 December (TT 01/2024).
constexpr absl::CivilDay kFrom(2023, 12, 15);
constexpr absl::CivilDay kTo(2024, 12, 14);

absl::StatusOr<inspectorate::v1::Report> AskReport(Session& session) {
  inspectorate::v1::GetReportRequest request;
  request.set_form("01/XLD");
  request.set_circular("TT 01/2024");
  request.set_agency_code("QB-UBND");
  *request.mutable_from() = law::ToProto(kFrom);
  *request.mutable_to() = law::ToProto(kTo);
  return client::InspectorateClient(session.connection).GetReport(request);
}

absl::StatusOr<resolution::v1::ListDueResponse> AskDue(Session& session) {
  resolution::v1::ListDueRequest request;
  *request.mutable_on() = law::ToProto(kTo);
  request.set_page_size(kDueShown);
  return client::ResolutionClient(session.connection).ListDue(request);
}

void PrintReceived(const DemoTally& tally, std::ostream& out) {
  constexpr std::array kKinds = {
      law::v1::PETITION_KIND_COMPLAINT, law::v1::PETITION_KIND_DENUNCIATION,
      law::v1::PETITION_KIND_RECOMMENDATION, law::v1::PETITION_KIND_REFLECTION};
  std::vector<std::string> headers = {"Đơn đã nhận"};
  for (const auto kind : kKinds) headers.push_back(LabelVi(kind));
  headers.push_back("Cộng");
  TextTable table(headers);
  table.Right({1, 2, 3, 4, 5});
  for (int channel = intake::v1::CHANNEL_POST; channel <= intake::v1::CHANNEL_FORWARDED;
       ++channel) {
    const auto one = static_cast<intake::v1::Channel>(channel);
    std::vector<std::string> cells = {LabelVi(one)};
    int sum = 0;
    for (const auto kind : kKinds) {
      const auto found = tally.received.find({kind, one});
      const int count = found == tally.received.end() ? 0 : found->second;
      sum += count;
      cells.push_back(std::to_string(count));
    }
    cells.push_back(std::to_string(sum));
    if (sum > 0) table.AddRow(std::move(cells));
  }
  table.Print(out);
  out << absl::StrFormat("Tất cả %d đơn, %d đơn có thể trùng đơn trước.\n", tally.registered,
                         tally.with_duplicates);
}

void PrintWhereabouts(const DemoTally& tally, std::ostream& out) {
  TextTable table({"Hướng xử lý", "Số đơn"});
  table.Right({1});
  for (const auto& [disposal, count] : tally.disposals) {
    std::string label = LabelVi(disposal);
    if (disposal == law::v1::DISPOSAL_UNSPECIFIED) label = "Chưa xử lý";
    if (disposal == law::v1::DISPOSAL_TRANSFER) label = "Chuyển đơn, chờ nơi nhận trả lời";
    table.AddRow({label, std::to_string(count)});
  }
  out << "\n";
  table.Print(out);
  out << "\n";
  TextTable referrals({"Phiếu chuyển đơn", "Số phiếu"});
  referrals.Right({1});
  for (const auto& [state, count] : tally.referrals) {
    referrals.AddRow({LabelVi(state), std::to_string(count)});
  }
  referrals.Print(out);
  out << "\n";
  TextTable cases({"Vụ việc", "Số vụ"});
  cases.Right({1});
  for (const auto& [state, count] : tally.cases) {
    cases.AddRow({LabelVi(state), std::to_string(count)});
  }
  cases.Print(out);
}

void PrintDue(const resolution::v1::ListDueResponse& due, std::ostream& out) {
  out << "\nGấp nhất, tính vào ngày " << law::FormatDayVi(kTo) << ":\n";
  for (const auto& item : due.items()) {
    out << "  " << item.petition_code() << "  " << item.agency_code() << "  "
        << item.clock().step_vi() << " " << ClockText(item.clock()) << "\n";
    out << "      " << absl::StrJoin(item.clock().due().steps_vi(), " ") << "\n";
  }
}

void PrintFurther(std::ostream& out) {
  out << "\nXem tiếp:\n"
         "  donthu petition search thu hồi đất\n"
         "  donthu petition get MÃ-ĐƠN\n"
         "  donthu case get --petition MÃ-ĐƠN\n"
         "  donthu case due --on 2024-12-14\n"
         "  donthu report 01/XLD --circular \"TT 01/2024\" --agency QB-UBND --from 2023-12-15 --to "
         "2024-12-14\n"
         "  donthu report 01/XLD … --column 1 --list      các đơn đứng sau một số liệu\n"
         "  donthu ledger verify\n";
}

template <typename Enum>
Json CountsJson(const std::map<Enum, int>& counts) {
  Json json = Json::object();
  for (const auto& [value, count] : counts) json[ShortName(value)] = count;
  return json;
}

Json SummaryJson(const DemoTally& tally, const resolution::v1::ListDueResponse& due,
                 const inspectorate::v1::Report& report) {
  Json items = Json::array();
  for (const auto& item : due.items()) items.push_back(ToJson(item));
  return {{"registered", tally.registered},
          {"refused", tally.refused},
          {"with_duplicates", tally.with_duplicates},
          {"failures", tally.failures},
          {"disposals", CountsJson(tally.disposals)},
          {"referrals", CountsJson(tally.referrals)},
          {"cases", CountsJson(tally.cases)},
          {"due", items},
          {"report", ReportJson(report)}};
}

}  // namespace

absl::Status PrintDemoSummary(Session& session, const DemoTally& tally) {
  ASSIGN_OR_RETURN(const auto due, AskDue(session));
  ASSIGN_OR_RETURN(const auto report, AskReport(session));
  if (session.json) {
    PrintJson(SummaryJson(tally, due, report), session.out);
    return absl::OkStatus();
  }
  session.out << "\n";
  PrintReceived(tally, session.out);
  PrintWhereabouts(tally, session.out);
  PrintDue(due, session.out);
  session.out << "\n";
  PrintReport(report, /*rows=*/false, session.out);
  PrintFurther(session.out);
  return absl::OkStatus();
}

}  // namespace donthu::cli
