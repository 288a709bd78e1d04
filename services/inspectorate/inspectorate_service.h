// Figures: forms as data, counted over facts that follow the ledger, each opening into its
// petitions.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "services/base/process/process.h"

namespace donthu::inspectorate {

absl::StatusOr<std::unique_ptr<Service>> NewInspectorateService(const Environment& environment);

inline ServiceEntry Entry() { return {"inspectorate", 3, 3, &NewInspectorateService}; }

}  // namespace donthu::inspectorate
