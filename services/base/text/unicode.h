// UTF-8 text as it is let into the system: well formed, free of control characters, in NFC.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace donthu::text {

// Whether `text` is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF, no
// truncated sequence. NUL is well formed; see HasForbiddenControl.
bool IsValidUtf8(std::string_view text);

// Whether `text`, well-formed UTF-8, holds a C0 or C1 control other than \n, \r and \t (so NUL and
// DEL too). PostgreSQL refuses NUL; the others have no place in what people read.
bool HasForbiddenControl(std::string_view text);

// Whether `text`, well-formed UTF-8, is in Unicode normal form C.
bool IsNfc(std::string_view text);

// `text` in normal form C. Text that is not well-formed UTF-8 comes back unchanged.
std::string ToNfc(std::string_view text);

// The number of code points in well-formed UTF-8; a length limit shown to people counts these.
std::size_t CodePoints(std::string_view text);

}  // namespace donthu::text
