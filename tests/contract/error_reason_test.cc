// Every reason for a failure is provoked by some test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <map>

#include "donthu/common/v1/error.pb.h"
#include "tests/tidy/cpp_text.h"
#include "tests/tidy/source_tree.h"

namespace donthu::contract {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// Tests that name each reason; this file and those that count enum values by number do not count.
std::map<std::string, std::vector<std::string>> TestsByReason() {
  static const RE2 name(R"(\b([A-Z][A-Z_]+)\b)");
  std::map<std::string, std::vector<std::string>> tests;
  for (const auto& file : tidy::ReadTree(".")) {
    const bool test = tidy::EndsWith(file.path, "_test.cc");
    if (!test || tidy::StartsWith(file.path, "tests/contract/")) continue;
    const auto code = tidy::ReadCpp(file.text).code;
    re2::StringPiece rest(code);
    std::string word;
    while (RE2::FindAndConsume(&rest, name, &word)) tests[word].push_back(file.path);
  }
  return tests;
}

TEST(ErrorReasons, AreEachProvokedByATest) {
  const auto tests = TestsByReason();
  const auto* reasons = common::v1::ErrorReason_descriptor();
  for (int i = 0; i < reasons->value_count(); ++i) {
    const auto* reason = reasons->value(i);
    if (reason->number() == common::v1::ERROR_REASON_UNSPECIFIED) continue;
    const auto found = tests.find(reason->name());
    EXPECT_TRUE(found != tests.end()) << reason->name() << " is named in no *_test.cc";
    if (found != tests.end()) {
      RecordProperty(reason->name(), found->second.front());
    }
  }
}

}  // namespace
}  // namespace donthu::contract
