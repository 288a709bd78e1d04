#include "services/resolution/opening.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/clock.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/law/workflow.h"

namespace donthu::resolution {
namespace {

// The type of case that one of this type goes on with; UNSPECIFIED = it stands alone.
law::v1::CaseType ParentTypeOf(law::v1::CaseType type) {
  switch (type) {
    case law::v1::CASE_TYPE_COMPLAINT_SECOND:
      return law::v1::CASE_TYPE_COMPLAINT_FIRST;
    case law::v1::CASE_TYPE_DENUNCIATION_CONTINUED:
      return law::v1::CASE_TYPE_DENUNCIATION;
    default:
      return law::v1::CASE_TYPE_UNSPECIFIED;
  }
}

// Whether such matters come to an agency without a petition that it disposes of.
bool OpensByHand(law::v1::CaseType type) {
  switch (type) {
    case law::v1::CASE_TYPE_COMPLAINT_SECOND:
    case law::v1::CASE_TYPE_DENUNCIATION_CONTINUED:
    case law::v1::CASE_TYPE_MEDIATION:
    case law::v1::CASE_TYPE_LAND_MEDIATION:
    case law::v1::CASE_TYPE_VOTER_RECOMMENDATION:
    case law::v1::CASE_TYPE_QUESTIONING:
      return true;
    default:
      return false;
  }
}

// The next level may take up what the first one settled, passed on, or is late with (L-KN Đ.33;
// L-TC Đ.37-38).
bool MayBeContinued(const v1::Case& parent, absl::CivilDay today) {
  switch (parent.state()) {
    case law::v1::CASE_STATE_CONTINUED:
    case law::v1::CASE_STATE_DECIDED:
    case law::v1::CASE_STATE_SENT:
    case law::v1::CASE_STATE_IN_FORCE:
    case law::v1::CASE_STATE_ENFORCING:
    case law::v1::CASE_STATE_CONCLUDED:
    case law::v1::CASE_STATE_HANDLED:
      return true;
    default:
      return std::any_of(parent.clocks().begin(), parent.clocks().end(), [&](const auto& clock) {
        return clock.limit() == law::kSettleLimit && !clock.has_stopped_on() &&
               law::IsOverdue(clock, today);
      });
  }
}

absl::Status CheckParent(const v1::OpenCaseRequest& request, const OpeningFacts& facts) {
  const auto needed = ParentTypeOf(request.type());
  if (needed == law::v1::CASE_TYPE_UNSPECIFIED) {
    if (request.parent_case_id() == 0) return absl::OkStatus();
    return InvalidField("parent_case_id", "this type goes on with no other case",
                        "Loại vụ việc này không tiếp nối vụ việc khác.");
  }
  if (request.parent_case_id() == 0) {
    if (request.petition_id() > 0) return absl::OkStatus();
    return InvalidField("parent_case_id", "is required for this type",
                        "Chưa ghi vụ việc đã giải quyết lần trước.");
  }
  // One answer for all reasons: the caller may not be one who may read that case.
  if (facts.parent && facts.parent->type() == needed &&
      MayBeContinued(*facts.parent, facts.today)) {
    return absl::OkStatus();
  }
  return InvalidField("parent_case_id", "is no case that this one can go on with",
                      "Không có vụ việc phù hợp để giải quyết tiếp.");
}

absl::Status CheckReason(const v1::OpenCaseRequest& request) {
  if (!request.reason().empty()) return absl::OkStatus();
  return InvalidField("reason", "is required with a petition",
                      "Chưa nêu lý do lập vụ việc riêng cho đơn này.");
}

// One of the petition's kinds may become such a case by the table of disposals.
absl::Status CheckType(const v1::OpenCaseRequest& request, const OpeningFacts& facts,
                       absl::CivilDay received_on) {
  absl::Status refused;
  for (const auto kind : facts.petition->kinds) {
    refused = law::CheckCaseType(facts.rules, kind, true, true, request.type(), received_on);
    if (refused.ok()) return refused;
  }
  return InvalidField("type", "is nothing that this petition can become",
                      "Đơn này không thể mở loại vụ việc đã chọn.")
      .Because(DetailOf(refused).explanation());
}

absl::Status CheckParted(const v1::OpenCaseRequest& request, const OpeningFacts& facts,
                         absl::CivilDay received_on) {
  if (!facts.petition || facts.petition->parted_from == 0 || facts.petition->in_case > 0) {
    return InvalidField("petition_id", "was not parted from a case, or is in another",
                        "Đơn này chưa được tách khỏi vụ việc nào, hoặc đang ở vụ việc khác; cũng "
                        "không phải đơn có nhiều nội dung mà cơ quan đang giữ.");
  }
  RETURN_IF_ERROR(CheckType(request, facts, received_on));
  return CheckReason(request);
}

absl::StatusOr<v1::Lodge> CheckPart(const v1::OpenCaseRequest& request, const OpeningFacts& facts) {
  v1::Lodge lodge;
  ASSIGN_OR_RETURN(const auto kind,
                   PartOf(*facts.mixed, request, facts.rules, facts.reference, facts.today));
  RETURN_IF_ERROR(CheckParent(request, facts));
  RETURN_IF_ERROR(CheckReason(request));
  lodge.set_kind(kind);
  lodge.set_part(true);
  return lodge;
}

}  // namespace

absl::Status Lodge(const law::RuleBook& rules, const law::Calendar& calendar,
                   const std::string& note, absl::Time now, Opening* opening) {
  v1::Case& opened = opening->opened;
  ASSIGN_OR_RETURN(const auto received_on, law::ToDay(opened.received_on()));
  ASSIGN_OR_RETURN(const auto outcome, law::OpenCase(rules, calendar, opened.type(), received_on));
  opened.set_state(outcome.state());
  *opened.mutable_clocks() = outcome.clocks();
  v1::Act act;
  *act.mutable_acted_on() = opened.received_on();
  act.set_note(note);
  *act.mutable_lodge() = opening->lodge;
  *opened.add_timeline() = EntryOf(1, act, outcome.basis(), opening->actor, now);
  opened.set_etag("1");
  return absl::OkStatus();
}

absl::StatusOr<v1::Lodge> CheckOpening(const v1::OpenCaseRequest& request,
                                       const OpeningFacts& facts) {
  if (facts.mixed) return CheckPart(request, facts);
  ASSIGN_OR_RETURN(const auto received_on, law::ToDay(request.received_on()));
  const auto* agency = facts.reference.Agency(request.agency_code());
  if (agency == nullptr || !ExistsOn(*agency, received_on)) {
    return InvalidField("agency_code", "names no agency of that day",
                        "Không có cơ quan này vào ngày nhận.");
  }
  if (request.has_accused()) {
    return InvalidField("accused", "only for a part of a mixed petition",
                        "Chỉ ghi khi tách nội dung tố cáo của đơn có nhiều nội dung.");
  }
  RETURN_IF_ERROR(CheckParent(request, facts));
  if (request.petition_id() > 0) {
    RETURN_IF_ERROR(CheckParted(request, facts, received_on));
    return v1::Lodge();
  }
  if (!OpensByHand(request.type())) {
    return InvalidField("type", "opens by the disposal of a petition",
                        "Loại vụ việc này mở khi đơn được xử lý thụ lý.");
  }
  if (!request.title().empty()) return v1::Lodge();
  return InvalidField("title", "is required without a petition", "Chưa nêu nội dung vụ việc.");
}

}  // namespace donthu::resolution
