// What it costs to know a caller and what the caller may do, of every call.
#pragma once

#include <string>

#include "donthu/intake/v1/intake_service.pb.h"
#include "tests/support/private_postgres.h"

namespace donthu::benchmark {

// CPU microseconds per call, of one thread.
struct AccessCost {
  // By the session of an officer, and by the certificate of a system: authentication, rate limit,
  // authorisation, reach, and what the database is told of it.
  double session;
  double certificate;
  // Parsing, normalising and validating the request, which comes after.
  double request;
};

// `database` holds the directory. Opens a session and registers a certificate in it.
AccessCost MeasureAccess(const testing::PrivatePostgres& postgres, const std::string& database,
                         const intake::v1::RegisterPetitionRequest& request);

}  // namespace donthu::benchmark
