// The part of the demonstration that decides on petitions: each as proposed, referrals accepted or,
// now and then, returned.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "clients/cli/petition_import.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/routing_client.h"

namespace donthu::cli {

// Where a petition ended up.
struct HandledPetition {
  // At the agency that has it last; without disposal when it waits there, or for an answer to its
  // referral.
  routing::v1::Handling handling;
  int transfers = 0;
  int returns = 0;
};

class DemoHandling {
 public:
  // Nothing happens after `last_day`.
  DemoHandling(client::Connection& connection, absl::CivilDay last_day)
      : routing_(connection), directory_(connection), last_day_(last_day) {}

  // Does what is not done yet; doing it again changes nothing.
  absl::StatusOr<HandledPetition> Handle(const ImportedPetition& petition);

 private:
  struct Step {
    routing::v1::Handling handling;
    // Set when the handling is a transfer.
    routing::v1::Referral referral;
  };

  absl::StatusOr<Step> CurrentStep(const ImportedPetition& petition, const std::string& agency);
  absl::StatusOr<Step> Dispose(const ImportedPetition& petition, const std::string& agency,
                               absl::CivilDay on);
  absl::StatusOr<Step> DisposeOtherwise(routing::v1::DisposeRequest request);
  absl::StatusOr<Step> Send(routing::v1::DisposeRequest request, const std::string& way);
  absl::StatusOr<routing::v1::Referral> Answer(const ImportedPetition& petition,
                                               const routing::v1::Referral& referral,
                                               absl::CivilDay on, bool first);
  absl::StatusOr<routing::v1::Referral> FindReferral(const std::string& sender, std::int64_t id);

  const client::RoutingClient routing_;
  const client::DirectoryClient directory_;
  const absl::CivilDay last_day_;
  // Referrals sent before this run, by sender and number.
  std::map<std::string, std::map<std::int64_t, routing::v1::Referral>> sent_before_;
};

}  // namespace donthu::cli
