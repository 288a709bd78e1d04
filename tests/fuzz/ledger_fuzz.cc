// Any text as an export of the ledger. donthu-verify calls nothing whole that is not, in everything
// that was sealed, the ledger that its known seal was taken from.
#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "clients/verify/verify.h"
#include "services/base/ledger/export_line.h"
#include "tests/fuzz/export_text.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

using Lines = std::vector<std::string>;

const Lines& KnownLines() {
  static const auto* lines = [] {
    auto* made = new Lines;
    for (const auto& record : KnownLedger().Records()) made->push_back(LineOf(record));
    made->push_back(R"({"end":{"rows":5,"seals":2}})");
    return made;
  }();
  return *lines;
}

std::string Joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Damages the known export as the input says: where, and how.
std::string Damaged(Input* input) {
  Lines lines = KnownLines();
  while (!input->empty() && !lines.empty()) {
    const int kind = input->Byte() % 6;
    const size_t at = input->Byte() % lines.size();
    const size_t other = input->Byte() % lines.size();
    std::string& line = lines[at];
    if (kind == 0) std::swap(line, lines[other]);
    if (kind == 1) line = lines[other];
    if (kind == 2) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind == 3) lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(other), line);
    if (kind > 3 && !line.empty()) {
      const size_t place = (static_cast<size_t>(input->Byte()) << 8 | input->Byte()) % line.size();
      line.replace(place, kind == 4 ? 1 : 0, 1, static_cast<char>(input->Byte()));
    }
  }
  return Joined(lines);
}

// What of an export was sealed, written anew; the rest can't be held against anything.
Lines SealedIn(const std::string& text) {
  Lines sealed;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    const auto parsed = ledger::ParseExportLine(line);
    if (!parsed) continue;
    const auto* row = std::get_if<ledger::Row>(&*parsed);
    if (row != nullptr && row->leaf) sealed.push_back(JsonOf(*row).dump());
    if (const auto* seal = std::get_if<ledger::Seal>(&*parsed)) {
      sealed.push_back(JsonOf(*seal).dump());
    }
  }
  return sealed;
}

// The exit status of donthu-verify, which is given the key and the last seal of the known export.
int Verified(const std::string& text) {
  static const auto* known_key = new MemoryFile(PublicPem(KnownKey().public_key()));
  static const auto* known_seal = new MemoryFile(LineOf(KnownLedger().Records().at(5)));
  const MemoryFile file(text);
  std::ostringstream out;
  std::ostringstream err;
  const int status =
      verify::Run({file.path(), known_key->path(), "--since-seal", known_seal->path()}, out, err);
  Promise(status == 0 || status == 1, "an export is whole or not");
  Promise((status == 0) == (out.str().find("Nguyên vẹn") != std::string::npos),
          "what is said agrees with the exit status");
  return status;
}

void PromiseVerified(const std::string& text) {
  static const auto* known_sealed = new Lines(SealedIn(Joined(KnownLines())));
  if (Verified(text) == 0)
    Promise(SealedIn(text) == *known_sealed, "what is whole is what was sealed");
}

// The key and the earlier seal are files, too.
void PromiseKeyFile(const std::string& text) {
  const MemoryFile file(text);
  const MemoryFile whole(Joined(KnownLines()));
  std::ostringstream out;
  std::ostringstream err;
  const int status = verify::Run({whole.path(), file.path()}, out, err);
  const auto key = ledger::PublicKey::FromPem(text);
  Promise((status == 2) == !key.has_value(), "what is no key is a mistake");
  Promise(status != 0 || key->raw() == KnownKey().public_key().raw(),
          "seals hold under the key that made them only");
}

void Run(Input input) {
  switch (input.Byte() % 8) {
    case 0:
      return PromiseVerified(input.Rest());
    case 1:
      return PromiseKeyFile(input.Rest());
    default:
      return PromiseVerified(Damaged(&input));
  }
}

}  // namespace
}  // namespace donthu::fuzz

// Were the known export not whole, nothing would be promised of the others.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  namespace fuzz = donthu::fuzz;
  fuzz::Promise(fuzz::Verified(fuzz::Joined(fuzz::KnownLines())) == 0, "the known export is whole");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
