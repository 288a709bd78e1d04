#include "tests/contract/personal_page.h"

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "tests/contract/page_file.h"

namespace donthu::contract {
namespace {

constexpr char kFile[] = "services/base/personal/register.textproto";
constexpr char kBegin[] = "<!-- tables: made by personal_docs -->\n";
constexpr char kEnd[] = "<!-- end of tables -->\n";

std::string GroundVi(const personal::v1::Basis& basis) {
  const bool read = basis.certainty() == personal::v1::CERTAINTY_READ;
  return basis.citation_vi() + (read ? "" : " *(chưa được xác nhận)*");
}

template <typename Names>
std::string InCode(const Names& names) {
  return absl::StrJoin(names, ", ", [](std::string* out, const std::string& name) {
    out->append("`" + name + "`");
  });
}

std::string PartOf(const personal::v1::Holding& holding) {
  return absl::StrFormat(
      "### %s\n\n| | |\n|---|---|\n| Để làm gì | %s |\n| Căn cứ | %s |\n| Ai thấy | %s |\n"
      "| Bảo vệ | %s |\n| Giữ đến khi | %s |\n| Căn cứ thời hạn | %s |\n| Nơi lưu | %s |\n\n",
      holding.name_vi(), holding.purpose_vi(), GroundVi(holding.basis()), holding.seen_by_vi(),
      holding.protection_vi(), holding.retention().period_vi(),
      GroundVi(holding.retention().basis()), InCode(holding.column()));
}

}  // namespace

personal::v1::Register PersonalRegister() {
  personal::v1::Register read;
  const bool whole = google::protobuf::TextFormat::ParseFromString(ReadFile(kFile), &read);
  return whole ? read : personal::v1::Register();
}

std::string PersonalTables() {
  std::string text;
  const auto held = PersonalRegister();
  for (const auto& holding : held.holding()) text += PartOf(holding);
  text += "### Đi qua mà không lưu\n\n| trường | vì sao |\n|---|---|\n";
  for (const auto& passing : held.passing()) {
    text += absl::StrFormat("| %s | %s |\n", InCode(passing.field()), passing.why_vi());
  }
  return text + "\n";
}

std::string WithPersonalTables(const std::string& page) {
  return BetweenMarks(page, kBegin, kEnd, PersonalTables());
}

}  // namespace donthu::contract
