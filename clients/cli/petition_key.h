// Petitions named on the command line by number or receipt code.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/command.h"
#include "donthu/intake/v1/petition.pb.h"

namespace donthu::cli {

absl::StatusOr<intake::v1::Petition> FindPetition(Session& session, const std::string& word);

// The number itself, or the number of the petition with this code.
absl::StatusOr<std::int64_t> PetitionIdOf(Session& session, const std::string& word);

}  // namespace donthu::cli
