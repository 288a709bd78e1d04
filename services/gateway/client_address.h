// From which address a request comes, seen through the proxies that are trusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::gateway {

// The address nearest to us that is not a trusted proxy: the peer's own, or the last such one in
// X-Forwarded-For when the peer is trusted. What stands before it is the sender's word and is not
// looked at; a malformed entry ends the search at the proxy that passed it on.
std::string ClientAddress(const std::string& peer, std::string_view forwarded_for,
                          const std::vector<std::string>& trusted_proxies);

// What callers are told apart by: an IPv4 address whole, of an IPv6 address the first 64 bits,
// since one subscriber has all of the rest. Differs from one process to the next.
uint64_t AddressKey(const std::string& address);

}  // namespace donthu::gateway
