// The Connect protocol (connectrpc.com/docs/protocol) as text and bytes: names, codes, errors,
// envelopes. Pure; whatever is read here may be hostile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace donthu::gateway {

// How Connect calls a status code, and the HTTP status that goes with it.
struct ConnectCode {
  std::string_view name;
  int http_status;
};
ConnectCode ConnectCodeOf(absl::StatusCode code);

struct ContentType {
  bool streaming;
  bool json;

  bool operator==(const ContentType&) const = default;
};
// One of the four that exist. A charset other than UTF-8, any other parameter and any other type
// give nothing.
std::optional<ContentType> ReadContentType(std::string_view header);
std::string_view NameOf(ContentType type);

// The error object: code, message, and the ErrorDetail in both forms. Not OK.
std::string ErrorJson(const absl::Status& status);

// Five bytes, flags and length, then the message.
std::string Envelope(uint8_t flags, std::string_view message);
// The last envelope of a stream, which says how it ended.
std::string EndOfStream(const absl::Status& status);
// The one uncompressed message of a request; it lies within `body`. INVALID_ARGUMENT when there is
// less or more than that.
absl::StatusOr<std::string_view> ReadEnvelope(std::string_view body);

// Connect-Timeout-Ms: one to ten digits; empty = `max`. Never more than `max`. INVALID_ARGUMENT for
// anything else, 0 included.
absl::StatusOr<absl::Duration> ReadTimeout(std::string_view header, absl::Duration max);

// INVALID_ARGUMENT with this English text for developers.
absl::Status Malformed(std::string_view message);

}  // namespace donthu::gateway
