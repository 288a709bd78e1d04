// What the holder of a receipt is told.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/law/v1/types.pb.h"
#include "services/base/reference/reference.h"

namespace donthu::intake {

// Where the petition is, as routing publishes it.
struct Whereabouts {
  std::string agency;
  absl::CivilDay opened_on;
  law::v1::Disposal disposal = law::v1::DISPOSAL_UNSPECIFIED;
  std::optional<absl::CivilDay> disposed_on;
  // The agency it was sent to and that has not taken it yet; empty = not under way.
  std::string sent_to;
};

// The case it is in, as resolution publishes it.
struct CaseCard {
  std::string agency;
  law::v1::CaseState state = law::v1::CASE_STATE_UNSPECIFIED;
  // Last lawful days of limits that run.
  std::optional<absl::CivilDay> accept_due_on;
  std::optional<absl::CivilDay> settle_due_on;
  std::optional<absl::CivilDay> answered_on;
  absl::CivilDay last_step_on;
};

struct StatusFacts {
  std::string code;
  std::string agency;
  absl::CivilDay received_on;
  // Both unset where the author is withheld: then nothing later may be told.
  std::optional<Whereabouts> at;
  std::optional<CaseCard> in_case;
};

// PENDING and SETTLING while the author waits for an answer, then ANSWERED or ENDED.
v1::PublicState PublicStateOf(law::v1::CaseState state);

// In plain words. Petitions with a withheld author read as those that nobody has touched yet.
v1::PetitionStatus PublicStatus(const StatusFacts& facts, const Reference& reference);

}  // namespace donthu::intake
