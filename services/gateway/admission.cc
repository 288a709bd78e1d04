#include "services/gateway/admission.h"

#include <algorithm>
#include <cmath>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "services/base/status/status.h"
#include "services/gateway/client_address.h"

namespace donthu::gateway {
namespace {

absl::Status TooOften(absl::Duration wait) {
  const auto seconds = static_cast<int64_t>(std::ceil(absl::ToDoubleSeconds(wait)));
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::RATE_LIMITED,
                 "too many calls from this caller")
      .With("retry_after_seconds", absl::StrCat(std::max<int64_t>(1, seconds)))
      .Vi("Thao tác quá nhanh. Xin chờ vài giây rồi thử lại.");
}

absl::Status TooManyStreams(std::string_view message) {
  return Failure(absl::StatusCode::kResourceExhausted, common::v1::OVERLOADED, message)
      .With("retry_after_seconds", "30")
      .Vi("Đang mở quá nhiều trang cập nhật trực tiếp. Đóng bớt rồi thử lại.");
}

}  // namespace

CallerKeys KeysOf(const std::string& address, const std::string& authorization) {
  return {AddressKey(address), authorization.empty() ? 0 : absl::HashOf(authorization)};
}

Admission::Admission(const Limits& limits, GatewayMetrics& metrics)
    : streams_max_(limits.streams),
      streams_per_caller_max_(limits.streams_per_caller),
      metrics_(metrics),
      of_session_(limits.session),
      of_address_(limits.address) {}

absl::Status Admission::Call(CallerKeys caller, absl::Time now) {
  absl::Duration wait = addresses_.Take(absl::StrCat(caller.address), of_address_, now);
  if (wait == absl::ZeroDuration() && caller.session != 0) {
    wait = sessions_.Take(absl::StrCat(caller.session), of_session_, now);
  }
  return wait == absl::ZeroDuration() ? absl::OkStatus() : TooOften(wait);
}

absl::StatusOr<std::unique_ptr<Admission::Slot>> Admission::Stream(CallerKeys caller) {
  const uint64_t key = caller.session != 0 ? caller.session : caller.address;
  std::lock_guard lock(mutex_);
  if (streams_ >= streams_max_) return TooManyStreams("too many streams are open");
  int& of_caller = streams_of_[key];
  if (of_caller >= streams_per_caller_max_) {
    return TooManyStreams("this caller has too many streams open");
  }
  ++of_caller;
  metrics_.streams().Set(++streams_);
  return std::make_unique<Slot>(*this, key);
}

void Admission::Release(uint64_t key) {
  std::lock_guard lock(mutex_);
  metrics_.streams().Set(--streams_);
  const auto of_caller = streams_of_.find(key);
  if (--of_caller->second == 0) streams_of_.erase(of_caller);
}

}  // namespace donthu::gateway
