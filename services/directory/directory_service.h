// Areas, agencies, subject fields, the working calendar, and the answers that follow from the
// calendar and the rule book.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::directory {

absl::StatusOr<std::unique_ptr<Service>> NewDirectoryService(const Environment& environment);

inline ServiceEntry Entry() { return {"directory", 1, 3, &NewDirectoryService}; }

}  // namespace donthu::directory
