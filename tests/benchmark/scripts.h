// The calls that are measured, as pgbench scripts with the product's SQL.
#pragma once

#include "tests/benchmark/petitions.h"
#include "tests/benchmark/pgbench.h"

namespace donthu::benchmark {

// The two statements of RegisterPetition: candidates for duplicates, then the registration.
Script RegisterScript(const Petitions& petitions);

// By id, 1 to `rows`.
Script GetScript(int rows);

// A page of the whole province from a random day of 2024 on backwards; `page` petitions and one
// more.
Script ListScript(int page);

}  // namespace donthu::benchmark
