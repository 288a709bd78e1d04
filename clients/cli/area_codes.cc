#include "clients/cli/area_codes.h"

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

absl::StatusOr<std::string> AreaCodes::Find(const std::string& code, const common::v1::Date& on) {
  const auto day = law::ToDay(on);
  if (code.empty() || !day.ok()) return "";
  std::lock_guard lock(mutex_);
  if (by_code_.empty()) RETURN_IF_ERROR(Read());
  for (const auto& area : by_code_[code]) {
    if (ExistsOn(area, *day)) return area.key();
  }
  return "";
}

absl::Status AreaCodes::Read() {
  directory::v1::ListAreasRequest request;
  request.set_page_size(500);
  do {
    ASSIGN_OR_RETURN(const auto page, directory_.ListAreas(request));
    for (const auto& area : page.areas()) by_code_[area.code()].push_back(area);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace donthu::cli
