// The interceptor stack from outside: what is let through to a handler, and what callers see of
// failures.
#include "services/base/rpc/stack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "donthu/directory/v1/directory_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/rpc/validation.h"
#include "services/base/status/status.h"

namespace donthu::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kIntake[] = "donthu.intake.v1.IntakeService";
constexpr char kDirectory[] = "donthu.directory.v1.DirectoryService";
constexpr char kMarker[] = "BIMAT";

const RateLimits kLimits = {{1, 3}, {1, 3}, {1, 8}};

const absl::Time kNow = absl::FromCivil(absl::CivilHour(2024, 3, 10, 9), VietnamTime());

Authenticator Principals() {
  config::v1::PrincipalsFile file;
  const auto add = [&file](const std::string& token, std::vector<options::v1::Role> roles) {
    auto* entry = file.add_principal();
    entry->set_token_sha256(Sha256Hex(token));
    entry->set_officer("officer." + token);
    entry->set_agency("QB-450-UBND");
    for (const auto role : roles) entry->add_roles(role);
  };
  add("reception", {options::v1::ROLE_RECEPTION});
  add("nobody", {});
  add("administrator", {options::v1::ROLE_ADMINISTRATOR});
  add("head", {options::v1::ROLE_RECEPTION, options::v1::ROLE_HEAD});
  return *Authenticator::Create(file);
}

// A stack whose only method is one of the real ones, with a handler that the test gives.
class StackTest : public ::testing::Test {
 protected:
  using Get = intake::v1::GetPetitionRequest;
  using List = intake::v1::ListPetitionsRequest;

  // Calls IntakeService.ListPetitions.
  absl::StatusOr<std::string> CallList(const std::string& authorization, const List& request) {
    MethodTable table(kIntake);
    table.Unary<List, intake::v1::ListPetitionsResponse>(
        "ListPetitions",
        [this](const Call& call,
               const List& seen) -> absl::StatusOr<intake::v1::ListPetitionsResponse> {
          ++handled_;
          call_ = call;
          seen_ = seen;
          return handler_();
        });
    Incoming incoming{authorization, request.SerializeAsString(), deadline_, peer_};
    incoming.certificate_sha256 = certificate_;
    incoming.client_address = client_address_;
    return stack_.RunUnary(table.methods()[0], incoming);
  }

  ErrorReason Refusal(const std::string& authorization, const List& request = List()) {
    const auto answer = CallList(authorization, request);
    EXPECT_FALSE(answer.ok());
    EXPECT_EQ(handled_, 0);
    EXPECT_FALSE(DetailOf(answer.status()).message_vi().empty());
    return ReasonOf(answer.status());
  }

  FixedClock clock_{kNow};
  Authenticator authenticator_ = Principals();
  std::vector<options::v1::Scope> asked_;
  Stack stack_{authenticator_,
               [this](const Principal& principal, options::v1::Scope scope) {
                 asked_.push_back(scope);
                 return absl::StatusOr<Reach>(Reach::Only({principal.agency}));
               },
               clock_, kLimits};
  absl::Time deadline_ = absl::InfiniteFuture();
  std::string peer_ = "ipv4:127.0.0.1:40000";
  std::string certificate_;
  std::string client_address_;
  std::function<absl::StatusOr<intake::v1::ListPetitionsResponse>()> handler_ = [] {
    return intake::v1::ListPetitionsResponse();
  };
  int handled_ = 0;
  Call call_;
  List seen_;
};

TEST_F(StackTest, KnownToken_ReachesTheHandlerWithItsPrincipal) {
  ASSERT_TRUE(CallList("Bearer reception", List()).ok());
  EXPECT_EQ(handled_, 1);
  EXPECT_EQ(call_.principal.officer, "officer.reception");
  EXPECT_TRUE(call_.reach.Includes("QB-450-UBND"));
  EXPECT_FALSE(call_.reach.Includes("QB-451-UBND"));
}

TEST_F(StackTest, NoOrUnknownToken_IsNotSignedIn) {
  for (const char* value : {"", "Bearer", "Bearer ", "Bearer unknown", "reception",
                            "bearer reception", "Basic reception", "Bearer  reception"}) {
    EXPECT_EQ(Refusal(value), common::v1::NOT_SIGNED_IN) << value;
  }
}

