// The session of a browser, kept in a cookie that no script can read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace donthu::gateway {

// "__Host-" makes browsers take it only over HTTPS (or from localhost), for this host alone and the
// path "/", so that neither a neighbouring host nor a plain-HTTP page can plant another.
inline constexpr std::string_view kSessionCookie = "__Host-donthu";

// Whether the text has the form of a session's token: 64 lower-case hexadecimal digits. Nothing
// else is ever passed on as one.
bool IsSessionToken(std::string_view text);

// The token in a Cookie header (several joined with "; "). Nothing when it is absent, of another
// form, or there twice with different values.
std::optional<std::string> SessionIn(std::string_view cookie_header);

// Values of Set-Cookie. The cookie has no lifetime of its own: it ends with the browser, and the
// session behind it when identity says so.
std::string KeepSession(std::string_view token);
std::string ForgetSession();

}  // namespace donthu::gateway
