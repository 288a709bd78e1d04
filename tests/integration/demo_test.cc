// The demonstration that tools/up runs, from the first petition to the report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"
#include "tests/support/stack.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Demonstration, HasNothingRefusedAndAddsUp_AndAgainDoublesNothing) {
  Stack stack;
  const auto connection = stack.Connect(kSystem);
  const auto first = cli::RunLine(*connection, {"demo", "data/quang_binh_2024/petitions.jsonl"});
  EXPECT_EQ(first.exit_status, cli::kOk) << first.err;
  EXPECT_THAT(first.out, HasSubstr("tất cả khớp"));
  EXPECT_THAT(first.err, Not(HasSubstr("ACT_NOT_LAWFUL")));
  // Reading what is guarded leaves a mark each time.
  const auto events = [&] {
    return (*stack.owner().Run(
        {"test_events", "SELECT count(*) FROM ledger.event WHERE kind NOT LIKE '%Read'"},
        db::Params()))[0][0]
        .as<int>();
  };
  const int before = events();
  const auto again = cli::RunLine(*connection, {"demo", "data/quang_binh_2024/petitions.jsonl"});
  EXPECT_EQ(again.exit_status, cli::kOk) << again.err;
  EXPECT_EQ(events(), before);
}

}  // namespace
}  // namespace donthu::testing
