// ledger proof.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/ledger_client.h"
#include "services/base/ledger/event_hash.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

ledger::Hash HashOf(const std::string& digits) {
  return ledger::HashFromBytes(ledger::FromHex(digits).value_or("")).value_or(ledger::Hash{});
}

// The server's word is not taken for it: the event is hashed and led to the seal's root here.
bool Holds(const ledger::v1::GetInclusionProofResponse& proof) {
  const auto& from = proof.event();
  const ledger::HashedEvent event{from.subject(),     from.ordinal(), from.kind(),
                                  from.agency(),      from.actor(),   from.occurred_on(),
                                  from.recorded_us(), from.payload(), HashOf(from.previous_hash()),
                                  HashOf(from.hash())};
  std::vector<ledger::Hash> path;
  for (const auto& step : proof.path()) path.push_back(HashOf(step));
  const ledger::Place place{static_cast<uint64_t>(proof.xact()), proof.seq()};
  return ledger::ProvesInclusion(
      ledger::LeafOf(place, ledger::EventHash(event)), static_cast<uint64_t>(proof.index()),
      static_cast<uint64_t>(proof.seal().size()), path, HashOf(proof.seal().root()));
}

absl::StatusOr<int> Proof(Session& session, const Arguments& arguments) {
  ledger::v1::GetInclusionProofRequest request;
  request.set_subject(arguments.words[0]);
  ASSIGN_OR_RETURN(const int64_t ordinal, ParseId(arguments.words[1]));
  request.set_ordinal(ordinal);
  ASSIGN_OR_RETURN(const int64_t number, arguments.Number("seal", 0, 1, INT64_MAX));
  request.set_seal_number(number);
  ASSIGN_OR_RETURN(const auto proof,
                   client::LedgerClient(session.connection).GetInclusionProof(request));
  const bool same =
      proof.event().subject() == request.subject() && proof.event().ordinal() == request.ordinal();
  const bool holds = same && Holds(proof);
  if (session.json) {
    Json json = ToJson(proof);
    json["holds"] = holds;
    PrintJson(json, session.out);
  } else {
    session.out << absl::StrFormat("%s#%d, vị trí %d: %s niêm phong số %d (%d sự kiện).\nGốc %s\n",
                                   request.subject(), ordinal, proof.index(),
                                   holds ? "ĐÚNG là một phần của" : "KHÔNG khớp với",
                                   proof.seal().number(), proof.seal().size(), proof.seal().root());
    for (const auto& step : proof.path()) session.out << "  " << step << "\n";
  }
  return holds ? kOk : kRefused;
}

}  // namespace

Command LedgerProofCommand() {
  return {"ledger proof",
          "HỒ_SƠ THỨ_TỰ",
          "bằng chứng một sự kiện nằm dưới một niêm phong",
          {{"seal", "SỐ", "niêm phong nào; mặc định cái đầu tiên phủ sự kiện"}},
          2,
          2,
          Proof};
}

}  // namespace donthu::cli
