#include "tests/tidy/code_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::tidy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string FunctionOf(int lines) {
  std::string text = "void F() {\n";
  for (int i = 2; i < lines; ++i) text += "  g();\n";
  return text + "}\n";
}

TEST(CheckFunctionLength, LongFunction_IsFound) {
  EXPECT_THAT(CheckFunctionLength({"a.cc", FunctionOf(71)}), SizeIs(1));
  EXPECT_THAT(CheckFunctionLength({"a.cc", FunctionOf(70) + FunctionOf(70)}), IsEmpty());
  EXPECT_THAT(CheckFunctionLength({"a.cc", "namespace a {\n" + FunctionOf(71) + "}\n"}), SizeIs(1));
}

TEST(CheckBannedCalls, BannedCall_IsFoundWithItsReplacement) {
  const char* bad[] = {"auto t = std::chrono::system_clock::now();",
                       "auto t = absl::Now();",
                       "int r = rand();",
                       "srand(1);",
                       "std::this_thread::sleep_for(x);",
                       "absl::SleepFor(x);",
                       "  sleep(1);",
                       "auto v = *x + y.value();",
                       "f([=] { g(); });",
                       "f([=, &x] { g(); });",
                       "std::cout << std::endl;",
                       "Run(\"SELECT * FROM t\");",
                       "Run(R\"sql(select p.* FROM t)sql\");"};
  for (const char* text : bad) {
    const auto findings = CheckBannedCalls({"services/intake/intake_service.cc", text});
    ASSERT_THAT(findings, SizeIs(1)) << text;
    EXPECT_THAT(findings[0].what,
                ::testing::AnyOf(HasSubstr("use "), HasSubstr("name the columns")));
  }
  EXPECT_THAT(CheckBannedCalls({"a.sql", "SELECT *\n  FROM t;"}), SizeIs(1));
}

TEST(CheckBannedCalls, OtherCalls_AreNot) {
  const char* good[] = {"// rand() and absl::Now()",
                        "f(\"std::endl\");",
                        "operand(x); pool.sleep(1); Brand();",
                        "json.value(\"a\", 0);",
                        "f([&x] { g(); }); a[i] = b; bool operator[](int);",
                        "Run(\"SELECT count(*) FROM t\");"};
  for (const char* text : good) {
    EXPECT_THAT(CheckBannedCalls({"services/intake/intake_service.cc", text}), IsEmpty()) << text;
  }
}

TEST(CheckBannedCalls, OwnerOfTime_MayAskForIt) {
  EXPECT_THAT(CheckBannedCalls({"services/base/clock/clock.h", "absl::Now()"}), IsEmpty());
  EXPECT_THAT(CheckBannedCalls({"services/base/clock/clock.h", "std::rand()"}), SizeIs(1));
}

}  // namespace
}  // namespace donthu::tidy
