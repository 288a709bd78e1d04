#include "services/intake/person_numbers.h"

#include "services/base/log/log.h"

namespace donthu::intake {
namespace {

using personal::NumberKind;

bool OpenInto(const personal::NumberKeys& keys, NumberKind kind, const personal::Place& place,
              const std::string& sealed, std::string* number) {
  auto opened = keys.Open(kind, sealed, place);
  if (opened.ok()) {
    *number = *std::move(opened);
    return true;
  }
  log::Error("sealed_number_does_not_open",
             {{"petition", place.petition_code}, {"position", std::to_string(place.position)}});
  return false;
}

}  // namespace

bool OpenNumbers(const personal::NumberKeys& keys, const personal::Place& place,
                 const std::string& sealed_id_number, const std::string& sealed_phone,
                 v1::Petitioner* person) {
  const bool id =
      OpenInto(keys, NumberKind::kId, place, sealed_id_number, person->mutable_id_number());
  const bool phone =
      OpenInto(keys, NumberKind::kPhone, place, sealed_phone, person->mutable_phone());
  return id && phone;
}

}  // namespace donthu::intake
