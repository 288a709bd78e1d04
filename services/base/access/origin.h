// Where calls come from, to count them and to know this machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace donthu {

// Of a peer as gRPC writes it, "ipv4:192.0.2.7:51234": an IPv4 address, or the /64 of an IPv6
// address, which is one household or office; without the port. "local" for a unix socket.
std::string OriginOf(std::string_view peer);

// Whether the peer is a process of this machine.
bool IsLocal(std::string_view peer);

// The peer of which a gateway says only the address, "192.0.2.7" or "2001:db8::7"; nullopt when
// that is none.
std::optional<std::string> PeerOf(const std::string& address);

}  // namespace donthu
