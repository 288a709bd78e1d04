// Registers the petitions of a file and asks for advice on each.
#pragma once

#include <functional>
#include <istream>
#include <optional>

#include "absl/status/status.h"
#include "clients/cpp/connection.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"

namespace donthu::cli {

struct ImportedPetition {
  // From 1.
  int line = 0;
  // Why the line was refused; the rest is then empty but for what was understood of the request.
  absl::Status status;
  intake::v1::RegisterPetitionRequest request;
  intake::v1::RegisterPetitionResponse receipt;
  // Empty when no advice is given any more, e.g. since the petition went on to another agency.
  std::optional<routing::v1::Proposal> proposal;
};

struct ImportOptions {
  // Petitions registered at once. With 1 they are registered strictly in the order of the file, so
  // that each is compared with all before it and no duplicate is missed.
  int registrations = 1;
  // Proposals asked for at once.
  int proposals = 8;
};

// Calls on_result for every line that is not blank, in order, on this thread. Stops early with
// UNAVAILABLE or UNAUTHENTICATED, since every further line would fail the same way; registering
// again from the start does no harm.
absl::Status ImportPetitions(std::istream& in, client::Connection& connection,
                             const ImportOptions& options,
                             const std::function<void(const ImportedPetition&)>& on_result);

}  // namespace donthu::cli