TEST_F(StackTest, RoleWithoutGrant_IsNotAllowed) {
  EXPECT_EQ(Refusal("Bearer nobody"), common::v1::NOT_ALLOWED);
  EXPECT_EQ(Refusal("Bearer administrator"), common::v1::NOT_ALLOWED);
}

TEST_F(StackTest, SeveralRoles_GetTheWidestScope) {
  ASSERT_TRUE(CallList("Bearer head", List()).ok());
  EXPECT_THAT(asked_, ElementsAre(options::v1::SCOPE_SUBORDINATES));
}

TEST_F(StackTest, AgencyOutOfScope_IsNotAllowed) {
  List request;
  request.set_agency_code("QB-451-UBND");
  EXPECT_EQ(Refusal("Bearer reception", request), common::v1::NOT_ALLOWED);
}

TEST_F(StackTest, UnsignedCaller_LearnsNothingOfTheRequestsFaults) {
  List request;
  request.set_page_size(-1);
  EXPECT_EQ(Refusal("", request), common::v1::NOT_SIGNED_IN);
  EXPECT_EQ(Refusal("Bearer reception", request), common::v1::INVALID_FIELD);
}

TEST_F(StackTest, PassedDeadline_KeepsTheHandlerFromRunning) {
  deadline_ = kNow;
  EXPECT_EQ(Refusal("Bearer reception"), common::v1::DEADLINE_PASSED);
  deadline_ = kNow + absl::Milliseconds(1);
  EXPECT_TRUE(CallList("Bearer reception", List()).ok());
  EXPECT_EQ(call_.deadline, deadline_);
}

TEST_F(StackTest, DecomposedText_ReachesTheHandlerComposed) {
  List request;
  request.set_area_key("o\xCC\x9B");
  ASSERT_TRUE(CallList("Bearer reception", request).ok());
  EXPECT_EQ(seen_.area_key(), "\xC6\xA1");
}

TEST_F(StackTest, HandlerFailure_ComesBackAsItIs) {
  handler_ = []() -> absl::StatusOr<intake::v1::ListPetitionsResponse> {
    return NotFound("petition", "Không có đơn này.");
  };
  const auto answer = CallList("Bearer reception", List());
  EXPECT_EQ(ReasonOf(answer.status()), common::v1::NOT_FOUND);
  EXPECT_EQ(Outward("List", answer.status()), answer.status());
}

TEST_F(StackTest, HandlerThatThrows_IsAnInternalDefectWithoutItsText) {
  handler_ = []() -> absl::StatusOr<intake::v1::ListPetitionsResponse> {
    throw std::runtime_error(kMarker);
  };
  const auto answer = CallList("Bearer reception", List());
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(answer.status().ToString(), Not(HasSubstr(kMarker)));
}

TEST_F(StackTest, PublicMethod_NeedsNoToken) {
  MethodTable table(kDirectory);
  table.Unary<directory::v1::ListSubjectFieldsRequest, directory::v1::ListSubjectFieldsResponse>(
      "ListSubjectFields",
      [](const Call& call,
         const auto&) -> absl::StatusOr<directory::v1::ListSubjectFieldsResponse> {
        EXPECT_THAT(call.principal.roles, IsEmpty());
        EXPECT_FALSE(call.reach.Includes("QB-450-UBND"));
        return directory::v1::ListSubjectFieldsResponse();
      });
  EXPECT_TRUE(stack_.RunUnary(table.methods()[0], Incoming{"", "", deadline_}).ok());
}

TEST_F(StackTest, CallWithoutADeadline_GetsOne) {
  deadline_ = absl::InfiniteFuture();
  ASSERT_TRUE(CallList("Bearer reception", List()).ok());
  EXPECT_EQ(call_.deadline, kNow + kCallMax);
}

TEST_F(StackTest, CallerBeyondItsShare_IsToldWhenToComeBack) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(CallList("Bearer reception", List()).ok()) << i;
  const auto refused = CallList("Bearer reception", List());
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused.status()), common::v1::RATE_LIMITED);
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("retry_after_seconds"), "1");
  EXPECT_THAT(DetailOf(refused.status()).message_vi(), HasSubstr("sau 1 giây"));
  EXPECT_EQ(handled_, 3);
  clock_.Set(kNow + absl::Seconds(1));
  EXPECT_TRUE(CallList("Bearer reception", List()).ok());
}

TEST_F(StackTest, CallersDoNotUseUpEachOthersShare) {
  for (int i = 0; i < 4; ++i) (void)CallList("Bearer reception", List());
  EXPECT_TRUE(CallList("Bearer head", List()).ok());
}

