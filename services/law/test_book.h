// What the tests of the law share: the rule book as delivered, and the working calendar of 2024 to
// 2026.
#pragma once

#include "services/law/calendar.h"
#include "services/law/rule_book.h"

namespace donthu::law {

const RuleBook& TestBook();
const Calendar& TestCalendar();

}  // namespace donthu::law
