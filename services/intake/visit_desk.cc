#include "services/intake/visit_desk.h"

#include "services/base/access/sight.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/draft.h"
#include "services/base/page/page.h"
#include "services/base/reference/accused_text.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/registration.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

absl::Status CheckPeople(const v1::RecordVisitRequest& request) {
  if (request.anonymous() && !request.visitors().empty()) {
    return InvalidField("visitors", "must be empty when anonymous is set",
                        "Người được tiếp không xưng tên thì không nhập họ tên.");
  }
  if (!request.anonymous() && request.visitors().empty()) {
    return InvalidField("visitors", "needs at least one person unless anonymous is set",
                        "Chưa nhập người được tiếp; nếu không ai xưng tên, đánh dấu điều đó.");
  }
  if (request.visitors_size() > request.people()) {
    return InvalidField("people", "is smaller than the number of visitors",
                        "Số người ít hơn số người đã nhập.");
  }
  return absl::OkStatus();
}

// Who came, as masking looks for them.
Petitioners PeopleOf(const v1::RecordVisitRequest& visit) {
  Petitioners people;
  for (const auto& one : visit.visitors()) {
    auto* person = people.Add();
    person->set_full_name(one.full_name());
    person->set_birth_year(one.birth_year());
    person->set_address(one.address());
  }
  return people;
}

// Forgets who came, and notes from whom what was told must be kept.
void Withhold(const Reference& reference, VisitEntry* entry) {
  auto& visit = entry->visit;
  MaskTexts(PeopleOf(visit), {visit.mutable_summary()});
  visit.clear_visitors();
  const auto accused =
      ReadAccused(reference, text::Fold(visit.summary()), visit.area_key(), entry->received_on);
  if (accused) entry->leads = LedBy(*accused);
}

absl::StatusOr<Before> PageStart(const v1::ListVisitsRequest& request) {
  ASSIGN_OR_RETURN(const auto last, page::DayKey(request, request.page_token()));
  if (last) return Before{last->day, last->id};
  if (!request.has_received_to()) return kStart;
  ASSIGN_OR_RETURN(const auto to, law::ToDay(request.received_to()));
  return Before{to + 1, 0};
}

}  // namespace

absl::StatusOr<bool> VisitDesk::LeftWithheld(const v1::RecordVisitRequest& request) {
  if (request.petition_id() == 0) return false;
  if (request.outcome() != v1::VISIT_OUTCOME_LEFT_PETITION) {
    return InvalidField("petition_id", "is for receptions at which a petition was left only",
                        "Chỉ ghi số đơn khi kết quả là đã để lại đơn.");
  }
  ASSIGN_OR_RETURN(const auto withheld,
                   store_.WithholdsAuthor(request.petition_id(), request.agency_code()));
  if (withheld) return *withheld;
  return InvalidField("petition_id", "names no petition that the agency received",
                      "Cơ quan không có đơn này.");
}

absl::StatusOr<VisitEntry> VisitDesk::Prepare(const v1::RecordVisitRequest& request) {
  VisitEntry entry;
  entry.visit = request;
  ASSIGN_OR_RETURN(entry.received_on, law::ToDay(request.received_on()));
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  RETURN_IF_ERROR(CheckPlace(request.agency_code(), request.subject_code(), request.area_key(),
                             *reference, entry.received_on));
  RETURN_IF_ERROR(CheckPeople(request));
  // With the people kept beside it, a petition whose author is withheld would have an author.
  ASSIGN_OR_RETURN(const bool left_withheld, LeftWithheld(request));
  entry.identity_withheld = left_withheld || request.kind() == law::v1::PETITION_KIND_DENUNCIATION;
  if (entry.identity_withheld) Withhold(*reference, &entry);
  return entry;
}

absl::StatusOr<v1::RecordVisitResponse> VisitDesk::Record(const rpc::Call& call,
                                                          const v1::RecordVisitRequest& request) {
  ASSIGN_OR_RETURN(const auto entry, Prepare(request));
  // Taken from what may be stored, and under a key, so that it confirms no guess at who came.
  const std::string fingerprint =
      marking_.Mark(db::FingerprintOf(entry.visit), "request fingerprint");
  v1::RecordVisitResponse response;
  ASSIGN_OR_RETURN(const int64_t id, store_.Record(entry, fingerprint, call.principal));
  response.set_visit_id(id);
  return response;
}

absl::StatusOr<v1::ListVisitsResponse> VisitDesk::List(const v1::ListVisitsRequest& request) {
  ASSIGN_OR_RETURN(const Before before, PageStart(request));
  absl::CivilDay from(law::kYearMin, 1, 1);
  if (request.has_received_from()) {
    ASSIGN_OR_RETURN(from, law::ToDay(request.received_from()));
  }
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto visits, store_.List(request.agency_code(), from, before, size));
  v1::ListVisitsResponse response;
  const bool more = visits.size() > static_cast<size_t>(size);
  if (more) visits.resize(size);
  for (auto& visit : visits) *response.add_visits() = std::move(visit);
  if (more) {
    const auto& last = response.visits(size - 1);
    ASSIGN_OR_RETURN(const auto day, law::ToDay(last.received_on()));
    response.set_next_page_token(page::DayToken(request, {day, last.id()}));
  }
  return response;
}

}  // namespace donthu::intake
