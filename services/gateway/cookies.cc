#include "services/gateway/cookies.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace donthu::gateway {
namespace {

// Strict: calls are made by our own page only, and its first load needs no session.
constexpr char kAttributes[] = "Path=/; Secure; HttpOnly; SameSite=Strict";

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool IsSessionToken(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<std::string> SessionIn(std::string_view cookie_header) {
  std::optional<std::string> session;
  while (!cookie_header.empty()) {
    const size_t end = std::min(cookie_header.find(';'), cookie_header.size());
    const std::string_view pair = Trimmed(cookie_header.substr(0, end));
    cookie_header.remove_prefix(std::min(end + 1, cookie_header.size()));
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != kSessionCookie) continue;
    const std::string_view value = pair.substr(equals + 1);
    if (!IsSessionToken(value) || (session && *session != value)) return std::nullopt;
    session = std::string(value);
  }
  return session;
}

std::string KeepSession(std::string_view token) {
  return absl::StrFormat("%s=%s; %s", kSessionCookie, token, kAttributes);
}

std::string ForgetSession() {
  return absl::StrFormat("%s=; Max-Age=0; %s", kSessionCookie, kAttributes);
}

}  // namespace donthu::gateway
