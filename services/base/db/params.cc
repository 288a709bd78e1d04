#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/db/bytea.h"
#include "services/base/db/db.h"

namespace donthu::db {
namespace {

std::string Quoted(const std::string& value) {
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

Params& Params::Text(std::string value) {
  values_.emplace_back(std::move(value));
  return *this;
}

Params& Params::Text(const std::optional<std::string>& value) {
  values_.push_back(value);
  return *this;
}

Params& Params::TextOrNull(const std::string& value) {
  return value.empty() ? Null() : Text(value);
}

Params& Params::Int(int64_t value) { return Text(std::to_string(value)); }

Params& Params::IntOrNull(std::optional<int64_t> value) { return value ? Int(*value) : Null(); }

Params& Params::Bool(bool value) { return Text(std::string(value ? "t" : "f")); }

Params& Params::Day(const std::optional<absl::CivilDay>& value) {
  return value ? Text(absl::FormatCivilTime(*value)) : Null();
}

Params& Params::Bytes(const std::string& value) { return Text(ByteaText(value)); }

Params& Params::TextArray(const std::vector<std::string>& values) {
  std::vector<std::string> quoted;
  quoted.reserve(values.size());
  for (const auto& value : values) quoted.push_back(Quoted(value));
  return Text(absl::StrCat("{", absl::StrJoin(quoted, ","), "}"));
}

Params& Params::IntArray(const std::vector<int64_t>& values) {
  return Text(absl::StrCat("{", absl::StrJoin(values, ","), "}"));
}

Params& Params::Null() {
  values_.emplace_back(std::nullopt);
  return *this;
}

absl::CivilDay DayOf(const pqxx::field& field) {
  absl::CivilDay day;
  absl::ParseCivilTime(field.c_str(), &day);
  return day;
}

std::optional<absl::CivilDay> OptionalDayOf(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return DayOf(field);
}

std::string BytesOf(const pqxx::field& field) {
  return field.is_null() ? "" : FromByteaText(field.c_str());
}

absl::Time TimeOf(const pqxx::field& field) { return absl::FromUnixMicros(field.as<int64_t>()); }

}  // namespace donthu::db
