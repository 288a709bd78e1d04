// The register of personal data knows every column that could hold a person's data.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <pqxx/pqxx>
#include <set>

#include "donthu/personal/v1/register.pb.h"
#include "tests/support/private_postgres.h"

namespace donthu::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// Columns of our tables; `wordy` for what can hold words.
constexpr char kColumns[] = R"sql(
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name,
         coalesce(e.typname, t.typname) IN ('text', 'varchar', 'bpchar', 'bytea', 'json', 'jsonb', 'tsvector') AS wordy
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm')
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_type AS t ON t.oid = a.atttypid
    LEFT JOIN pg_type AS e ON e.oid = t.typelem AND t.typcategory = 'A'
   WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))sql";

// Column of the database → whether it can hold words.
std::map<std::string, bool> Columns() {
  auto& postgres = PrivatePostgres::Shared();
  pqxx::connection connection(postgres.Dsn(postgres.CreateDatabase(), "donthu_owner"));
  pqxx::nontransaction tx(connection);
  std::map<std::string, bool> columns;
  for (const auto& row : tx.exec(kColumns)) {
    columns.emplace(row["name"].c_str(), row["wordy"].as<bool>());
  }
  return columns;
}

personal::v1::Register Register() {
  std::ifstream in("services/base/personal/register.textproto", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  personal::v1::Register read;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &read));
  return read;
}

bool Covers(const std::string& listed, const std::string& column) {
  if (listed.empty() || listed.back() != '*') return listed == column;
  const std::string table = listed.substr(0, listed.size() - 1);
  return column.compare(0, table.size(), table) == 0;
}

// What the register says of columns, in one list.
std::vector<std::string> Listed() {
  std::vector<std::string> listed;
  const auto held = Register();
  for (const auto& holding : held.holding()) {
    listed.insert(listed.end(), holding.column().begin(), holding.column().end());
  }
  listed.insert(listed.end(), held.impersonal_column().begin(), held.impersonal_column().end());
  return listed;
}

TEST(PersonalColumns, EveryColumnThatCanHoldWordsIsRegisteredOnce) {
  const auto listed = Listed();
  ASSERT_THAT(listed, Not(IsEmpty()));
  for (const auto& [column, wordy] : Columns()) {
    int times = 0;
    for (const auto& one : listed) times += Covers(one, column) ? 1 : 0;
    if (wordy || times > 1) {
      EXPECT_EQ(times, 1) << column;
    }
  }
}

TEST(PersonalColumns, TheRegisterNamesNothingThatIsNotThere) {
  const auto columns = Columns();
  for (const auto& one : Listed()) {
    int found = 0;
    for (const auto& [column, wordy] : columns) found += Covers(one, column) ? 1 : 0;
    EXPECT_GT(found, 0) << one;
  }
}

}  // namespace
}  // namespace donthu::testing
