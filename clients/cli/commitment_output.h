// Commitments for people.
#pragma once

#include <ostream>
#include <string>

#include "donthu/resolution/v1/commitment.pb.h"

namespace donthu::cli {

void PrintCommitment(const resolution::v1::Commitment& commitment, std::ostream& out);

// "Đang thực hiện, hạn 05/04/2024, QUÁ HẠN".
std::string CommitmentStateText(const resolution::v1::Commitment& commitment);

}  // namespace donthu::cli
