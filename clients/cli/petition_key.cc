#include "clients/cli/petition_key.h"

#include "clients/cpp/intake_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {

absl::StatusOr<intake::v1::Petition> FindPetition(Session& session, const std::string& word) {
  intake::v1::GetPetitionRequest request;
  if (IsNumber(word)) {
    ASSIGN_OR_RETURN(const auto id, ParseId(word));
    request.set_id(id);
  } else {
    request.set_code(word);
  }
  return client::IntakeClient(session.connection).GetPetition(request);
}

absl::StatusOr<std::int64_t> PetitionIdOf(Session& session, const std::string& word) {
  if (IsNumber(word)) return ParseId(word);
  ASSIGN_OR_RETURN(const auto petition, FindPetition(session, word));
  return petition.id();
}

}  // namespace donthu::cli
