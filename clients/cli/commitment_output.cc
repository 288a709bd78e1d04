#include "clients/cli/commitment_output.h"

#include "absl/strings/str_format.h"
#include "clients/cli/labels.h"

namespace donthu::cli {
namespace {

std::string EntryText(const resolution::v1::CommitmentAct& act) {
  if (act.has_progress()) {
    return "Tiến độ: " + act.progress().text() +
           (act.progress().evidence().empty() ? "" : " (" + act.progress().evidence() + ")");
  }
  if (act.has_end()) {
    return absl::StrFormat("%s. Chứng minh: %s. Xác nhận: %s", LabelVi(act.end().result()),
                           act.end().evidence(), act.end().verified_by());
  }
  return absl::StrFormat("Thay bằng: %s (hạn %s). Lý do: %s", act.replace().text(),
                         DayVi(act.replace().due_on()), act.replace().reason());
}

}  // namespace

std::string CommitmentStateText(const resolution::v1::Commitment& commitment) {
  std::string text = LabelVi(commitment.state());
  if (commitment.has_ended_on()) text += " " + DayVi(commitment.ended_on());
  return text + ", hạn " + DayVi(commitment.due_on()) + (commitment.overdue() ? ", QUÁ HẠN" : "");
}

void PrintCommitment(const resolution::v1::Commitment& commitment, std::ostream& out) {
  out << "Cam kết " << commitment.id() << ": " << commitment.agency_code()
      << (commitment.owner().empty() ? "" : ", " + commitment.owner()) << "\n"
      << commitment.text() << "\n"
      << LabelVi(commitment.source()) << " ngày " << DayVi(commitment.made_on())
      << (commitment.document_number().empty() ? "" : ", văn bản " + commitment.document_number());
  if (commitment.case_id() > 0) out << ", vụ việc " << commitment.case_id();
  out << "\n" << CommitmentStateText(commitment) << "\n";
  if (commitment.replaces_id() > 0) out << "Thay cho cam kết " << commitment.replaces_id() << "\n";
  if (commitment.replaced_by_id() > 0) {
    out << "Được thay bằng cam kết " << commitment.replaced_by_id() << "\n";
  }
  for (const auto& entry : commitment.entries()) {
    out << "  " << entry.number() << ". " << DayVi(entry.act().acted_on()) << " "
        << EntryText(entry.act()) << "\n";
  }
}

}  // namespace donthu::cli
