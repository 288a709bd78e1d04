// Who is denounced, and which agencies may therefore not deal with the denunciation (L-TC Đ.12).
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/reference/reference.h"

namespace donthu::routing {

// The office that the folded text of a denunciation accuses: "tố cáo ông A, Phó Chủ tịch UBND xã
// B", "hiện giữ chức Giám đốc Sở C", or the body: "tố cáo UBND xã B". nullopt when none is named in
// such words.
// `area_key` tells agencies of one name apart.
std::optional<v1::Accused> ReadAccused(const Reference& reference, const std::string& folded_text,
                                       const std::string& area_key, absl::CivilDay on);

// OK, or which field names no agency of the directory, no post that can be denounced, or lacks its
// companion.
absl::Status CheckAccused(const Reference& reference, const v1::Accused& accused);

// The post is one that leads the agency, or the agency itself.
bool Leads(law::v1::RespondentRole role);

// The accused is the agency, heads it or is its deputy head, or so at one above it. The heir of a
// merged agency counts as that agency.
bool HasConflict(const Reference& reference, const v1::Accused& accused,
                 const std::string& agency_code, absl::CivilDay on);

}  // namespace donthu::routing
