// The days on which the demonstration lets things happen.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "clients/cpp/request_id.h"

namespace donthu::cli {

// The same day, or the Monday after a weekend.
inline absl::CivilDay Workday(absl::CivilDay day) {
  switch (absl::GetWeekday(day)) {
    case absl::Weekday::saturday:
      return day + 2;
    case absl::Weekday::sunday:
      return day + 1;
    default:
      return day;
  }
}

// 0 to 99, by chance but always the same for the same words.
inline int Fate(const std::string& about, const std::string& name) {
  const std::string id = client::NamedRequestId("donthu/demo/fate/" + about, name);
  return static_cast<int>(std::stoul(id.substr(0, 8), nullptr, 16) % 100);
}

}  // namespace donthu::cli
