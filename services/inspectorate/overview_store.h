// The SQL of the overview. Each measure's condition is written once: what counts it and what lists
// it are the same.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "services/base/db/db.h"
#include "services/inspectorate/inspectorate_store.h"

namespace donthu::inspectorate {

// What an overview is about.
struct OverviewScope {
  std::vector<std::string> agencies;
  Period period;
  absl::CivilDay today;
};

// By measure.
using Measures = std::map<int, int64_t>;

// Everything with one value in one dimension.
struct OverviewCount {
  enum class By { kAll, kAgency, kSubject, kArea };
  By by;
  // Empty for kAll, and where nothing is recorded.
  std::string value;
  Measures measures;
};

// Several petitions that have something in common, within `days`.
struct Spot {
  // 0 = one subject at one place.
  int64_t matter_id = 0;
  // Empty where they have several.
  std::string subject;
  std::string area;
  int64_t petitions = 0;
  int64_t people = 0;
  int64_t handlings = 0;
  absl::CivilDay first_on;
  absl::CivilDay last_on;
};

// From which number on; INT64_MAX = never.
struct SpotLimits {
  int64_t matter_petitions;
  int64_t place_petitions;
  int64_t people;
};

// Conditions beside measure and period. Empty = any.
struct OverviewFilter {
  std::vector<std::string> subjects;
  std::vector<std::string> areas;
  int64_t matter_id = 0;
};

class OverviewStore {
 public:
  explicit OverviewStore(db::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::vector<OverviewCount>> Counts(const OverviewScope& scope);
  // By month's first day, of what happened within `months`, which are whole.
  absl::StatusOr<std::map<absl::CivilDay, Measures>> Months(const OverviewScope& scope,
                                                            const Period& months);
  // At most 50, those with most petitions first.
  absl::StatusOr<std::vector<Spot>> Spots(const OverviewScope& scope, const SpotLimits& limits);
  // Cases whose limit passed longest ago first.
  absl::StatusOr<std::vector<v1::OverviewItem>> MostOverdue(const OverviewScope& scope, int size);

  // In order of (petition or case, agency) after `after`, one more than `size`. Hidden ones carry
  // the id of their petition or case too, for the page's end.
  absl::StatusOr<std::vector<v1::OverviewItem>> List(const OverviewScope& scope,
                                                     v1::OverviewMeasure measure,
                                                     const OverviewFilter& filter,
                                                     const InspectorateStore::Position& after,
                                                     int size);

 private:
  db::Pool& pool_;
};

// Whether a measure counts cases; the others count petitions.
bool CountsCases(v1::OverviewMeasure measure);
// Whether a measure counts what happened in the period; the others what is so today.
bool CountsPeriod(v1::OverviewMeasure measure);

}  // namespace donthu::inspectorate
