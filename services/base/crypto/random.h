// Randomness for secrets, from the system's generator through OpenSSL.
#pragma once

#include <cstddef>
#include <string>

namespace donthu::crypto {

// `size` random bytes. Ends the process when the system has none to give: without them nothing that
// rests on secrets could go on.
std::string RandomBytes(size_t size);

// 256 random bits as 64 lower-case hexadecimal digits.
std::string RandomToken();

// 80 random bits in four groups of letters and digits that are not easily confused, e.g.
// "k7mw-9xhd-…": for a person to type once.
std::string RandomPassword();

}  // namespace donthu::crypto
