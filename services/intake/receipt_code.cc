#include "services/intake/receipt_code.h"

#include <cstdint>
#include <cstring>

#include "absl/strings/str_format.h"
#include "services/base/crypto/random.h"

namespace donthu::intake {
namespace {

// Six digits without a leading zero, which gets lost when a code is copied.
constexpr uint64_t kFirst = 100'000;
constexpr uint64_t kCount = 900'000;

}  // namespace

std::string NewReceiptCode(const std::string& prefix, const std::string& agency,
                           absl::CivilDay received_on) {
  uint64_t random = 0;
  std::memcpy(&random, crypto::RandomBytes(sizeof(random)).data(), sizeof(random));
  return absl::StrFormat("%s.%s-%02d%02d%02d-%d", prefix, agency, received_on.year() % 100,
                         received_on.month(), received_on.day(), kFirst + random % kCount);
}

}  // namespace donthu::intake
