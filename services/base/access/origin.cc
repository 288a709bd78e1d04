#include "services/base/access/origin.h"

#include <arpa/inet.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "services/base/config/address.h"

namespace donthu {
namespace {

// "ipv6:%5B::1%5D:80" gives "[::1]:80"; nothing for what is not ipv4 or ipv6.
std::string AddressOf(std::string_view peer) {
  const std::string text = absl::StrReplaceAll(std::string(peer), {{"%5B", "["}, {"%5D", "]"}});
  if (text.rfind("ipv4:", 0) != 0 && text.rfind("ipv6:", 0) != 0) return "";
  return text.substr(5);
}

}  // namespace

std::string OriginOf(std::string_view peer) {
  const std::string address = AddressOf(peer);
  const size_t end = address.rfind(':');
  if (end == std::string::npos) return "local";
  std::string host = address.substr(0, end);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  in6_addr six{};
  if (inet_pton(AF_INET6, host.c_str(), &six) != 1) return host;
  return absl::BytesToHexString(
      {reinterpret_cast<const char*>(six.s6_addr), sizeof(six.s6_addr) / 2});
}

bool IsLocal(std::string_view peer) {
  if (peer.substr(0, 5) == "unix:") return true;
  const std::string address = AddressOf(peer);
  // IsLoopback knows names too, and no peer has one.
  return !address.empty() && !absl::ascii_isalpha(address[0]) && config::IsLoopback(address);
}

std::optional<std::string> PeerOf(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return "ipv4:" + address + ":0";
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) == 1) return "ipv6:[" + address + "]:0";
  return std::nullopt;
}

}  // namespace donthu
