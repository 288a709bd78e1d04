#include "clients/cli/area_codes.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

bool ExistsOn(const directory::v1::Area& area, absl::CivilDay day) {
  const auto from = law::ToDay(area.valid_from());
  const auto to = law::ToDay(area.valid_to());
  return (!area.has_valid_from() || (from.ok() && *from <= day)) &&
         (!area.has_valid_to() || (to.ok() && day <= *to));
}

}  // namespace

absl::StatusOr<std::string> AreaCodes::KeyOn(const std::string& key, const std::string& code,
                                             const common::v1::Date& on) {
  const auto day = law::ToDay(on);
  if (code.empty() || !day.ok()) return key;
  std::lock_guard lock(mutex_);
  if (by_code_.empty()) RETURN_IF_ERROR(Read());
  const auto& units = by_code_[code];
  const bool known =
      std::any_of(units.begin(), units.end(), [&](const auto& area) { return area.key() == key; });
  for (const auto& area : units) {
    if (known && ExistsOn(area, *day)) return area.key();
  }
  return key;
}

absl::Status AreaCodes::Read() {
  directory::v1::ListAreasRequest request;
  request.set_page_size(500);
  std::map<std::string, std::vector<directory::v1::Area>> by_code;
  do {
    ASSIGN_OR_RETURN(const auto page, directory_.ListAreas(request));
    for (const auto& area : page.areas()) by_code[area.code()].push_back(area);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  by_code_ = std::move(by_code);
  return absl::OkStatus();
}

}  // namespace donthu::cli
