// Keyset pages: where the last page ended, in a token that is opaque and good only for the query it
// came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"

namespace donthu::page {

inline constexpr int kSizeDefault = 50;
inline constexpr int kSizeMax = 500;

// 0 = kSizeDefault, more than kSizeMax = kSizeMax.
int Size(int32_t asked);

// The token that continues `query` after `key`. `query` is the request; its page_token and
// page_size do not count.
std::string Token(const google::protobuf::Message& query, const std::vector<std::string>& key);

// The key in the request's page_token, one part for each letter of `shape`: d = date, i = integer,
// n = integer from 0 that has a next, t = text (UTF-8 without NUL), each fit for a query. Empty
// when the token is empty. BAD_PAGE_TOKEN when it is damaged or was made for another query. A token
// gives no right to anything: scope is checked on every page.
absl::StatusOr<std::vector<std::string>> Key(const google::protobuf::Message& query,
                                             const std::string& token, const std::string& shape);

// The last row of a page in the order of a day and an id.
struct DayAndId {
  absl::CivilDay day;
  int64_t id;
};

// As Token and Key, for such pages; nullopt when the request's page_token is empty.
std::string DayToken(const google::protobuf::Message& query, const DayAndId& last);
absl::StatusOr<std::optional<DayAndId>> DayKey(const google::protobuf::Message& query,
                                               const std::string& token);

}  // namespace donthu::page