TEST_F(StackTest, CallsThatAreNotAllowed_CountToo) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Refusal("Bearer nobody"), common::v1::NOT_ALLOWED);
  EXPECT_EQ(Refusal("Bearer nobody"), common::v1::RATE_LIMITED);
}

TEST_F(StackTest, TriedTokens_AreCountedByAddress) {
  for (int i = 0; i < 8; ++i) EXPECT_EQ(Refusal("Bearer wrong"), common::v1::NOT_SIGNED_IN);
  EXPECT_EQ(Refusal("Bearer wrong"), common::v1::RATE_LIMITED);
  peer_ = "ipv4:192.0.2.7:1";
  EXPECT_EQ(Refusal("Bearer wrong"), common::v1::NOT_SIGNED_IN);
  peer_ = "ipv4:127.0.0.1:2";
  EXPECT_TRUE(CallList("Bearer reception", List()).ok()) << "who is known is not held back";
}

TEST_F(StackTest, TokenOfThePrincipalsFile_IsNotKnownFromElsewhere) {
  for (const char* peer : {"ipv4:192.0.2.7:1", "ipv6:%5B2001:db8::1%5D:1", "", "ipv4:127.0.0.1"}) {
    peer_ = peer;
    EXPECT_EQ(Refusal("Bearer reception"), common::v1::NOT_SIGNED_IN) << peer;
  }
}

// One system, which may register and list petitions, and the gateway.
class TwoSystems : public Certificates {
 public:
  absl::StatusOr<CertifiedSystem> Find(const std::string& sha256) override {
    if (sha256 == "system") return One("mot-cua", {std::string(kIntake) + "/ListPetitions"});
    if (sha256 == "other") return One("khac", {std::string(kIntake) + "/RegisterPetition"});
    if (sha256 == "all") return One("tat-ca", {std::string(kIntake) + "/*"});
    if (sha256 != "gateway") return NotSignedIn();
    auto gateway = One("gateway", {});
    gateway.names_callers = true;
    return gateway;
  }

 private:
  static CertifiedSystem One(const std::string& name, std::vector<std::string> methods) {
    Principal principal{name, "QB-UBND", {options::v1::ROLE_SYSTEM}, 0, name};
    principal.methods = std::make_shared<const std::vector<std::string>>(std::move(methods));
    return {principal, false};
  }
};

TEST_F(StackTest, Certificate_StandsForItsSystem_FromAnywhere) {
  TwoSystems systems;
  authenticator_.Accept(nullptr, &systems);
  peer_ = "ipv4:192.0.2.7:1";
  for (const char* one : {"system", "all"}) {
    certificate_ = one;
    ASSERT_TRUE(CallList("", List()).ok()) << one;
  }
  EXPECT_EQ(call_.principal.officer, "tat-ca");
  EXPECT_EQ(call_.principal.agency, "QB-UBND");
}

TEST_F(StackTest, Certificate_IsBoundToItsMethods) {
  TwoSystems systems;
  authenticator_.Accept(nullptr, &systems);
  for (const char* one : {"other", "gateway"}) {
    certificate_ = one;
    EXPECT_EQ(Refusal(""), common::v1::NOT_ALLOWED) << one;
  }
  certificate_ = "unknown";
  EXPECT_EQ(Refusal(""), common::v1::NOT_SIGNED_IN);
}

TEST_F(StackTest, BearerToken_GoesBeforeTheCertificate) {
  TwoSystems systems;
  authenticator_.Accept(nullptr, &systems);
  certificate_ = "system";
  EXPECT_EQ(Refusal("Bearer wrong"), common::v1::NOT_SIGNED_IN);
  ASSERT_TRUE(CallList("Bearer reception", List()).ok());
  EXPECT_EQ(call_.principal.officer, "officer.reception");
}

TEST_F(StackTest, OnlyASystemThatMay_NamesTheCallersAddress) {
  TwoSystems systems;
  authenticator_.Accept(nullptr, &systems);
  client_address_ = "192.0.2.7";
  for (const char* one : {"", "system", "unknown"}) {
    certificate_ = one;
    ASSERT_TRUE(CallList("Bearer head", List()).ok()) << one;
    EXPECT_EQ(call_.peer, peer_) << one;
  }
  certificate_ = "gateway";
  EXPECT_EQ(ReasonOf(CallList("Bearer reception", List()).status()), common::v1::NOT_SIGNED_IN);
  for (const char* nonsense : {"", "unix:/x", "127.0.0.1:1", "[::1]", "x"}) {
    client_address_ = nonsense;
    ASSERT_TRUE(CallList("Bearer reception", List()).ok()) << nonsense;
    EXPECT_EQ(call_.peer, peer_);
    clock_.Set(clock_.Now() + absl::Seconds(1));
  }
}

