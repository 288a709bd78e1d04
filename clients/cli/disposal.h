// From advice to decision: the Dispose request that does what a proposal says.
#pragma once

#include <cstdint>
#include <string>

#include "clients/cli/json_output.h"
#include "donthu/routing/v1/routing_service.pb.h"

namespace donthu::cli {

// Everything but request_id and disposed_on. `kind` is the petition's, as judged at the desk.
routing::v1::DisposeRequest AsProposed(const routing::v1::Proposal& proposal,
                                       law::v1::PetitionKind kind, const std::string& agency);

// {"disposal","agency","case_type","basis":["citation — text"],"agency_steps":[text],
//  "outside","above_level","round","eligible","confidence"}
Json ProposalJson(const routing::v1::Proposal& proposal);

// [{"code","score","reason"}]
Json DuplicatesJson(
    const google::protobuf::RepeatedPtrField<intake::v1::DuplicateHint>& duplicates);

}  // namespace donthu::cli
