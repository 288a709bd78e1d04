// The product's own SQL under PostgreSQL's own load generator: what the database can do without us.
#pragma once

#include <map>
#include <string>

#include "absl/time/time.h"
#include "services/base/db/db.h"
#include "tests/benchmark/measured.h"

namespace donthu::benchmark {

// A statement with its parameters in place: `with` gives for $n an expression of pgbench variables
// (":name"). Every parameter must be given.
std::string Filled(const db::Statement& statement, const std::map<int, std::string>& with);

struct Script {
  // Statements and \set lines.
  std::string text;
  // Variables of fixed value.
  std::map<std::string, std::string> variables;
  // As db::kOnePlanPerStatement has it.
  bool one_plan_per_statement = false;
};

// pgbench -M prepared on the database `dsn`, seeing everything that row policies can show, as a
// system of the whole province does. Files are written into `directory`.
Measured RunPgbench(const Script& script, const std::string& dsn, int clients,
                    absl::Duration duration, const std::string& directory);

}  // namespace donthu::benchmark
