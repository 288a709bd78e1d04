#include "clients/cpp/errors.h"

#include <gtest/gtest.h>

#include "services/base/status/status.h"

namespace donthu::client {
namespace {

using common::v1::ErrorDetail;

std::string DetailsWith(const ErrorDetail& detail) {
  common::v1::RpcStatus rpc;
  rpc.add_details()->PackFrom(detail);
  return rpc.SerializeAsString();
}

TEST(FromWire, CodeZero_IsOk) { EXPECT_TRUE(FromWire(0, "", "").ok()); }

TEST(FromWire, Detail_ComesBackWhole) {
  ErrorDetail detail;
  detail.set_reason(common::v1::STALE_ETAG);
  detail.set_message_vi("Hồ sơ vừa được sửa.");
  (*detail.mutable_metadata())["etag"] = "7";
  auto* violation = detail.add_field_violations();
  violation->set_field("etag");
  violation->set_description("not current");
  violation->set_description_vi("không còn mới");
  const auto status = FromWire(10, "etag is not current", DetailsWith(detail));
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(status.message(), "etag is not current");
  EXPECT_EQ(DetailOf(status).SerializeAsString(), detail.SerializeAsString());
}

TEST(FromWire, NoServerReached_SaysSoInVietnamese) {
  const auto status = FromWire(14, "connection refused", "");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(status), common::v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_FALSE(DetailOf(status).message_vi().empty());
}

TEST(FromWire, OwnDeadline_HasItsReason) {
  EXPECT_EQ(ReasonOf(FromWire(4, "Deadline Exceeded", "")), common::v1::DEADLINE_PASSED);
}

TEST(FromWire, DamagedDetails_KeepTheCode) {
  const auto status = FromWire(5, "gone", "\xff\xff\xff");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(DetailOf(status).message_vi().empty());
}

TEST(WithMessage, KeepsTheDetail) {
  const absl::Status status = NotFound("petition 3", "Không có đơn này.");
  const auto longer = WithMessage(status, "petition 3 not found [GetPetition]");
  EXPECT_EQ(longer.message(), "petition 3 not found [GetPetition]");
  EXPECT_EQ(ReasonOf(longer), common::v1::NOT_FOUND);
}

}  // namespace
}  // namespace donthu::client
