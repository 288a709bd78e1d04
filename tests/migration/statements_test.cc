// Every statement of every store fits the schema and the rights of the role that runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <map>
#include <pqxx/pqxx>

#include "absl/strings/str_format.h"
#include "tests/support/private_postgres.h"
#include "tests/tidy/source_tree.h"
#include "tests/tidy/statement.h"

namespace donthu::testing {
namespace {

const std::vector<std::string> kAll = {"directory",    "intake", "routing",  "resolution",
                                       "inspectorate", "ledger", "identity", "vault"};

// Statements of services/base run as the role of whichever service uses them.
const std::map<std::string, std::vector<std::string>> kUsersOfBase = {
    {"access", kAll},
    {"db", kAll},
    {"duplicates", {"intake", "routing"}},
    {"ledger", {"resolution", "inspectorate", "ledger"}},
    {"process", kAll},
    {"reference", kAll},
};

std::vector<std::string> RolesFor(const std::string& path) {
  std::string service, part;
  if (RE2::PartialMatch(path, "^services/base/([a-z]+)/", &part)) {
    const auto users = kUsersOfBase.find(part);
    return users == kUsersOfBase.end() ? std::vector<std::string>() : users->second;
  }
  RE2::PartialMatch(path, "^services/([a-z]+)/", &service);
  return {service};
}

// Planning an execution, unlike preparing it, checks the rights on what it touches. Nothing is
// executed.
void PlanAs(const std::string& database, const std::string& role,
            const tidy::SqlStatement& statement) {
  const std::string dsn = PrivatePostgres::Shared().Dsn(database, "donthu_" + role);
  pqxx::connection connection(dsn);
  pqxx::nontransaction tx(connection);
  try {
    if (RE2::PartialMatch(statement.sql, "^\\s*SET ")) {
      tx.exec(statement.sql);  // cannot be prepared by name in SQL; harmless to run
      return;
    }
    // Without this the planner would work with the NULLs below.
    tx.exec("SET plan_cache_mode = force_generic_plan");
    tx.exec("PREPARE tried AS " + statement.sql);
    const auto arguments =
        tx.exec1(
              "SELECT coalesce(string_agg('NULL', ', '), '') FROM pg_prepared_statements, "
              "unnest(parameter_types) WHERE name = 'tried'")[0]
            .as<std::string>();
    tx.exec("EXPLAIN EXECUTE tried" + (arguments.empty() ? "" : "(" + arguments + ")"));
  } catch (const pqxx::sql_error& e) {
    ADD_FAILURE() << statement.name << " as " << role << ": " << e.what();
  }
}

// The headers of a folder, whose macros its statements may use.
std::string HeadersBeside(const std::vector<tidy::SourceFile>& files, const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  std::string text;
  for (const auto& file : files) {
    if (file.path.rfind(folder, 0) == 0 && tidy::EndsWith(file.path, "_store.h")) text += file.text;
  }
  return text;
}

TEST(Statements, FitTheSchemaAndTheRightsOfTheirRole) {
  const std::string database = PrivatePostgres::Shared().CreateDatabase();
  int statements = 0;
  const auto files = tidy::ReadTree("services");
  for (const auto& file : files) {
    const std::string path = "services/" + file.path;
    if (!tidy::EndsWith(path, ".cc") || tidy::EndsWith(path, "_test.cc")) continue;
    for (const auto& statement : tidy::StatementsOf(file.text, HeadersBeside(files, file.path))) {
      ++statements;
      const auto roles = RolesFor(path);
      EXPECT_FALSE(roles.empty()) << path << ": say in kUsersOfBase who runs " << statement.name;
      for (const auto& role : roles) PlanAs(database, role, statement);
    }
  }
  EXPECT_GT(statements, 40) << "the reader of statements has lost sight of them";
}

}  // namespace
}  // namespace donthu::testing
