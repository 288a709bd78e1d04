#include "services/intake/receipt_secrets.h"

#include <cstdint>

#include "absl/strings/ascii.h"

namespace donthu::intake {
namespace {

// Crockford's: nothing in it is taken for another when it is read aloud or copied by hand.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kBitsEach = 5;
constexpr int kCharacters = 8;
constexpr int kBytes = kBitsEach * kCharacters / 8;
constexpr int kGroup = 4;

char AsPrinted(char typed) {
  const char c = absl::ascii_toupper(static_cast<unsigned char>(typed));
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

std::string PrintedCode(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      code += absl::ascii_toupper(static_cast<unsigned char>(c));
    }
  }
  return code;
}

std::string ReceiptSecrets::For(const std::string& printed_code) const {
  const std::string mark = key_.Mark(printed_code, "receipt secret");
  uint64_t bits = 0;
  for (int i = 0; i < kBytes; ++i) bits = bits << 8 | static_cast<uint8_t>(mark[i]);
  std::string secret;
  for (int i = kCharacters - 1; i >= 0; --i) {
    secret += kAlphabet[bits >> (kBitsEach * i) & (kAlphabet.size() - 1)];
    if (i == kGroup) secret += '-';
  }
  return secret;
}

bool ReceiptSecrets::Fits(const std::string& printed_code, std::string_view typed) const {
  std::string given;
  for (const char c : typed) {
    if (c == '-' || absl::ascii_isspace(static_cast<unsigned char>(c))) continue;
    if (given.size() == kGroup) given += '-';
    given += AsPrinted(c);
  }
  return crypto::SameBytes(For(printed_code), given);
}

}  // namespace donthu::intake
