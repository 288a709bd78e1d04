#include "services/base/personal/number_keys.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/status/status.h"

namespace donthu::personal {
namespace {

// Bounds of both kinds in the protos.
constexpr size_t kDigitsMin = 6;
constexpr size_t kDigitsMax = 20;

// A subscriber's number without the leading 0.
constexpr size_t kSubscriberDigits = 9;

bool IsSpacing(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c)) || c == '.' || c == '-';
}

const char* ColumnOf(NumberKind kind) {
  return kind == NumberKind::kId ? "intake.petitioner.id_number" : "intake.petitioner.phone";
}

std::string PurposeOf(NumberKind kind, const Place& place) {
  return absl::StrFormat("%s/%s/%d", ColumnOf(kind), place.petition_code, place.position);
}

// "84912345678" is a phone with its country's code; "84123456" is none.
std::string WithoutCountry(std::string phone) {
  for (const std::string code : {"+84", "0084", "84"}) {
    if (phone.rfind(code, 0) != 0) continue;
    if (code == "84" && phone.size() != code.size() + kSubscriberDigits) continue;
    return "0" + phone.substr(code.size());
  }
  return phone;
}

}  // namespace

std::string Normalised(NumberKind kind, std::string_view number) {
  std::string kept;
  for (const char c : number) {
    if (!IsSpacing(c)) kept += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return kind == NumberKind::kPhone ? WithoutCountry(std::move(kept)) : kept;
}

bool MayBeNumber(std::string_view typed) {
  const std::string kept = Normalised(NumberKind::kId, typed);
  const auto is_digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  const auto fits = [](char c) {
    return c == '+' || absl::ascii_isalnum(static_cast<unsigned char>(c));
  };
  return kept.size() >= kDigitsMin && kept.size() <= kDigitsMax &&
         std::any_of(kept.begin(), kept.end(), is_digit) &&
         std::all_of(kept.begin(), kept.end(), fits);
}

absl::StatusOr<NumberKeys> NumberKeys::Load(const config::v1::ServerConfig& config) {
  if (config.personal_data_key_file().empty()) {
    return absl::InvalidArgumentError("config: personal_data_key_file is needed");
  }
  ASSIGN_OR_RETURN(auto current, crypto::Key::Load(config.personal_data_key_file()));
  std::optional<crypto::Key> former;
  if (!config.former_personal_data_key_file().empty()) {
    ASSIGN_OR_RETURN(former, crypto::Key::Load(config.former_personal_data_key_file()));
  }
  return Create(std::move(current), std::move(former));
}

absl::StatusOr<NumberKeys> NumberKeys::Create(crypto::Key current,
                                              std::optional<crypto::Key> former) {
  if (former && KeyId(current) == KeyId(*former)) {
    return absl::InvalidArgumentError(
        "config: personal_data_key_file can't be told from former_personal_data_key_file; make "
        "another key");
  }
  return NumberKeys(std::move(current), std::move(former));
}

char NumberKeys::KeyId(const crypto::Key& key) { return key.Mark("", "key id").front(); }

std::optional<char> NumberKeys::former_id() const {
  return former_ ? std::optional<char>(KeyId(*former_)) : std::nullopt;
}

std::string NumberKeys::Seal(NumberKind kind, std::string_view number, const Place& place) const {
  if (number.empty()) return "";
  return current_id() + current_.Seal(number, PurposeOf(kind, place));
}

absl::StatusOr<std::string> NumberKeys::Open(NumberKind kind, std::string_view sealed,
                                             const Place& place) const {
  if (sealed.empty()) return std::string();
  const std::string purpose = PurposeOf(kind, place);
  if (sealed.front() == current_id()) return current_.Open(sealed.substr(1), purpose);
  if (former_ && sealed.front() == former_id()) return former_->Open(sealed.substr(1), purpose);
  return absl::DataLossError("a number is sealed under a key that is not configured");
}

std::string NumberKeys::Hash(NumberKind kind, std::string_view number) const {
  const std::string normalised = Normalised(kind, number);
  if (normalised.empty()) return "";
  return absl::BytesToHexString(current_.Mark(normalised, ColumnOf(kind)));
}

}  // namespace donthu::personal
