// Any text as a file of configuration or of rules: it is read as it says or refused by line, and
// rules that were taken in can be asked.
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "donthu/config/v1/config.pb.h"
#include "donthu/law/v1/rule.pb.h"
#include "services/base/access/access.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"
#include "services/law/calendar.h"
#include "services/law/deadline.h"
#include "services/law/rule_book.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/message_mutator.h"
#include "tests/fuzz/promise.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

namespace donthu::fuzz {
namespace {

using google::protobuf::Message;
using google::protobuf::TextFormat;

// The rules come first, for they say most.
std::unique_ptr<Message> NewFile(uint8_t kind) {
  switch (kind % 8) {
    case 0:
      return std::make_unique<config::v1::ServerConfig>();
    case 1:
      return std::make_unique<config::v1::ClientConfig>();
    case 2:
      return std::make_unique<config::v1::GatewayConfig>();
    case 3:
      return std::make_unique<config::v1::PrincipalsFile>();
    default:
      return std::make_unique<law::v1::RuleFile>();
  }
}

void PromiseConfig(const std::string& text, Message* file) {
  const absl::Status read = config::ParseText(text, "file", file);
  if (!read.ok()) {
    static const RE2 place("(?s)file:\\d+:\\d+: .*", RE2::Latin1);
    return Promise(RE2::FullMatch(std::string(read.message()), place),
                   "a file is refused by name, line and column");
  }
  std::string printed;
  TextFormat::PrintToString(*file, &printed);
  const std::unique_ptr<Message> again(file->New());
  Promise(config::ParseText(printed, "file", again.get()).ok(), "what was read can be read again");
  Promise(google::protobuf::util::MessageDifferencer::Equals(*file, *again), "and says the same");
}

// An officer is named in refusals, whatever the name.
bool IsInAnOfficer(const config::v1::PrincipalsFile& file, const std::string& hash) {
  return std::any_of(file.principal().begin(), file.principal().end(),
                     [&](const auto& entry) { return absl::StrContains(entry.officer(), hash); });
}

// What is no hash is nobody's token, and may stand in a refusal by chance.
bool IsHash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// A token that the file gives nobody is nobody's.
void PromisePrincipals(const config::v1::PrincipalsFile& file) {
  const auto authenticator = Authenticator::Create(file);
  if (!authenticator.ok()) {
    for (const auto& entry : file.principal()) {
      Promise(!IsHash(entry.token_sha256()) || IsInAnOfficer(file, entry.token_sha256()) ||
                  !absl::StrContains(authenticator.status().message(), entry.token_sha256()),
              "a refusal does not show the hash of a token");
    }
    return;
  }
  const bool known = authenticator->Authenticate({"Bearer x", "", true}).ok();
  bool given = false;
  for (const auto& entry : file.principal()) {
    given = given || entry.token_sha256() == Sha256Hex("x");
  }
  Promise(known == given, "who is known is in the file");
  Promise(!authenticator->Authenticate({"Bearer x", "", false}).ok(),
          "a token of the file is known on this machine only");
}

void PromiseRules(const std::string& text) {
  const auto book = law::RuleBook::Parse({text});
  if (!book.ok()) {
    Promise(book.status().code() == absl::StatusCode::kInvalidArgument &&
                !book.status().message().empty(),
            "rules are refused with a reason");
    return;
  }
  const law::Calendar weekends;
  for (const auto& deadline : book->deadlines()) {
    Promise(deadline.from <= deadline.to, "a row ends after it began");
    Promise(book->Deadline(deadline.row.id(), deadline.from) == &deadline,
            "a deadline is found on its first day");
    const auto due = law::ComputeDue(*book, weekends, deadline.row.id(), deadline.from);
    const auto days = law::ComputeDueDays(*book, weekends, deadline.row.id(), deadline.from);
    Promise(due.ok() == days.ok(), "the explained day and the mere day agree");
  }
  for (const auto& step : book->workflows()) {
    for (const int state : step.row.from()) {
      const auto* row = book->Workflow(step.row.case_type(), static_cast<law::v1::CaseState>(state),
                                       step.row.act(), step.from);
      Promise(row == &step.row, "a step is found by its state and act");
    }
  }
}

void Run(Input input) {
  const auto file = NewFile(input.Byte());
  const std::string text = input.Rest();
  PromiseConfig(text, file.get());
  if (const auto* principals = dynamic_cast<config::v1::PrincipalsFile*>(file.get())) {
    PromisePrincipals(*principals);
  }
  if (dynamic_cast<law::v1::RuleFile*>(file.get()) != nullptr) PromiseRules(text);
}

}  // namespace
}  // namespace donthu::fuzz

// protobuf's own complaints would fill the log.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}

// Half of the inputs change as text does, the other half as messages do.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned int seed) {
  namespace fuzz = donthu::fuzz;
  std::mt19937 random(seed);
  if (size == 0 || random() % 2 == 0) return LLVMFuzzerMutate(data, size, size_max);
  fuzz::Input input(data, size);
  const auto file = fuzz::NewFile(input.Byte());
  if (!donthu::config::ParseText(input.Rest(), "file", file.get()).ok()) {
    return LLVMFuzzerMutate(data, size, size_max);
  }
  fuzz::MutateMessage(file.get(), random);
  std::string text;
  fuzz::TextFormat::PrintToString(*file, &text);
  if (text.size() + 1 > size_max) return size;
  std::copy(text.begin(), text.end(), data + 1);
  return text.size() + 1;
}
