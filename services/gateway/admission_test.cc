#include "services/gateway/admission.h"

#include <gtest/gtest.h>

#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

class AdmissionTest : public ::testing::Test {
 protected:
  static Limits Small() {
    Limits limits = {};
    limits.streams = 3;
    limits.streams_per_caller = 2;
    limits.session = {1, 2};
    limits.address = {1, 3};
    return limits;
  }
  Metrics metrics_;
  GatewayMetrics gateway_metrics_{metrics_};
  Admission admission_{Small(), gateway_metrics_};
};

TEST_F(AdmissionTest, SessionAndAddress_AreBothCounted) {
  const CallerKeys lan = KeysOf("203.0.113.7", "Bearer lan");
  const CallerKeys minh = KeysOf("203.0.113.7", "Bearer minh");
  EXPECT_TRUE(admission_.Call(lan, kNow).ok());
  EXPECT_TRUE(admission_.Call(lan, kNow).ok());
  const absl::Status often = admission_.Call(lan, kNow);
  EXPECT_EQ(often.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(often), common::v1::RATE_LIMITED);
  EXPECT_EQ(DetailOf(often).metadata().at("retry_after_seconds"), "1");
  EXPECT_FALSE(admission_.Call(minh, kNow).ok()) << "their address has had its three";
  EXPECT_TRUE(admission_.Call(KeysOf("203.0.113.8", "Bearer minh"), kNow).ok());
}

TEST_F(AdmissionTest, Streams_AreBoundedByCallerAndInAll) {
  const CallerKeys lan = KeysOf("203.0.113.7", "Bearer lan");
  auto first = admission_.Stream(lan);
  const auto second = admission_.Stream(lan);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(admission_.Stream(lan).status().code(), absl::StatusCode::kResourceExhausted);
  const auto third = admission_.Stream(KeysOf("203.0.113.7", ""));
  ASSERT_TRUE(third.ok());
  EXPECT_FALSE(admission_.Stream(KeysOf("203.0.113.8", "")).ok()) << "three in all";
  EXPECT_EQ(gateway_metrics_.streams().Value(), 3);
  first->reset();
  EXPECT_EQ(gateway_metrics_.streams().Value(), 2);
  EXPECT_TRUE(admission_.Stream(lan).ok());
}

}  // namespace
}  // namespace donthu::gateway
