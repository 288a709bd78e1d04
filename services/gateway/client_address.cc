#include "services/gateway/client_address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

constexpr size_t kSubscriberBytes = 8;

bool IsAddress(const std::string& text) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, text.c_str(), bytes) == 1 ||
         inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

}  // namespace

std::string ClientAddress(const std::string& peer, std::string_view forwarded_for,
                          const std::vector<std::string>& trusted_proxies) {
  const auto is_trusted = [&trusted_proxies](const std::string& address) {
    return std::find(trusted_proxies.begin(), trusted_proxies.end(), address) !=
           trusted_proxies.end();
  };
  std::string nearest = peer;
  std::vector<std::string> hops = absl::StrSplit(ToAbsl(forwarded_for), ',');
  while (is_trusted(nearest) && !hops.empty()) {
    const std::string hop(absl::StripAsciiWhitespace(hops.back()));
    hops.pop_back();
    if (!IsAddress(hop)) break;
    nearest = hop;
  }
  return nearest;
}

uint64_t AddressKey(const std::string& address) {
  unsigned char bytes[sizeof(in6_addr)];
  std::string key = address;
  if (inet_pton(AF_INET6, address.c_str(), bytes) == 1) {
    static constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const bool is_v4 = std::equal(std::begin(kMapped), std::end(kMapped), bytes);
    key.assign(bytes, bytes + (is_v4 ? sizeof(bytes) : kSubscriberBytes));
  }
  return absl::HashOf(key);
}

}  // namespace donthu::gateway
