// The part of the demonstration that decides on petitions: each as proposed, referrals accepted or,
// now and then, returned.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "clients/cli/petition_import.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/routing_client.h"

namespace donthu::cli {

class DemoHandling {
 public:
  // Nothing happens after `last_day`.
  DemoHandling(client::Connection& connection, absl::CivilDay last_day)
      : routing_(connection), directory_(connection), last_day_(last_day) {}

  // Does what is not done yet; doing it again changes nothing. The answer is the handling at the
  // agency that has the petition last, without disposal when it waits there.
  absl::StatusOr<routing::v1::Handling> Handle(const ImportedPetition& petition);

  // Referrals sent by the agencies through which the petitions went, by state.
  absl::StatusOr<std::map<routing::v1::ReferralState, int>> CountReferrals() const;

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
  // Calls visit for each referral that an agency sent.
  absl::Status EachReferral(const std::string& sender,
                            const std::function<void(const routing::v1::Referral&)>& visit) const;

  const client::RoutingClient routing_;
  const client::DirectoryClient directory_;
  const absl::CivilDay last_day_;
  std::set<std::string> visited_;
  // Referrals sent before this run, by sender and number.
  std::map<std::string, std::map<std::int64_t, routing::v1::Referral>> sent_before_;
};

}  // namespace donthu::cli
