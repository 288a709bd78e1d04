// Many petitions at once, straight by SQL: as the store writes them, but without receipt counters
// and ledger events.
#pragma once

#include "services/base/db/db.h"
#include "tests/benchmark/petitions.h"
#include "tests/support/private_postgres.h"

namespace donthu::benchmark {

// `database` must be empty of petitions. Petitions lie evenly over the days of 2024.
void Fill(testing::PrivatePostgres& postgres, const std::string& database,
          const Petitions& petitions, int rows);

}  // namespace donthu::benchmark
