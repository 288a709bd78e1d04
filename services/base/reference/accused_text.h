// Who is denounced, as the text says.
#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "services/base/reference/reference.h"

namespace donthu {

// The office that the folded text of a denunciation accuses: "tố cáo ông A, Phó Chủ tịch UBND xã
// B", "hiện giữ chức Giám đốc Sở C", or the body: "tố cáo UBND xã B". nullopt when none is named in
// such words.
// `area_key` tells agencies of one name apart.
std::optional<routing::v1::Accused> ReadAccused(const Reference& reference,
                                                const std::string& folded_text,
                                                const std::string& area_key, absl::CivilDay on);

}  // namespace donthu
