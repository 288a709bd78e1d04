#include "clients/verify/verify.h"

#include <fstream>
#include <iterator>
#include <optional>

#include "services/base/ledger/audit.h"
#include "services/base/ledger/export_line.h"

namespace donthu::verify {
namespace {

using ledger::Audit;
using ledger::Defect;
using ledger::ExportEnd;
using ledger::PublicKey;
using ledger::Row;
using ledger::Seal;
using ledger::Verdict;

constexpr int kWhole = 0;
constexpr int kNotWhole = 1;
constexpr int kMistake = 2;

struct Task {
  std::string export_path;
  std::string key_path;
  std::string known_path;
};

std::optional<Task> ParseLine(const std::vector<std::string>& line) {
  if (line.size() != 2 && (line.size() != 4 || line[2] != "--since-seal")) return std::nullopt;
  return Task{line[0], line[1], line.size() == 4 ? line[3] : ""};
}

std::optional<PublicKey> ReadKey(const std::string& path) {
  std::ifstream in(path);
  return PublicKey::FromPem({std::istreambuf_iterator<char>(in), {}});
}

// What was read of an export beside the verdict.
struct Reading {
  int64_t rows = 0;
  int64_t seals = 0;
  std::optional<ExportEnd> end;
  // Number of the first line that is none of an export; 0 = none.
  int64_t bad_line = 0;
};

Reading ReadAll(std::istream& in, Audit* audit) {
  Reading reading;
  int64_t number = 0;
  for (std::string text; std::getline(in, text);) {
    ++number;
    const auto line = ledger::ParseExportLine(text);
    if (!line || reading.end) {
      reading.bad_line = number;
      return reading;
    }
    if (const auto* row = std::get_if<Row>(&*line)) ++reading.rows, audit->Take(*row);
    if (const auto* seal = std::get_if<Seal>(&*line)) ++reading.seals, audit->Take(*seal);
    if (const auto* end = std::get_if<ExportEnd>(&*line)) reading.end = *end;
  }
  return reading;
}

bool IsComplete(const Reading& reading) {
  return reading.end && reading.end->rows == reading.rows && reading.end->seals == reading.seals;
}

void Print(const Defect& defect, std::ostream& out) {
  if (defect.seal > 0) {
    out << "  niêm phong số " << defect.seal;
  } else {
    out << "  " << defect.subject << ", sự kiện thứ " << defect.ordinal;
  }
  out << ": " << ledger::DefectVi(defect.what) << " (" << defect.what << ")";
  if (!defect.range.empty()) out << ", trong " << defect.range;
  out << "\n";
}

int Report(const Reading& reading, const Verdict& verdict, std::ostream& out) {
  const bool complete = reading.bad_line == 0 && IsComplete(reading);
  const bool whole = complete && verdict.defects_found == 0 && verdict.seals > 0;
  out << verdict.events << " sự kiện, " << verdict.subjects << " hồ sơ, " << verdict.seals
      << " niêm phong phủ " << verdict.sealed << " sự kiện. "
      << (whole ? "Nguyên vẹn.\n" : "CÓ SAI LỆCH:\n");
  if (reading.bad_line > 0) out << "  dòng " << reading.bad_line << ": không đọc được\n";
  if (!complete && reading.bad_line == 0) {
    out << "  " << ledger::DefectVi("export_end") << " (export_end)\n";
  }
  if (verdict.seals == 0) out << "  chưa có niêm phong nào\n";
  for (const Defect& defect : verdict.defects) Print(defect, out);
  if (verdict.defects_found > verdict.defects.size()) {
    out << "  … tất cả " << verdict.defects_found << " sai lệch\n";
  }
  if (verdict.last_seal) {
    out << "Niêm phong cuối: số " << verdict.last_seal->number << ", gốc "
        << ledger::ToHex(verdict.last_seal->root) << ", khóa "
        << ledger::ToHex(verdict.last_seal->key_id) << "\n";
  }
  return whole ? kWhole : kNotWhole;
}

}  // namespace

int Run(const std::vector<std::string>& line, std::ostream& out, std::ostream& err) {
  const auto task = ParseLine(line);
  if (!task) {
    err << "cách dùng: donthu-verify BẢN_XUẤT.jsonl KHÓA_CÔNG_KHAI.pem [--since-seal TỆP]\n";
    return kMistake;
  }
  const auto refuse = [&err](const std::string& path, const char* why) {
    err << "donthu-verify: " << path << ": " << why << "\n";
    return kMistake;
  };
  auto key = ReadKey(task->key_path);
  if (!key) return refuse(task->key_path, "không phải khóa công khai Ed25519 dạng PEM");
  std::optional<Seal> known;
  if (!task->known_path.empty()) {
    std::ifstream earlier(task->known_path);
    known = ledger::LastSealIn(earlier);
    if (!known) return refuse(task->known_path, "không có niêm phong nào");
  }
  std::ifstream in(task->export_path);
  if (!in) return refuse(task->export_path, "không mở được");
  Audit audit(std::move(key), std::move(known));
  const Reading reading = ReadAll(in, &audit);
  return Report(reading, audit.Finish(), out);
}

}  // namespace donthu::verify
