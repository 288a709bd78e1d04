// One line of a petitions file: a JSON object as other systems write it.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::cli {

// Longest line that is read, in bytes; a text has at most 20,000 characters.
inline constexpr std::size_t kLineBytesMax = 1 << 20;

struct PetitionLine {
  intake::v1::RegisterPetitionRequest request;
  // Code of the General Statistics Office; which unit it names depends on the day. May be empty.
  std::string commune_code;
};

// The registration that a line asks for. Its request_id follows from id and agency, so that the
// same line again is the same request. INVALID_FIELD naming the JSON field: bad UTF-8, no JSON
// object, a field that is not known, is there twice, is missing or of another type, a word or day
// that does not exist. Lengths and cross-checks are left to the server.
absl::StatusOr<PetitionLine> ParsePetitionLine(std::string_view line);

// The JSON field that a field of the request came from: "received_date" for "received_on".
std::string LineFieldOf(const std::string& request_field);

}  // namespace donthu::cli
