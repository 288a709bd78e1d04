#include "services/base/config/address.h"

#include <arpa/inet.h>

namespace donthu::config {

bool IsLoopback(std::string_view address) {
  if (address.substr(0, 5) == "unix:") return true;
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return false;
  const std::string host(address.substr(0, colon));
  in_addr four{};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return host.rfind("127.", 0) == 0;
  return host == "localhost" || host == "[::1]";
}

}  // namespace donthu::config
