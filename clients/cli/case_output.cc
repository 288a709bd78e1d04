#include "clients/cli/case_output.h"

#include "clients/cli/labels.h"
#include "clients/cli/text_table.h"

namespace donthu::cli {

std::string ClockText(const law::v1::Clock& clock) {
  std::string text = "đến " + DayVi(clock.due().due_legal());
  if (clock.has_stopped_on()) {
    text += ", xong " + DayVi(clock.stopped_on()) + (clock.overdue() ? " (quá hạn)" : "");
  } else if (clock.overdue()) {
    text += ", QUÁ HẠN";
  }
  return text + ", " + clock.due().basis().citation();
}

void PrintCase(const resolution::v1::Case& found, std::ostream& out) {
  out << "Vụ việc " << found.id() << ": " << LabelVi(found.type()) << ", " << found.agency_code()
      << (found.petition_code().empty() ? "" : ", đơn " + found.petition_code());
  if (found.petition_ids_size() > 1) {
    out << " (và " << found.petition_ids_size() - 1 << " đơn đã nhập)";
  }
  if (!found.title().empty()) out << "\nNội dung: " << found.title();
  if (!found.source().empty()) out << "\nNguồn: " << found.source();
  if (found.parent_case_id() > 0) out << "\nTiếp nối vụ việc " << found.parent_case_id();
  for (const auto& other : found.split_cases()) {
    out << "\nCùng đơn: vụ việc " << other.case_id() << ", " << LabelVi(other.type()) << ", "
        << other.agency_code();
  }
  if (found.open_commitments() > 0) {
    out << "\nCam kết chưa kết thúc: " << found.open_commitments();
  }
  out << "\nTrạng thái: " << LabelVi(found.state()) << (found.remote() ? ", vùng sâu, vùng xa" : "")
      << (found.complex() ? ", phức tạp" : "") << "\n\n";
  TextTable timeline({"#", "Ngày", "Việc", "Văn bản", "Căn cứ", "Người ghi"});
  for (const auto& entry : found.timeline()) {
    timeline.AddRow({std::to_string(entry.number()), DayVi(entry.act().acted_on()),
                     entry.label_vi(), entry.act().document_number(), entry.basis().citation(),
                     entry.actor()});
  }
  timeline.Print(out);
  out << "\nThời hạn:\n";
  for (const auto& clock : found.clocks()) {
    out << "  " << clock.step_vi() << ": " << ClockText(clock) << "\n";
    if (clock.has_stopped_on()) continue;
    for (const auto& step : clock.due().steps_vi()) out << "      " << step << "\n";
  }
}

}  // namespace donthu::cli
