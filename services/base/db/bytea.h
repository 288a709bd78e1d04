// The text form of bytea, for where it stands inside an array or JSON.
#pragma once

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace donthu::db {

inline std::string ByteaText(const std::string& bytes) {
  return absl::StrCat("\\x", absl::BytesToHexString(bytes));
}

// `text` is what PostgreSQL or ByteaText wrote.
inline std::string FromByteaText(const std::string& text) {
  return absl::HexStringToBytes(text.substr(2));
}

}  // namespace donthu::db
