#include "clients/cpp/idempotency.h"

#include <gtest/gtest.h>

#include "donthu/intake/v1/intake_service.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

const google::protobuf::MethodDescriptor& IntakeMethod(const std::string& name) {
  return *google::protobuf::DescriptorPool::generated_pool()
              ->FindServiceByName("donthu.intake.v1.IntakeService")
              ->FindMethodByName(name);
}

TEST(MayRepeat, Reads_Always) {
  EXPECT_TRUE(MayRepeat(IntakeMethod("GetPetition"), intake::v1::GetPetitionRequest()));
}

TEST(MayRepeat, Commands_OnlyWithARequestId) {
  intake::v1::RegisterPetitionRequest request;
  EXPECT_FALSE(MayRepeat(IntakeMethod("RegisterPetition"), request));
  request.set_request_id("x");
  EXPECT_TRUE(MayRepeat(IntakeMethod("RegisterPetition"), request));
}

TEST(IsTransient, FollowsTheReason) {
  using Code = absl::StatusCode;
  EXPECT_TRUE(IsTransient(absl::UnavailableError("")));
  EXPECT_TRUE(IsTransient(Failure(Code::kUnavailable, common::v1::SHUTTING_DOWN, "")));
  EXPECT_TRUE(IsTransient(Failure(Code::kUnknown, common::v1::COMMIT_IN_DOUBT, "")));
  EXPECT_TRUE(IsTransient(Failure(Code::kResourceExhausted, common::v1::OVERLOADED, "")));
  EXPECT_TRUE(IsTransient(Failure(Code::kResourceExhausted, common::v1::RATE_LIMITED, "")));
  EXPECT_TRUE(IsTransient(Failure(Code::kAborted, common::v1::CONCURRENT_CHANGE, "")));
  EXPECT_FALSE(IsTransient(Failure(Code::kAborted, common::v1::STALE_ETAG, "")));
  EXPECT_FALSE(IsTransient(absl::UnknownError("a handler threw")));
  EXPECT_FALSE(IsTransient(absl::ResourceExhaustedError("message larger than max")));
  EXPECT_FALSE(IsTransient(absl::DeadlineExceededError("")));
  EXPECT_FALSE(IsTransient(absl::InternalError("")));
  EXPECT_FALSE(IsTransient(InvalidField("a", "b", "c")));
}

// Every method says in its proto whether it may be repeated, and every command has a request_id.
TEST(MayRepeat, EveryMethodHasAVerdict) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const char* name :
       {"intake.v1.IntakeService", "routing.v1.RoutingService", "resolution.v1.ResolutionService",
        "inspectorate.v1.InspectorateService", "ledger.v1.LedgerService",
        "directory.v1.DirectoryService", "law.v1.LawService"}) {
    const auto* service = pool->FindServiceByName(std::string("donthu.") + name);
    if (service == nullptr) continue;  // its file is not linked into this test
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = service->method(i);
      const auto level = method->options().idempotency_level();
      EXPECT_NE(level, google::protobuf::MethodOptions::IDEMPOTENCY_UNKNOWN) << method->full_name();
      if (level == google::protobuf::MethodOptions::IDEMPOTENT) {
        EXPECT_NE(method->input_type()->FindFieldByName("request_id"), nullptr)
            << method->full_name();
      }
    }
  }
}

}  // namespace
}  // namespace donthu::client
