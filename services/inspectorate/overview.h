// The overview from its counts: rows with names, districts over their communes, hot spots with
// their reasons; and a row of it as the condition that lists what it counts.
#pragma once

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "services/base/reference/reference.h"
#include "services/inspectorate/overview_store.h"
#include "services/law/rule_book.h"

namespace donthu::inspectorate {

// All of it but asked and ledger_cursor. Hidden items bear nothing but their agency.
absl::StatusOr<v1::Overview> MakeOverview(const OverviewScope& scope, int months,
                                          const law::RuleBook& rules, const Reference& reference,
                                          OverviewStore& store);

// What ListOverview asks the store for.
struct OverviewQuery {
  OverviewScope scope;
  OverviewFilter filter;
};

// INVALID_FIELD on what no row of an overview selects: a month that does not begin on its first
// day, a span after the period, a matter of cases, a month of what is so today.
absl::StatusOr<OverviewQuery> QueryOf(const v1::ListOverviewRequest& request,
                                      const OverviewScope& scope, const Reference& reference);

// Takes away what a hidden item may not show.
void HideIds(v1::OverviewItem* item);

}  // namespace donthu::inspectorate
