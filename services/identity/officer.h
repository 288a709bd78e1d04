// What the stores and the service tell each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "donthu/options/v1/options.pb.h"

namespace donthu::identity {

// How an officer signs in.
struct Account {
  // Argon2id, encoded.
  std::string password_hash;
  bool must_change = false;
  bool disabled = false;
  absl::Time password_changed_at;
  // Sealed; empty = no second factor was enrolled.
  std::string totp_secret;
  bool totp_confirmed = false;
  // Step of the last code taken.
  int64_t totp_step = 0;
};

// An officer of the directory, with the account if there is one.
struct Officer {
  std::string id;
  std::string name;
  std::string agency;
  std::vector<options::v1::Role> roles;
  std::optional<absl::CivilDay> valid_from;
  std::optional<absl::CivilDay> valid_to;
  std::optional<Account> account;

  bool InOffice(absl::CivilDay day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
  }
};

// A command being carried out, and the event that it leaves on the chain of one officer or system.
struct Command {
  std::string request_id;
  std::string fingerprint;
  // Answer to a repeat, sealed.
  std::string response;
  // Officer, or system, whom it is about.
  std::string about;
  // Of the event; empty = "officer/<about>".
  std::string subject;
  std::string kind;
  std::string agency;
  std::string actor;
  absl::Time now;
  // JSON without secrets or texts of people.
  std::string payload = "{}";
};

}  // namespace donthu::identity
