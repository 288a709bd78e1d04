// A service and a schema that do not know each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "services/base/clock/clock.h"
#include "tests/support/stack.h"

namespace donthu::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

void Execute(const std::string& dsn, const std::string& sql) {
  pqxx::connection connection(dsn);
  pqxx::nontransaction(connection).exec(sql);
}

// What the services say when they are started over this database; empty when they run.
std::string RefusalOver(const std::string& database) {
  auto& postgres = PrivatePostgres::Shared();
  const SystemClock clock;
  const auto config = ConfigFor(postgres, database, WritePrincipals(postgres.directory()));
  const auto process = RunningProcess::Start(config, AllServices(), clock);
  return process.ok() ? "" : std::string(process.status().message());
}

class SchemaTest : public ::testing::Test {
 protected:
  PrivatePostgres& postgres_ = PrivatePostgres::Shared();
  const std::string database_ = postgres_.CreateDatabase();
  const std::string owner_ = postgres_.Dsn(database_, "donthu_owner");
};

TEST_F(SchemaTest, KnownVersion_IsServed) { EXPECT_EQ(RefusalOver(database_), ""); }

TEST_F(SchemaTest, NewerVersion_IsRefusedWithAClearLine) {
  Execute(owner_,
          "INSERT INTO migration.applied (schema_name, number, name, sha256) "
          "VALUES ('routing', 99, '0099_from_the_future', repeat('0', 64))");
  EXPECT_THAT(RefusalOver(database_),
              AllOf(HasSubstr("schema routing is at version 99"), HasSubstr("tools/migrate")));
}

TEST_F(SchemaTest, MissingVersion_IsRefusedWithAClearLine) {
  Execute(owner_, "DELETE FROM migration.applied WHERE schema_name = 'intake'");
  EXPECT_THAT(RefusalOver(database_),
              AllOf(HasSubstr("schema intake is at version 0"), HasSubstr("tools/migrate")));
}

TEST_F(SchemaTest, DatabaseWithoutMigrations_IsRefusedWithAClearLine) {
  Execute(owner_, "CREATE DATABASE bare");
  EXPECT_THAT(RefusalOver("bare"), AllOf(HasSubstr("ledger"), HasSubstr("run tools/migrate")));
}

TEST_F(SchemaTest, ArraysAndBytes_AreReadBackAsTheyWere) {
  db::Pool pool(db::Pool::Options{owner_, 1, absl::Seconds(5), ""});
  const std::vector<std::string> texts = {"", "NULL", "a,b", "{x}", R"(q"b\c)", " Đồng Hới\n", "'"};
  const std::string bytes("\x00\xFF\\'\n", 5);
  constexpr db::Statement kEcho = {"test_echo", "SELECT unnest($1::text[]), $2::bytea, $3::int[]"};
  const auto rows = pool.Run(kEcho, db::Params().TextArray(texts).Bytes(bytes).IntArray({1, -2}));
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto row = (*rows)[static_cast<pqxx::result::size_type>(i)];
    EXPECT_EQ(row[0].c_str(), texts[i]);
    EXPECT_EQ(db::BytesOf(row[1]), bytes);
    EXPECT_STREQ(row[2].c_str(), "{1,-2}");
  }
}

}  // namespace
}  // namespace donthu::testing
