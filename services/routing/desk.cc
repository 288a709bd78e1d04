#include "services/routing/desk.h"

#include "services/base/duplicates/draft.h"
#include "services/base/page/page.h"
#include "services/base/reference/accused.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/routing/draft_advice.h"
#include "services/routing/limit.h"

namespace donthu::routing {
namespace {

constexpr size_t kDuplicatesMax = 5;

absl::StatusOr<After> PageStart(const v1::ListToClassifyRequest& request) {
  ASSIGN_OR_RETURN(const auto last, page::DayKey(request, request.page_token()));
  return last ? After{last->day, last->id} : After{absl::CivilDay(law::kYearMin, 1, 1), 0};
}

}  // namespace

absl::StatusOr<v1::DraftAdvice> Desk::Advise(const rpc::Call& call,
                                             const v1::ProposeForDraftRequest& request) {
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  std::optional<v1::Accused> accused;
  if (request.has_accused()) {
    RETURN_IF_ERROR(CheckAccused(*reference, request.accused()));
    accused = request.accused();
  }
  ASSIGN_OR_RETURN(const Draft draft, ReadDraft(request.draft(), clock_.Today(), keys_));
  ASSIGN_OR_RETURN(const auto duplicates,
                   FindDuplicates(pool_, draft.duplicates, call.reach, kDuplicatesMax));
  return AdviseDraft(draft, request.agency_code(), *reference, rules_, duplicates, accused);
}

absl::StatusOr<v1::ListToClassifyResponse> Desk::ToClassify(
    const v1::ListToClassifyRequest& request) {
  ASSIGN_OR_RETURN(const After after, PageStart(request));
  absl::CivilDay due_to = kNoLimit;
  if (request.has_due_to()) {
    ASSIGN_OR_RETURN(due_to, law::ToDay(request.due_to()));
  }
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  const absl::CivilDay today = clock_.Today();
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto work, work_.List(request.agency_code(), due_to, after, size));
  const bool more = work.size() > static_cast<size_t>(size);
  if (more) work.resize(size);
  v1::ListToClassifyResponse response;
  absl::CivilDay last_due;
  for (auto& [petition, counted_as] : work) {
    last_due = kNoLimit;
    if (petition.has_classify_due_on()) {
      ASSIGN_OR_RETURN(last_due, law::ToDay(petition.classify_due_on()));
      petition.set_overdue(last_due < today);
      ASSIGN_OR_RETURN(const auto opened, law::ToDay(petition.opened_on()));
      const auto limit = ClassifyLimit(rules_, reference->calendar, counted_as, opened);
      if (limit) *petition.mutable_due() = limit->due();
    }
    *response.add_petitions() = std::move(petition);
  }
  if (more) {
    const auto& last = response.petitions(size - 1);
    response.set_next_page_token(page::DayToken(request, {last_due, last.petition_id()}));
  }
  return response;
}

absl::StatusOr<v1::GetHandlingsResponse> Desk::Handlings(const rpc::Call& call,
                                                         const v1::GetHandlingsRequest& request) {
  ASSIGN_OR_RETURN(auto handlings, store_.ListHandlings(request.petition_id(), call.reach));
  if (handlings.empty()) return NotFound("petition", "Không tìm thấy đơn này.");
  v1::GetHandlingsResponse response;
  for (auto& handling : handlings) {
    if (!call.reach.Includes(handling.agency_code())) {
      handling.clear_reason();
      handling.clear_accused();
      handling.clear_etag();
    }
    *response.add_handlings() = std::move(handling);
  }
  ASSIGN_OR_RETURN(const auto transfers, referrals_.Transfers(request.petition_id()));
  for (const auto& transfer : transfers) *response.add_transfers() = transfer;
  return response;
}

}  // namespace donthu::routing
