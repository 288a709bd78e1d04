#include "clients/cpp/retrying_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Answers what it is told, then OK.
class FakeStub : public Stub {
 public:
  FakeStub(std::deque<absl::Status> answers, int* calls)
      : answers_(std::move(answers)), calls_(calls) {}

  absl::Status Call(const google::protobuf::MethodDescriptor&, const google::protobuf::Message&,
                    google::protobuf::Message*, absl::Time) override {
    ++*calls_;
    if (answers_.empty()) return absl::OkStatus();
    const absl::Status answer = answers_.front();
    answers_.pop_front();
    return answer;
  }
  std::unique_ptr<MessageReader> Read(const google::protobuf::MethodDescriptor&,
                                      const google::protobuf::Message&) override {
    return nullptr;
  }
  std::vector<EndpointHealth> Health(absl::Time) override { return {}; }

 private:
  std::deque<absl::Status> answers_;
  int* calls_;
};

// One call through the loop: how it ended, how often it tried and how long it slept in between.
struct Outcome {
  absl::Status status;
  int calls = 0;
  std::vector<int64_t> sleeps_ms;
};

Outcome RunLoop(const std::string& method_name, const google::protobuf::Message& request,
                std::deque<absl::Status> answers, ConnectionOptions options = {}) {
  Outcome outcome;
  absl::Time now = absl::UnixEpoch();
  options.now = [&now] { return now; };
  options.sleep = [&](absl::Duration wait) {
    outcome.sleeps_ms.push_back(absl::ToInt64Milliseconds(wait));
    now += wait;
  };
  if (!options.random) options.random = [] { return 0.0; };
  RetryingConnection connection(options,
                                std::make_unique<FakeStub>(std::move(answers), &outcome.calls));
  const auto* method = google::protobuf::DescriptorPool::generated_pool()
                           ->FindServiceByName("donthu.intake.v1.IntakeService")
                           ->FindMethodByName(method_name);
  intake::v1::Petition response;
  outcome.status = connection.Call(*method, request, &response);
  return outcome;
}

Outcome RunRead(std::deque<absl::Status> answers, ConnectionOptions options = {}) {
  return RunLoop("GetPetition", intake::v1::GetPetitionRequest(), std::move(answers),
                 std::move(options));
}

std::deque<absl::Status> Times(std::size_t n, const absl::Status& status) {
  return std::deque<absl::Status>(n, status);
}

TEST(RetryLoop, Success_NeverSleeps) {
  const auto outcome = RunRead({});
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.sleeps_ms, IsEmpty());
}

TEST(RetryLoop, WaitsDoubleUpToTheMaximum) {
  ConnectionOptions options;
  options.retry = {.max_attempts = 7, .max = absl::Seconds(1)};
  options.deadline = absl::Minutes(1);
  const auto outcome = RunRead(Times(99, absl::UnavailableError("refused")), options);
  EXPECT_EQ(outcome.calls, 7);
  EXPECT_THAT(outcome.sleeps_ms, ElementsAre(100, 200, 400, 800, 1000, 1000));
  EXPECT_THAT(std::string(outcome.status.message()),
              HasSubstr("refused [GetPetition: attempts exhausted, attempt 7]"));
}

TEST(RetryLoop, JitterShortensEachWait) {
  ConnectionOptions options;
  options.random = [] { return 0.5; };
  const auto outcome = RunRead(Times(3, absl::UnavailableError("")), options);
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.sleeps_ms, ElementsAre(75, 150, 300));
}

TEST(RetryLoop, NeverSleepsPastTheDeadline) {
  ConnectionOptions options;
  options.deadline = absl::Milliseconds(600);
  const auto outcome = RunRead(Times(99, absl::UnavailableError("")), options);
  EXPECT_THAT(outcome.sleeps_ms, ElementsAre(100, 200));
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(outcome.status.message()), HasSubstr("deadline too near"));
}

TEST(RetryLoop, PauseThatTheServerAsksFor_IsKept) {
  const auto limited = [](const char* seconds) {
    return Failure(absl::StatusCode::kResourceExhausted, common::v1::RATE_LIMITED, "")
        .With("retry_after_seconds", seconds);
  };
  EXPECT_THAT(RunRead({limited("3")}).sleeps_ms, ElementsAre(3000));
  EXPECT_THAT(RunRead({limited("x")}).sleeps_ms, ElementsAre(100));
  const auto outcome = RunRead({limited("3600")});
  EXPECT_THAT(outcome.sleeps_ms, IsEmpty()) << "beyond the deadline";
  EXPECT_EQ(ReasonOf(outcome.status), common::v1::RATE_LIMITED);
}

TEST(RetryLoop, PermanentFailure_EndsAtOnceWithItsDetail) {
  const auto outcome = RunRead({NotFound("petition 1", "Không có đơn này.")});
  EXPECT_EQ(outcome.calls, 1);
  EXPECT_THAT(outcome.sleeps_ms, IsEmpty());
  EXPECT_EQ(ReasonOf(outcome.status), common::v1::NOT_FOUND);
  EXPECT_EQ(DetailOf(outcome.status).message_vi(), "Không có đơn này.");
  EXPECT_THAT(std::string(outcome.status.message()), HasSubstr("permanent"));
}

TEST(RetryLoop, PermanentAfterTransient_EndsThere) {
  const auto outcome = RunRead({absl::UnavailableError(""), absl::InternalError("")});
  EXPECT_EQ(outcome.calls, 2);
  EXPECT_THAT(outcome.sleeps_ms, ElementsAre(100));
}

TEST(RetryLoop, CommitInDoubt_IsRepeatedWithTheSameRequestId) {
  intake::v1::RegisterPetitionRequest request;
  request.set_request_id("id");
  const auto outcome =
      RunLoop("RegisterPetition", request,
              {Failure(absl::StatusCode::kUnknown, common::v1::COMMIT_IN_DOUBT, "lost")});
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_EQ(outcome.calls, 2);
}

TEST(RetryLoop, CommandWithoutRequestId_IsTriedOnce) {
  const auto outcome = RunLoop("RegisterPetition", intake::v1::RegisterPetitionRequest(),
                               {absl::UnavailableError("refused")});
  EXPECT_EQ(outcome.calls, 1);
  EXPECT_THAT(std::string(outcome.status.message()), HasSubstr("not idempotent"));
}

TEST(RetryLoop, StaleEtag_IsNotRepeated) {
  intake::v1::RegisterPetitionRequest request;
  request.set_request_id("id");
  EXPECT_EQ(RunLoop("RegisterPetition", request,
                    {Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG, "")})
                .calls,
            1);
  EXPECT_EQ(RunLoop("RegisterPetition", request,
                    {Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE, "")})
                .calls,
            2);
}

}  // namespace
}  // namespace donthu::client
