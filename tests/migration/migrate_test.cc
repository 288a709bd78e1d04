// tools/migrate keeps what migrations/README.md says. Trees that are broken on purpose are copies
// in the test's folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <pqxx/pqxx>
#include <thread>

#include "absl/strings/str_format.h"
#include "tests/support/private_postgres.h"

namespace donthu::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHead[] = "-- Why: a test.\n-- Locks: none.\n-- Undo: none.\n";

struct Ran {
  int status;
  std::string output;
};

Ran RunShell(const std::string& command) {
  Ran ran;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof(buffer), pipe)) ran.output.append(buffer, n);
  ran.status = pclose(pipe);
  return ran;
}

// A migrated database and a copy of the migrations that may be changed.
class MigrateTest : public ::testing::Test {
 protected:
  MigrateTest() {
    fs::remove_all(tree_);
    fs::copy("migrations", tree_, fs::copy_options::recursive);
  }
  ~MigrateTest() override { fs::remove_all(tree_); }

  Ran Migrate() { return RunShell(absl::StrFormat("tools/migrate '%s' %s", dsn_, tree_)); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(tree_ + "/" + name, std::ios::app) << text;
  }
  void AddMigration(const std::string& name, const std::string& sql, const std::string& verify) {
    Write(name + ".sql", kHead + sql);
    Write(name + ".verify.sql", verify);
  }

  std::string Ask(const std::string& sql) {
    pqxx::connection connection(dsn_);
    return pqxx::nontransaction(connection).exec1(sql)[0].c_str();
  }
  // All that has been applied, and when.
  std::string Applied() {
    return Ask("SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM migration.applied AS a");
  }

  PrivatePostgres& postgres_ = PrivatePostgres::Shared();
  const std::string dsn_ = postgres_.Dsn(postgres_.CreateDatabase(), "donthu_owner");
  const std::string tree_ = ::testing::TempDir() + "/migrations-" + std::to_string(getpid());
};

TEST_F(MigrateTest, SecondRun_ChangesNothingAndSaysNothing) {
  const std::string before = Applied();
  const Ran ran = Migrate();
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output, IsEmpty());
  EXPECT_EQ(Applied(), before);
}

TEST_F(MigrateTest, NewMigration_IsAppliedOnceAndNamed) {
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();",
               "SELECT to_regclass('intake.thing') IS NOT NULL;");
  EXPECT_EQ(Migrate().output, "intake/0008_create_thing\n");
  EXPECT_THAT(Migrate().output, IsEmpty());
  EXPECT_EQ(Ask("SELECT migration.version('intake')"), "8");
}

TEST_F(MigrateTest, ChangedFile_IsRefused) {
  Write("intake/0001_create_petition.sql", "-- An afterthought.\n");
  const Ran ran = Migrate();
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("intake/0001_create_petition.sql"), HasSubstr("changed")));
}

TEST_F(MigrateTest, RenamedFile_IsRefused) {
  const std::string old = tree_ + "/intake/0001_create_petition";
  fs::rename(old + ".sql", tree_ + "/intake/0001_create_letter.sql");
  fs::rename(old + ".verify.sql", tree_ + "/intake/0001_create_letter.verify.sql");
  const Ran ran = Migrate();
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.output, HasSubstr("intake/0001_create_petition"));
}

TEST_F(MigrateTest, CheckThatDoesNotHold_RollsBack) {
  const std::string before = Applied();
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();",
               "SELECT true;\nSELECT false;\n");
  const Ran ran = Migrate();
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.output, HasSubstr("intake/0008_create_thing.verify.sql does not hold"));
  EXPECT_EQ(Ask("SELECT to_regclass('intake.thing') IS NULL"), "t");
  EXPECT_EQ(Applied(), before);
}

TEST_F(MigrateTest, CheckThatSaysNothing_RollsBack) {
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();",
               "SELECT true WHERE false;\n");
  EXPECT_NE(Migrate().status, 0);
  EXPECT_EQ(Ask("SELECT to_regclass('intake.thing') IS NULL"), "t");
}

TEST_F(MigrateTest, BrokenStatement_RollsBackTheWholeFile) {
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();\nSELECT 1 / 0;\n",
               "SELECT true;\n");
  const Ran ran = Migrate();
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.output, HasSubstr("stopped at intake/0008_create_thing"));
  EXPECT_EQ(Ask("SELECT to_regclass('intake.thing') IS NULL"), "t");
}

TEST_F(MigrateTest, EarlierMigrations_StayWhenALaterOneFails) {
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();", "SELECT true;\n");
  AddMigration("intake/0009_create_other", "CREATE TABLE intake.other ();", "SELECT false;\n");
  EXPECT_NE(Migrate().status, 0);
  EXPECT_EQ(Ask("SELECT migration.version('intake')"), "8");
}

TEST_F(MigrateTest, GapOrMissingCheckOrUnknownFolder_IsRefusedBeforeAnyWork) {
  AddMigration("ledger/0004_create_thing", "CREATE TABLE ledger.thing ();", "SELECT true;\n");
  AddMigration("intake/0009_create_thing", "CREATE TABLE intake.thing ();", "SELECT true;\n");
  EXPECT_THAT(Migrate().output, HasSubstr("0008_"));
  fs::rename(tree_ + "/intake/0009_create_thing.sql", tree_ + "/intake/0008_create_thing.sql");
  EXPECT_THAT(Migrate().output, HasSubstr("no intake/0008_create_thing.verify.sql"));
  fs::remove(tree_ + "/intake/0008_create_thing.sql");
  fs::create_directory(tree_ + "/attic");
  EXPECT_THAT(Migrate().output, HasSubstr("attic"));
  EXPECT_EQ(Ask("SELECT to_regclass('ledger.thing') IS NULL"), "t");
}

TEST_F(MigrateTest, DatabaseNewerThanTheTree_IsRefusedByName) {
  AddMigration("intake/0008_create_thing", "CREATE TABLE intake.thing ();", "SELECT true;\n");
  ASSERT_EQ(Migrate().status, 0);
  const Ran ran = RunShell(absl::StrFormat("tools/migrate '%s'", dsn_));
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("newer"), HasSubstr("intake/0008_create_thing")));
}

TEST_F(MigrateTest, TwoRunnersAtOnce_ApplyEachOnce) {
  // Slow enough that both have read the database before either is through.
  AddMigration("intake/0008_create_thing",
               "CREATE TABLE intake.thing ();\nDO 'BEGIN PERFORM pg_sleep(0.3); END';\n",
               "SELECT true;\n");
  Ran one, two;
  std::thread other([&] { two = Migrate(); });
  one = Migrate();
  other.join();
  EXPECT_EQ(one.status, 0) << one.output;
  EXPECT_EQ(two.status, 0) << two.output;
  EXPECT_EQ(one.output + two.output, "intake/0008_create_thing\n");
}

}  // namespace
}  // namespace donthu::testing
