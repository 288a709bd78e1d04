#include "services/intake/registration.h"

#include "absl/strings/ascii.h"
#include "services/base/duplicates/draft.h"
#include "services/base/reference/accused_text.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/law/date.h"
#include "services/law/deadline.h"

namespace donthu::intake {
namespace {

using law::v1::PETITION_KIND_DENUNCIATION;

absl::Status CheckPeople(const v1::RegisterPetitionRequest& request) {
  if (request.anonymous() && !request.petitioners().empty()) {
    return InvalidField("petitioners", "must be empty when anonymous is set",
                        "Đơn nặc danh thì không nhập người gửi.");
  }
  if (!request.anonymous() && request.petitioners().empty()) {
    return InvalidField("petitioners", "needs at least one person unless anonymous is set",
                        "Chưa nhập người gửi đơn; nếu đơn không ghi tên, đánh dấu nặc danh.");
  }
  if (request.petitioners_size() > request.group_size()) {
    return InvalidField("group_size", "is smaller than the number of petitioners",
                        "Số người ít hơn số người gửi đã nhập.");
  }
  return absl::OkStatus();
}

// A reference that holds a number or a name of the author is no reference.
absl::Status CheckDenouncerRef(const v1::RegisterPetitionRequest& request) {
  if (request.denouncer_ref().empty()) return absl::OkStatus();
  if (!Withholds(request)) {
    return InvalidField("denouncer_ref", "is for petitions whose author is withheld only",
                        "Chỉ ghi số hồ sơ giấy khi giữ bí mật người gửi.");
  }
  std::string reference = request.denouncer_ref();
  if (MaskTexts(request.petitioners(), {&reference}) == 0) return absl::OkStatus();
  return InvalidField("denouncer_ref", "tells of the author",
                      "Số hồ sơ giấy không được chứa thông tin của người gửi.");
}

// Forgets who wrote it: masks the texts, then drops the people.
void WithholdAuthor(v1::RegisterPetitionRequest* petition) {
  MaskTexts(petition->petitioners(),
            {petition->mutable_title(), petition->mutable_body(), petition->mutable_addressee(),
             petition->mutable_external_id()});
  petition->clear_petitioners();
}

void ReadBarred(const Reference& reference, Registration* registration) {
  const auto& petition = registration->petition;
  const auto accused = ReadAccused(reference, text::Fold(petition.title() + " " + petition.body()),
                                   petition.area_key(), registration->received_on);
  if (!accused) return;
  registration->barred =
      BarredBy(reference, *accused, petition.agency_code(), registration->received_on);
}

void AddSearchWords(Registration* registration) {
  const auto& petition = registration->petition;
  std::string words = petition.title() + " " + petition.body();
  for (const auto& person : petition.petitioners()) {
    words += " " + person.full_name();
  }
  if (!petition.external_id().empty()) {
    registration->exact_words.push_back(absl::AsciiStrToLower(petition.external_id()));
  }
  registration->folded = text::Fold(words);
}

}  // namespace

absl::Status CheckPlace(const std::string& agency_code, const std::string& subject_code,
                        const std::string& area_key, const Reference& reference,
                        absl::CivilDay received_on) {
  const auto* agency = reference.Agency(agency_code);
  if (agency == nullptr || !agency->receives()) {
    return InvalidField("agency_code", "names no agency that receives petitions",
                        "Không có cơ quan tiếp nhận này.");
  }
  if (!ExistsOn(*agency, received_on)) {
    return InvalidField("agency_code", "names an agency that did not exist on received_on",
                        "Cơ quan này không tồn tại vào ngày tiếp nhận.");
  }
  if (reference.Subject(subject_code) == nullptr) {
    return InvalidField("subject_code", "names no subject field", "Không có lĩnh vực này.");
  }
  if (area_key.empty()) return absl::OkStatus();
  const auto* area = reference.Area(area_key);
  if (area == nullptr) {
    return InvalidField("area_key", "names no area", "Không có địa bàn này.");
  }
  if (!ExistsOn(*area, received_on)) {
    return InvalidField("area_key", "names an area that did not exist on received_on",
                        "Địa bàn này không tồn tại vào ngày tiếp nhận.");
  }
  return absl::OkStatus();
}

absl::StatusOr<Registration> Prepare(const v1::RegisterPetitionRequest& request,
                                     const Reference& reference, const law::RuleBook& rules) {
  Registration registration;
  ASSIGN_OR_RETURN(registration.received_on, law::ToDay(request.received_on()));
  if (request.has_decision_on()) {
    ASSIGN_OR_RETURN(registration.decision_on, law::ToDay(request.decision_on()));
    if (*registration.decision_on > registration.received_on) {
      return InvalidField("decision_on", "lies after received_on",
                          "Ngày quyết định bị khiếu nại sau ngày nhận đơn.");
    }
  }
  RETURN_IF_ERROR(CheckPlace(request.agency_code(), request.subject_code(), request.area_key(),
                             reference, registration.received_on));
  RETURN_IF_ERROR(CheckPeople(request));
  RETURN_IF_ERROR(CheckDenouncerRef(request));
  registration.petition = request;
  registration.names_author = !request.petitioners().empty();
  for (const auto& person : request.petitioners()) {
    registration.gives_address |= !person.address().empty();
    registration.representatives += person.representative() ? 1 : 0;
  }
  registration.identity_withheld = Withholds(request);
  if (registration.identity_withheld) WithholdAuthor(&registration.petition);
  if (Denounces(request)) ReadBarred(reference, &registration);
  const char* rule = request.kind() == PETITION_KIND_DENUNCIATION ? "DL-TC-01" : "DL-DON-01";
  const auto due = law::ComputeDueDays(rules, reference.calendar, rule, registration.received_on);
  if (due.ok()) registration.classify_due_on = due->legal;
  registration.fingerprint =
      text::FingerprintOf(registration.petition.title(), registration.petition.body());
  registration.band_keys = text::BandKeys(registration.fingerprint);
  AddSearchWords(&registration);
  return registration;
}

}  // namespace donthu::intake
