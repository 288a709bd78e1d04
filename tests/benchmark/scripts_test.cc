#include "tests/benchmark/scripts.h"

#include <gtest/gtest.h>

#include "clients/cli/directory_files.h"
#include "tests/benchmark/fill.h"
#include "tests/support/private_postgres.h"

namespace donthu::benchmark {
namespace {

constexpr int kRows = 100;

// The scripts give the product's statements their parameters by number, which no compiler checks.
class ScriptsTest : public ::testing::Test {
 protected:
  Measured Run(const Script& script) {
    return RunPgbench(script, postgres_.Dsn(database_, "donthu_intake"), 2, absl::Seconds(1),
                      postgres_.directory());
  }

  int64_t Count(const char* sql) {
    db::Pool owner({postgres_.Dsn(database_, "donthu_owner"), 1, absl::Seconds(5), ""});
    const auto rows = owner.Run({"count", sql}, db::Params());
    return rows.ok() ? (*rows)[0][0].as<int64_t>() : -1;
  }

  const Petitions petitions_{cli::ReadDirectoryFolder("data/quang_binh_2024")->request};
  testing::PrivatePostgres& postgres_ = testing::PrivatePostgres::Shared();
  const std::string database_ = postgres_.CreateDatabase();
};

TEST_F(ScriptsTest, RegisterScriptRegistersPetitionsWithTheirEvents) {
  const auto measured = Run(RegisterScript(petitions_));
  EXPECT_EQ(measured.errors, 0);
  EXPECT_GT(measured.latencies.size(), 0u);
  const int64_t petitions = Count("SELECT count(*) FROM intake.petition");
  EXPECT_GT(petitions, 0);
  EXPECT_EQ(Count("SELECT count(*) FROM ledger.event"), petitions);
}

TEST_F(ScriptsTest, ReadingScriptsRun) {
  Fill(postgres_, database_, petitions_, kRows);
  for (const auto& script : {GetScript(kRows), ListScript(50)}) {
    const auto measured = Run(script);
    EXPECT_EQ(measured.errors, 0);
    EXPECT_GT(measured.latencies.size(), 0u);
  }
}

TEST(Filled, NamesTheParameterThatNothingIsGivenFor) {
  EXPECT_DEATH(Filled({"some_statement", "SELECT $1, $2"}, {{1, "1"}}), "some_statement: .*\\$2");
}

}  // namespace
}  // namespace donthu::benchmark
