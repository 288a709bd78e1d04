// Cases and clocks for people.
#pragma once

#include <ostream>

#include "donthu/resolution/v1/resolution_service.pb.h"

namespace donthu::cli {

void PrintCase(const resolution::v1::Case& found, std::ostream& out);

// "đến 05/04/2024, L-KN Đ.28 đ.1", with "QUÁ HẠN" or when it was met.
std::string ClockText(const law::v1::Clock& clock);

}  // namespace donthu::cli
