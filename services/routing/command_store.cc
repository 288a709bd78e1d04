#include "services/routing/command_store.h"

#include "services/base/status/status.h"

namespace donthu::routing {

db::Params Claim(const Command& command) {
  return db::Params().Text(command.request_id).Bytes(command.fingerprint).Bytes(command.response);
}

absl::Status Claimed(const absl::StatusOr<pqxx::result>& rows) {
  RETURN_IF_ERROR(rows.status());
  if ((*rows)[0]["claimed"].as<int>() == 1) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "a twin of this request won; repeat to get its answer")
      .Vi("Yêu cầu vừa được xử lý ở nơi khác. Xin thực hiện lại.");
}

void AddAccused(const v1::Handling& handling, db::Params* params) {
  if (handling.has_accused()) {
    params->Bytes(handling.accused().SerializeAsString());
  } else {
    params->Null();
  }
}

void AddReach(const Reach& reach, db::Params* params) {
  if (reach.agencies()) {
    params->TextArray(*reach.agencies());
  } else {
    params->Null();
  }
}

std::optional<absl::CivilDay> DayIn(const common::v1::Date& date, bool set) {
  if (!set) return std::nullopt;
  return absl::CivilDay(date.year(), date.month(), date.day());
}

}  // namespace donthu::routing
