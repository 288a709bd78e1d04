#include "services/base/duplicates/draft.h"

#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/law/date.h"

namespace donthu {
namespace {

// The people as masking looks for them.
std::vector<text::Identity> AuthorsOf(const Petitioners& petitioners) {
  std::vector<text::Identity> identities;
  for (const auto& person : petitioners) {
    text::Identity identity{person.full_name(), person.address(), person.birth_year(), {}};
    for (const auto& number : {person.id_number(), person.phone()}) {
      if (!number.empty()) identity.numbers.push_back(number);
    }
    identities.push_back(std::move(identity));
  }
  return identities;
}

}  // namespace

int MaskTexts(const Petitioners& petitioners, std::initializer_list<std::string*> texts) {
  const auto authors = AuthorsOf(petitioners);
  int places = 0;
  for (std::string* text : texts) {
    auto masked = text::MaskIdentities(*text, authors);
    *text = std::move(masked.text);
    places += masked.replacements;
  }
  return places;
}

void AddPerson(const Petitioners& petitioners, const personal::NumberKeys& keys,
               text::DuplicateFacts* facts) {
  if (petitioners.empty()) return;
  const auto& first = petitioners[0];
  facts->name = text::Fold(first.full_name());
  facts->birth_year = first.birth_year();
  facts->id_number_hash = keys.Hash(personal::NumberKind::kId, first.id_number());
}

absl::StatusOr<Draft> ReadDraft(const intake::v1::PetitionDraft& typed, absl::CivilDay today,
                                const personal::NumberKeys& keys) {
  Draft draft{typed, today, Withholds(typed), !typed.petitioners().empty(), false, 0, {}};
  auto& petition = draft.petition;
  if (petition.has_received_on()) {
    ASSIGN_OR_RETURN(draft.received_on, law::ToDay(petition.received_on()));
  }
  for (const auto& person : petition.petitioners()) {
    draft.gives_address |= !person.address().empty();
    draft.representatives += person.representative() ? 1 : 0;
  }
  if (draft.identity_withheld) {
    MaskTexts(petition.petitioners(), {petition.mutable_title(), petition.mutable_body()});
    petition.clear_petitioners();
  }
  auto& query = draft.duplicates;
  query.identity_withheld = draft.identity_withheld;
  auto& facts = query.facts;
  facts.fingerprint = text::FingerprintOf(petition.title(), petition.body());
  query.band_keys = text::BandKeys(facts.fingerprint);
  facts.subject_code = petition.subject_code();
  facts.commune_key = petition.area_key();
  facts.received_on = draft.received_on;
  if (petition.has_decision_on()) {
    ASSIGN_OR_RETURN(facts.decision_on, law::ToDay(petition.decision_on()));
  }
  AddPerson(petition.petitioners(), keys, &facts);
  return draft;
}

}  // namespace donthu
