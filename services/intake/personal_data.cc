#include "services/intake/personal_data.h"

#include <algorithm>
#include <set>

#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/retention.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

// A letter may have 20,000 characters: so many still fit into one answer.
constexpr int kRecordsMax = 50;

// To judge by, beyond those that are answered: an unlike row among them shows that there are two.
constexpr int kJudgedMax = 500;

constexpr char kNamePersonVi[] = "Nhập số giấy tờ, hoặc họ tên và năm sinh.";

absl::Status NeedNumber() {
  return InvalidField(
      "id_number", "is needed: several people have this name and year of birth",
      "Có nhiều người cùng họ tên và năm sinh. Cần số giấy tờ của người yêu cầu, để "
      "không đưa nhầm thông tin của người khác.");
}

absl::StatusOr<absl::CivilDay> DayOr(bool given, const common::v1::Date& date,
                                     absl::CivilDay otherwise) {
  if (!given) return otherwise;
  return law::ToDay(date);
}

absl::StatusOr<Ended> PageStart(const v1::ListExpiredNumbersRequest& request) {
  ASSIGN_OR_RETURN(const auto last, page::DayKey(request, request.page_token()));
  return last ? Ended{last->day, last->id} : Ended{absl::CivilDay(law::kYearMin, 1, 1), 0};
}

}  // namespace

bool AreOfOnePerson(const std::vector<HeldOnPerson>& held) {
  std::set<std::string> numbers, beside_number, without_number;
  for (const auto& one : held) {
    const std::string address = text::Fold(one.record.petitioner().address());
    if (one.id_number_hash.empty()) {
      without_number.insert(address);
    } else {
      numbers.insert(one.id_number_hash);
      beside_number.insert(address);
    }
  }
  if (numbers.empty()) return without_number.size() <= 1;
  return numbers.size() == 1 && std::includes(beside_number.begin(), beside_number.end(),
                                              without_number.begin(), without_number.end());
}

absl::StatusOr<v1::PersonalData> PersonalDataDesk::Extract(
    const rpc::Call& call, const v1::GetPersonalDataRequest& request) {
  const bool by_number = !request.id_number().empty();
  if (!by_number && (text::Fold(request.full_name()).empty() || request.birth_year() == 0)) {
    return InvalidField("id_number", "or full_name with birth_year is required", kNamePersonVi);
  }
  ASSIGN_OR_RETURN(const auto requested_on, law::ToDay(request.requested_on()));
  ASSIGN_OR_RETURN(const auto received_to,
                   DayOr(request.has_received_to(), request.received_to(), clock_.Today()));
  ASSIGN_OR_RETURN(auto held, people_.Find(request, received_to, call.reach,
                                           by_number ? kRecordsMax + 1 : kJudgedMax));
  if (!by_number && !AreOfOnePerson(held)) return NeedNumber();
  v1::PersonalData data;
  std::vector<int64_t> petition_ids;
  for (auto& one : held) {
    data.set_more(data.records_size() == kRecordsMax);
    if (data.more()) break;
    petition_ids.push_back(one.record.petition_id());
    *data.add_records() = std::move(one.record);
  }
  RETURN_IF_ERROR(
      people_.NoteGiven(request, requested_on, petition_ids, call.principal, clock_.Today()));
  return data;
}

absl::StatusOr<v1::ListExpiredNumbersResponse> PersonalDataDesk::ListExpired(
    const v1::ListExpiredNumbersRequest& request) {
  ASSIGN_OR_RETURN(const auto after, PageStart(request));
  ASSIGN_OR_RETURN(const auto on, DayOr(request.has_on(), request.on(), clock_.Today()));
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto expired, retention_.List(request.agency_code(), on, after, size));
  v1::ListExpiredNumbersResponse response;
  response.set_basis_vi(kNumberBasisVi);
  const bool more = expired.size() > static_cast<size_t>(size);
  if (more) expired.resize(size);
  for (auto& one : expired) *response.add_petitions() = std::move(one);
  if (more) {
    const auto& last = response.petitions(size - 1);
    ASSIGN_OR_RETURN(const auto day, law::ToDay(last.ended_on()));
    response.set_next_page_token(page::DayToken(request, {day, last.petition_id()}));
  }
  return response;
}

absl::StatusOr<v1::EraseExpiredNumbersResponse> PersonalDataDesk::EraseExpired(
    const rpc::Call& call, const v1::EraseExpiredNumbersRequest& request) {
  ASSIGN_OR_RETURN(const auto on, law::ToDay(request.on()));
  ASSIGN_OR_RETURN(const auto decided_on, law::ToDay(request.decided_on()));
  return retention_.Erase(request, on, decided_on, call.principal, clock_.Today());
}

}  // namespace donthu::intake
