#include "services/base/text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace donthu::text {
namespace {

const utf8proc_uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Calls `visit(code_point)` until it returns false. Returns whether the end was reached; what is
// not UTF-8 ends the visit too.
template <typename Visit>
bool EachCodePoint(std::string_view text, Visit visit) {
  auto rest = static_cast<utf8proc_ssize_t>(text.size());
  const utf8proc_uint8_t* at = Bytes(text);
  while (rest > 0) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(at, rest, &code_point);
    if (length <= 0 || !visit(code_point)) return false;
    at += length;
    rest -= length;
  }
  return true;
}

// Precomposed Latin letters, Vietnamese ones among them: never changed by NFC whatever stands
// beside them, as long as no combining mark does. Everything else takes the slow way.
bool IsSurelyNfc(utf8proc_int32_t c) {
  return c < 0x300 || (c >= 0x1EA0 && c <= 0x1EF9) || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x20A0 && c <= 0x20C0);
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  return EachCodePoint(text, [](utf8proc_int32_t) { return true; });
}

bool HasForbiddenControl(std::string_view text) {
  return !EachCodePoint(text, [](utf8proc_int32_t c) {
    if (c == '\n' || c == '\r' || c == '\t') return true;
    return c >= 0x20 && (c < 0x7F || c > 0x9F);
  });
}

bool IsNfc(std::string_view text) {
  return IsAscii(text) || EachCodePoint(text, IsSurelyNfc) || ToNfc(text) == text;
}

std::string ToNfc(std::string_view text) {
  if (IsAscii(text) || EachCodePoint(text, IsSurelyNfc)) return std::string(text);
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(Bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (size < 0) return std::string(text);
  return std::string(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
}

std::size_t CodePoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace donthu::text
