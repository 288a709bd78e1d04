// A form filled in for an agency and those below it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "services/base/reference/reference.h"
#include "services/inspectorate/form_book.h"
#include "services/inspectorate/inspectorate_store.h"

namespace donthu::inspectorate {

// Rows, totals and checks. Each identity is judged on the totals and on every row: it is ok when it
// holds on all.
absl::StatusOr<v1::Report> FillIn(const v1::Form& form, const std::vector<std::string>& agencies,
                                  const Period& period, const Reference& reference,
                                  InspectorateStore& store);

// Signatures, among those that occur, that belong to the column.
std::vector<std::string> SignaturesOf(const v1::Form& form, const v1::Column& column,
                                      const std::vector<Group>& groups);

}  // namespace donthu::inspectorate
