// The finders that mask.cc puts together. Each returns the places to replace, in any order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/base/text/mask_token.h"

namespace donthu::text::mask {

// Occurrences of the name, and the year of birth beside them or after a word for being born.
// `birth_year` 0: unknown.
std::vector<Span> FindName(const Tokens& tokens, std::string_view full_name, int birth_year);

// Hamlet, house number and street of the address.
std::vector<Span> FindHousehold(const Tokens& tokens, std::string_view address);

// `number` (digits, letters too for a passport) in any formatting.
std::vector<Span> FindNumber(const Tokens& tokens, std::string_view number);

// Whatever looks like an e-mail address, a telephone number or an identity number, and is not an
// amount of money or an area.
std::vector<Span> FindContacts(std::string_view text, const Tokens& tokens);

}  // namespace donthu::text::mask
