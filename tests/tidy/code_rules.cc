#include "tests/tidy/code_rules.h"

#include <re2/re2.h>

#include "absl/strings/str_format.h"
#include "tests/tidy/cpp_text.h"

namespace donthu::tidy {
namespace {

struct Ban {
  const char* pattern;
  const char* instead;
  // Files that own the matter; "" = none.
  const char* allowed;
};

// Tests measure and wait for other processes by real time.
constexpr char kOwnTime[] =
    R"(^tests/|^services/base/(log/log\.cc|clock/clock\.h|rpc/(grpc_service|server)\.cc)$)"
    R"(|^services/base/(ledger/follower|reference/reference)\.cc$)"
    R"(|^services/ledger/ledger_service\.cc$|^clients/cpp/(options|retrying_connection)\.(cc|h)$)";
// The ticker of streams, the readers of the ledger, the wait for other processes to read the
// directory anew and the client's between two tries. Tests that watch other processes look again
// until a deadline.
constexpr char kMayWait[] =
    R"(^services/base/(ledger/follower|reference/reference)\.cc$|^services/ledger/ledger_service\.cc$)"
    R"(|^tests/(chaos|integration|benchmark|support)/|)"
    R"(^services/base/rpc/grpc_service\.cc$|^clients/cpp/(options|retrying_connection)\.(cc|h)$)";

// Looked for in code, without comments and strings.
const Ban kBans[] = {
    {R"(\bsystem_clock::now\b)", "a Clock that comes in by argument", kOwnTime},
    {R"(\babsl::Now\b)", "a Clock that comes in by argument", kOwnTime},
    {R"((?:\b|::)s?rand\s*\()", "an engine of <random> whose seed comes in by argument", ""},
    {R"(\b(?:sleep_for|sleep_until|SleepFor|usleep|nanosleep)\b|(?:^|[^\w.>])sleep\s*\()",
     "a condition that is waited for", kMayWait},
    {R"(\.value\(\))", "* after ok() or has_value(): value() throws",
     // Rules of law have a field of this name.
     "^(services/law/|clients/cli/law_)"},
    {R"(\[=[\],])", "the names that are captured", ""},
    {R"(\bstd::endl\b)", "\"\\n\"", ""},
};

}  // namespace

Findings CheckFunctionLength(const SourceFile& file) {
  Findings findings;
  if (!IsCpp(file.path)) return findings;
  for (const auto& function : FunctionsOf(ReadCpp(file.text))) {
    const int lines = function.last_line - function.first_line + 1;
    if (lines > kFunctionLinesMax) {
      findings.push_back(
          {file.path, function.first_line,
           absl::StrFormat("a function of %d lines, more than %d", lines, kFunctionLinesMax)});
    }
  }
  return findings;
}

Findings CheckBannedCalls(const SourceFile& file) {
  static const RE2 select_all(R"((?i)\bSELECT\s+(\w+\.)?\*)");
  Findings findings;
  const auto refuse = [&](size_t place, const std::string& what) {
    findings.push_back({file.path, LineAt(file.text, place), what});
  };
  if (EndsWith(file.path, ".sql") && RE2::PartialMatch(file.text, select_all)) {
    findings.push_back({file.path, 0, "name the columns in place of SELECT *"});
  }
  if (!IsCpp(file.path)) return findings;
  const CppText cpp = ReadCpp(file.text);
  for (const auto& literal : cpp.literals) {
    const bool product = !StartsWith(file.path, "tests/");
    if (product && RE2::PartialMatch(literal.value, select_all)) {
      refuse(literal.begin, "name the columns in place of SELECT *");
    }
  }
  for (const Ban& ban : kBans) {
    if (ban.allowed[0] != '\0' && RE2::PartialMatch(file.path, ban.allowed)) continue;
    const RE2 pattern(absl::StrFormat("(%s)", ban.pattern));
    re2::StringPiece rest(cpp.code), found;
    while (RE2::FindAndConsume(&rest, pattern, &found)) {
      refuse(static_cast<size_t>(found.data() - cpp.code.data()),
             absl::StrFormat("%s: use %s", found.as_string(), ban.instead));
    }
  }
  return findings;
}

}  // namespace donthu::tidy
