#include "services/routing/refusals.h"

#include "services/base/status/status.h"
#include "services/law/basis.h"

namespace donthu::routing {

absl::Status Refused(const std::string& message, const std::string& message_vi) {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED, message)
      .Vi(message_vi);
}

absl::Status Stale(const std::string& etag) {
  return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG,
                 "the handling changed since it was read")
      .With("etag", etag)
      .Vi("Đơn vừa được người khác xử lý. Tải lại rồi thực hiện tiếp.");
}

absl::Status WentThereBefore() {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::REFERRAL_RETURNED_BEFORE,
                 "the petition went to that agency before")
      .Field("to_agency_code", "held this petition before",
             "Đơn đã từng chuyển đến hoặc qua cơ quan này.")
      .Vi("Đơn đã từng chuyển đến hoặc qua cơ quan này, không chuyển lại theo cách cũ. "
          "Chọn cơ quan khác hoặc hướng xử lý khác.");
}

absl::Status Bound(const law::v1::Basis& basis) {
  const std::string why =
      "Chủ tịch UBND tỉnh đã quyết định cơ quan này giải quyết, không chuyển hoặc trả lại";
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                 "the chairman of the province has decided that this agency takes the petition")
      .With("citation", basis.citation())
      .Vi(why + " (" + basis.citation() + ").")
      .Because(law::DerivationOf(basis, why + "."));
}

}  // namespace donthu::routing
