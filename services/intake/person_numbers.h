// ID number and phone of a petitioner, between the message and the row that holds them sealed.
#pragma once

#include <string>

#include "donthu/intake/v1/petition.pb.h"
#include "services/base/personal/number_keys.h"

namespace donthu::intake {

// Puts both numbers, as they lie in the row of that place, into the message. One that does not open
// is left out and logged with its place: a petition stays readable when its numbers are lost. False
// when that happened.
bool OpenNumbers(const personal::NumberKeys& keys, const personal::Place& place,
                 const std::string& sealed_id_number, const std::string& sealed_phone,
                 v1::Petitioner* person);

}  // namespace donthu::intake
