// The secret that is printed beside a receipt code. It is computed from the code, so that nothing
// is stored and a repeat gives the same.
#pragma once

#include <string>
#include <string_view>

#include "services/base/crypto/key.h"

namespace donthu::intake {

// A code as typed, as it is printed: capital letters, no white space.
std::string PrintedCode(std::string_view typed);

class ReceiptSecrets {
 public:
  explicit ReceiptSecrets(crypto::Key key) : key_(std::move(key)) {}

  // 40 bits in two groups, "7K3M-9XQ2": digits and capital letters without I, L, O, U.
  std::string For(const std::string& printed_code) const;

  // Whether that is the code's secret, as a person may type it: case, spaces and dashes don't
  // matter, O is read as 0, I and L as 1. Takes as long whatever is typed.
  bool Fits(const std::string& printed_code, std::string_view typed) const;

 private:
  const crypto::Key key_;
};

}  // namespace donthu::intake
