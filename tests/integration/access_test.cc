// Every method, called as every role at every distance, does what its option says: the door is open
// to those who are granted it, as far as they reach, and to nobody else. docs/access.md shows the
// same table to people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/request_id.h"
#include "donthu/options/v1/options.pb.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/rpc/validation.h"
#include "services/identity/identity_service.h"
#include "services/vault/vault_service.h"
#include "tests/integration/sample_request.h"
#include "tests/support/matchers.h"
#include "tests/support/stack.h"

namespace donthu::testing {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using options::v1::Role;
using options::v1::Scope;
using ::testing::IsEmpty;

constexpr char kOwn[] = "QB-450-UBND";

// Where the agency that a request names lies, seen from the caller's, and what a grant must reach
// to get there.
struct Distance {
  const char* name;
  const char* agency;
  Scope needs;
};
constexpr Distance kDistances[] = {
    {"own agency", kOwn, options::v1::SCOPE_OWN_AGENCY},
    {"subordinate agency", "QB-18853-UBND", options::v1::SCOPE_SUBORDINATES},
    {"other agency", "QB-455-UBND", options::v1::SCOPE_PROVINCE},
    {"agency above", "QB-UBND", options::v1::SCOPE_PROVINCE},
};

std::vector<Role> Roles() {
  std::vector<Role> roles;
  const auto* type = options::v1::Role_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() > 0) roles.push_back(static_cast<Role>(type->value(i)->number()));
  }
  return roles;
}

std::string TokenOf(Role role) { return "token-as-" + options::v1::Role_Name(role); }

// What the option says of this role: the widest reach, UNSPECIFIED = refused.
Scope Granted(const MethodDescriptor& method, Role role) {
  auto widest = options::v1::SCOPE_UNSPECIFIED;
  for (const auto& grant : method.options().GetExtension(options::v1::access).grants()) {
    if (grant.role() == role) widest = std::max(widest, grant.scope());
  }
  return widest;
}

enum class Door { kOpen, kNoCaller, kNoRole, kOutOfReach };

// Which door the call came to. What a handler refuses by rules of its own lies behind it.
Door DoorOf(const absl::Status& status) {
  const std::string message(status.message());
  if (absl::StrContains(message, "a known bearer token is needed")) return Door::kNoCaller;
  if (!absl::IsPermissionDenied(status)) return Door::kOpen;
  if (absl::StrContains(message, "no role of this principal")) return Door::kNoRole;
  if (absl::StrContains(message, "lies outside the caller's scope")) return Door::kOutOfReach;
  return Door::kOpen;
}

// gRPC's own answer, not that of a handler that knows no such form.
bool IsNotServed(const absl::Status& status) {
  return absl::IsUnimplemented(status) && ReasonOf(status) == common::v1::ERROR_REASON_UNSPECIFIED;
}

std::string NameOf(Door door) {
  switch (door) {
    case Door::kNoCaller:
      return "UNAUTHENTICATED";
    case Door::kNoRole:
      return "refused for its role";
    case Door::kOutOfReach:
      return "refused for the agency";
    default:
      return "let in";
  }
}

std::vector<ServiceEntry> Everything() {
  auto entries = AllServices();
  entries.push_back(identity::Entry());
  entries.push_back(vault::VaultEntry());
  return entries;
}

std::string WriteSecret(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  chmod(path.c_str(), 0600);
  return path;
}

class AccessTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto& postgres = PrivatePostgres::Shared();
    const std::string database = postgres.CreateDatabase();
    const std::string principals = WritePrincipals(postgres.directory());
    std::ofstream out(principals, std::ios::app);
    for (const Role role : Roles()) {
      out << absl::StrFormat(
          "principal { token_sha256: \"%s\" officer: \"test.%s\" agency: \"%s\" roles: %s }\n",
          Sha256Hex(TokenOf(role)), options::v1::Role_Name(role), kOwn,
          options::v1::Role_Name(role));
    }
    out.close();
    auto config = ConfigFor(postgres, database, principals);
    for (const char* service : {"identity", "vault"}) {
      auto* one = config.add_database();
      one->set_service(service);
      one->set_dsn(postgres.Dsn(database, std::string("donthu_") + service));
    }
    config.mutable_identity()->set_key_file(
        WriteSecret(postgres.directory() + "/access.key", std::string(64, 'a')));
    const auto recovery = envelope::NewKeyPair();
    ASSERT_TRUE(recovery.ok());
    config.mutable_vault()->set_recovery_key_file(WriteSecret(
        postgres.directory() + "/recovery.pub.pem", *envelope::PublicToPem(recovery->public_key)));
    process_ = Must(RunningProcess::Start(config, Everything(), clock_));
    const auto system = Connect(kSystem);
    auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
    ASSERT_TRUE(files.ok());
    files->request.set_request_id(client::NewRequestId());
    ASSERT_THAT(client::DirectoryClient(*system).ImportDirectory(files->request), Succeeds());
    process_.reset();
    process_ = Must(RunningProcess::Start(config, Everything(), clock_));
  }
  static void TearDownTestSuite() { process_.reset(); }

  static std::unique_ptr<RunningProcess> Must(
      absl::StatusOr<std::unique_ptr<RunningProcess>> process) {
    EXPECT_THAT(process, Succeeds());
    return *std::move(process);
  }

  static std::unique_ptr<client::Connection> Connect(const std::string& token) {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", process_->port());
    options.token = token;
    options.deadline = absl::Seconds(60);
    options.retry.max_attempts = 1;
    return *client::MakeConnection(options);
  }

  // Every method of every service of this tree.
  static std::vector<const MethodDescriptor*> Methods() {
    std::vector<const MethodDescriptor*> methods;
    const auto* pool = google::protobuf::DescriptorPool::generated_pool();
    for (const char* name :
         {"directory.v1.DirectoryService", "law.v1.LawService", "intake.v1.IntakeService",
          "routing.v1.RoutingService", "resolution.v1.ResolutionService",
          "inspectorate.v1.InspectorateService", "ledger.v1.LedgerService",
          "identity.v1.IdentityService", "vault.v1.VaultService"}) {
      const auto* service = pool->FindServiceByName(std::string("donthu.") + name);
      if (service == nullptr) ADD_FAILURE() << name;
      for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
    }
    return methods;
  }

  static absl::Status Call(client::Connection& connection, const MethodDescriptor& method,
                           const Message& request) {
    const auto* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
    const std::unique_ptr<Message> response(prototype->New());
    if (!method.server_streaming()) return connection.Call(method, request, response.get());
    // What comes first, or why nothing does; some streams have no end.
    const auto reader = connection.Read(method, request);
    const absl::Status status = reader->Next(response.get()).status();
    reader->Cancel();
    return status;
  }

  static const SystemClock clock_;
  static std::unique_ptr<RunningProcess> process_;
};
const SystemClock AccessTest::clock_;
std::unique_ptr<RunningProcess> AccessTest::process_;

// One that these tests don't know would go unasked.
TEST_F(AccessTest, EveryServiceOfTheProtos_IsAskedHere) {
  std::set<std::string> asked;
  for (const auto* method : Methods()) asked.insert(method->service()->full_name());
  std::set<std::string> served;
  for (const auto& entry : Everything()) served.insert(entry.name);
  // The directory answers for the law.
  EXPECT_EQ(asked.size(), served.size() + 1);
}

TEST_F(AccessTest, SampleRequests_AreValid) {
  for (const auto* method : Methods()) {
    const auto request = SampleRequest(*method, kOwn);
    EXPECT_TRUE(rpc::Validate(*request, clock_.Today()).ok())
        << method->full_name() << ": " << rpc::Validate(*request, clock_.Today());
  }
}

TEST_F(AccessTest, WithoutAToken_OnlyPublicMethodsAnswer) {
  for (const std::string& token : {std::string(), std::string("token-of-nobody")}) {
    const auto connection = Connect(token);
    for (const auto* method : Methods()) {
      const bool open = method->options().GetExtension(options::v1::access).public_();
      const auto status = Call(*connection, *method, *SampleRequest(*method, kOwn));
      EXPECT_EQ(NameOf(DoorOf(status)), NameOf(open ? Door::kOpen : Door::kNoCaller))
          << method->full_name() << " " << status;
    }
  }
}

TEST_F(AccessTest, WithoutARole_NothingButThePublicIsGranted) {
  const auto connection = Connect(kNobody);
  for (const auto* method : Methods()) {
    const bool open = method->options().GetExtension(options::v1::access).public_();
    const auto status = Call(*connection, *method, *SampleRequest(*method, kOwn));
    EXPECT_EQ(NameOf(DoorOf(status)), NameOf(open ? Door::kOpen : Door::kNoRole))
        << method->full_name() << " " << status;
  }
}

class AccessAs : public AccessTest, public ::testing::WithParamInterface<Role> {};

TEST_P(AccessAs, EveryMethodAtEveryDistance_IsAsTheOptionsSay) {
  const auto connection = Connect(TokenOf(GetParam()));
  for (const auto* method : Methods()) {
    const bool open = method->options().GetExtension(options::v1::access).public_();
    const Scope granted = Granted(*method, GetParam());
    for (const Distance& distance : kDistances) {
      const auto request = SampleRequest(*method, distance.agency);
      auto expected = Door::kOpen;
      if (!open && granted == options::v1::SCOPE_UNSPECIFIED) {
        expected = Door::kNoRole;
      } else if (!open && NamesAnAgency(*request) && granted < distance.needs) {
        expected = Door::kOutOfReach;
      }
      const auto status = Call(*connection, *method, *request);
      EXPECT_EQ(NameOf(DoorOf(status)), NameOf(expected))
          << method->full_name() << ", " << distance.name << ": " << status;
      EXPECT_NE(status.code(), absl::StatusCode::kInternal) << method->full_name();
      EXPECT_FALSE(IsNotServed(status)) << method->full_name();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Roles, AccessAs, ::testing::ValuesIn(Roles()),
                         [](const auto& of) { return options::v1::Role_Name(of.param).substr(5); });

}  // namespace
}  // namespace donthu::testing