TEST_F(StackTest, NamedAddresses_AreCountedApart) {
  TwoSystems systems;
  authenticator_.Accept(nullptr, &systems);
  certificate_ = "gateway";
  client_address_ = "192.0.2.7";
  for (int i = 0; i < 8; ++i) EXPECT_EQ(Refusal("Bearer wrong"), common::v1::NOT_SIGNED_IN);
  EXPECT_EQ(Refusal("Bearer wrong"), common::v1::RATE_LIMITED);
  client_address_ = "192.0.2.8";
  EXPECT_EQ(Refusal("Bearer wrong"), common::v1::NOT_SIGNED_IN);
}

// Knows every token until it is told to forget.
class ForgettingSessions : public Sessions {
 public:
  absl::StatusOr<Principal> Find(const std::string&) override {
    if (forgotten) return NotSignedIn();
    return Principal{"lan", "QB-450-UBND", {options::v1::ROLE_HEAD}, 1, "lan"};
  }
  bool forgotten = false;
};

class EndlessStream : public Stream {
 public:
  bool Ready() override { return true; }
  absl::StatusOr<Step> Next(google::protobuf::Message*) override { return Step::kSent; }
};

TEST_F(StackTest, Stream_EndsBeforeItsNextMessage_WhenTheSessionEnds) {
  ForgettingSessions sessions;
  authenticator_.Accept(&sessions, nullptr);
  MethodTable table("donthu.ledger.v1.LedgerService");
  table.ServerStream<ledger::v1::WatchRequest, ledger::v1::WatchResponse>(
      "Watch", [](const Call&, const auto&) -> absl::StatusOr<std::unique_ptr<Stream>> {
        return std::make_unique<EndlessStream>();
      });
  const auto stream = stack_.OpenStream(
      table.methods()[0], Incoming{"Bearer " + std::string(64, 'a'), "", deadline_, ""});
  ASSERT_TRUE(stream.ok()) << stream.status();
  ledger::v1::WatchResponse response;
  EXPECT_EQ(*(*stream)->Next(&response), Stream::Step::kSent);
  sessions.forgotten = true;
  EXPECT_EQ(ReasonOf((*stream)->Next(&response).status()), common::v1::NOT_SIGNED_IN);
}

TEST(Outward, InternalText_IsReplacedByAnIncident) {
  const absl::Status shown =
      Outward("donthu.intake.v1.IntakeService.GetPetition", absl::InternalError(kMarker));
  const auto detail = DetailOf(shown);
  EXPECT_EQ(shown.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(detail.reason(), common::v1::INTERNAL_DEFECT);
  ASSERT_TRUE(detail.metadata().contains("incident"));
  const std::string incident = detail.metadata().at("incident");
  EXPECT_THAT(std::string(shown.message()), HasSubstr(incident));
  EXPECT_THAT(detail.message_vi(), HasSubstr(incident));
  EXPECT_THAT(shown.ToString() + detail.DebugString(), Not(HasSubstr(kMarker)));
}

TEST(Outward, Incidents_Differ) {
  const auto incident = [] {
    return DetailOf(Outward("m", absl::InternalError(""))).metadata().at("incident");
  };
  EXPECT_NE(incident(), incident());
}

TEST(MethodTableDeathTest, MethodThatTheProtoLacks_IsADefect) {
  using Get = intake::v1::GetPetitionRequest;
  const auto handler = [](const Call&, const Get&) -> absl::StatusOr<intake::v1::Petition> {
    return intake::v1::Petition();
  };
  EXPECT_DEATH(MethodTable("donthu.intake.v1.NoService"), "not in this binary");
  EXPECT_DEATH((MethodTable(kIntake).Unary<Get, intake::v1::Petition>("NoMethod", handler)),
               "has no method NoMethod");
  EXPECT_DEATH((MethodTable(kIntake).Unary<Get, intake::v1::Petition>("ListPetitions", handler)),
               "other message types");
}

}  // namespace
}  // namespace donthu::rpc
