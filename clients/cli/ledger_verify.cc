// ledger verify.
#include <fstream>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/ledger_client.h"
#include "services/base/ledger/export_line.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

// The newest seal of an earlier export.
absl::StatusOr<ledger::v1::Seal> KnownSeal(const std::string& path) {
  std::ifstream in(path);
  const auto seal = ledger::LastSealIn(in);
  if (!seal) return UsageError(absl::StrFormat("không có niêm phong nào trong %s", path));
  ledger::v1::Seal known;
  known.set_number(static_cast<int64_t>(seal->number));
  known.set_size(static_cast<int64_t>(seal->size));
  known.set_root(ledger::ToHex(seal->root));
  known.set_previous_hash(ledger::ToHex(seal->previous_hash));
  known.set_sealed_us(seal->sealed_us);
  known.set_key_id(ledger::ToHex(seal->key_id));
  known.set_next_key(ledger::ToHex(seal->next_key));
  known.set_signature(ledger::ToHex(seal->signature));
  return known;
}

void PrintSeals(const ledger::v1::VerifyResponse& verdict, std::ostream& out) {
  if (verdict.seals() == 0) {
    out << "Chưa có niêm phong nào: không loại trừ được việc cả chuỗi đã bị viết lại.\n";
    return;
  }
  const auto& last = verdict.last_seal();
  const std::string at =
      absl::FormatTime("%d/%m/%Y %H:%M:%S", absl::FromUnixMicros(last.sealed_us()), VietnamTime());
  out << absl::StrFormat("Niêm phong: %d, phủ %d sự kiện; số %d lúc %s, gốc %s.\n", verdict.seals(),
                         verdict.sealed_events(), last.number(), at, last.root());
  if (verdict.first_key_id().empty()) {
    out << "Máy chủ không có khóa công khai: CHƯA kiểm tra chữ ký.\n";
  } else {
    out << absl::StrFormat("Khóa đầu tiên: %s.\n", verdict.first_key_id());
  }
}

void PrintDefects(const ledger::v1::VerifyResponse& verdict, std::ostream& out) {
  for (const auto& defect : verdict.defects()) {
    const std::string where =
        defect.seal() > 0
            ? absl::StrFormat("niêm phong số %d", defect.seal())
            : absl::StrFormat("%s, sự kiện thứ %d", defect.subject(), defect.ordinal());
    out << absl::StrFormat("  %s: %s (%s)%s\n", where, ledger::DefectVi(defect.what()),
                           defect.what(),
                           defect.range().empty() ? "" : ", trong " + defect.range());
  }
  if (verdict.defects_found() > verdict.defects_size()) {
    out << absl::StrFormat("  … tất cả %d sai lệch\n", verdict.defects_found());
  }
}

absl::StatusOr<int> Verify(Session& session, const Arguments& arguments) {
  ledger::v1::VerifyRequest request;
  if (arguments.Has("since-seal")) {
    ASSIGN_OR_RETURN(*request.mutable_known_seal(), KnownSeal(arguments.Text("since-seal")));
  }
  ASSIGN_OR_RETURN(const auto verdict, client::LedgerClient(session.connection).Verify(request));
  if (session.json) {
    PrintJson(ToJson(verdict), session.out);
  } else {
    session.out << absl::StrFormat("Sổ cái: %d sự kiện, %d hồ sơ. ", verdict.events(),
                                   verdict.subjects())
                << (verdict.defects().empty() ? "Nguyên vẹn.\n" : "CÓ SAI LỆCH:\n");
    PrintDefects(verdict, session.out);
    PrintSeals(verdict, session.out);
  }
  return verdict.defects().empty() ? kOk : kRefused;
}

}  // namespace

Command LedgerVerifyCommand() {
  return {"ledger verify",
          "",
          "kiểm tra sổ cái và các niêm phong còn nguyên vẹn",
          {{"since-seal", "TỆP", "so với niêm phong mới nhất trong bản xuất trước đây"}},
          0,
          0,
          Verify};
}

}  // namespace donthu::cli
