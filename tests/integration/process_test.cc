// What a process owes those who run it: clear refusals to start, health, reflection, metrics, a
// graceful end, silent logs.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_format.h"
#include "clients/cli/directory_files.h"
#include "clients/cpp/request_id.h"
#include "services/base/config/config.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ProcessTest : public ::testing::Test {
 protected:
  config::v1::ServerConfig Config() {
    return ConfigFor(PrivatePostgres::Shared(), PrivatePostgres::Shared().CreateDatabase(),
                     WritePrincipals(PrivatePostgres::Shared().directory()));
  }

  absl::StatusOr<std::unique_ptr<RunningProcess>> Start(const config::v1::ServerConfig& config) {
    return RunningProcess::Start(config, AllServices(), clock_);
  }

  const SystemClock clock_;
};

TEST_F(ProcessTest, PortTaken_IsSaidInOneLine) {
  auto config = Config();
  const auto first = Start(config);
  ASSERT_THAT(first, Succeeds());
  config.set_listen(absl::StrFormat("127.0.0.1:%d", (*first)->port()));
  const auto second = Start(config);
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("the port is taken"));
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(config.listen()));
}

TEST_F(ProcessTest, DirectoryOnceImported_IsWhatEveryServiceGoesBy) {
  const auto process = Start(Config());
  ASSERT_THAT(process, Succeeds());
  client::ConnectionOptions options;
  options.endpoint = absl::StrFormat("127.0.0.1:%d", (*process)->port());
  options.token = kSystem;
  const auto connection = *client::MakeConnection(options);
  const client::IntakeClient intake(*connection);
  auto petition = SomePetition();
  petition.set_request_id(client::NewRequestId());
  ASSERT_FALSE(intake.RegisterPetition(petition).ok()) << "there is no agency yet";
  auto files = *cli::ReadDirectoryFolder("data/quang_binh_2024");
  files.request.set_request_id(client::NewRequestId());
  ASSERT_THAT(client::DirectoryClient(*connection).ImportDirectory(files.request), Succeeds());
  EXPECT_THAT(intake.RegisterPetition(petition), Succeeds());
}

TEST_F(ProcessTest, DatabaseAway_IsSaidInOneLine) {
  auto config = Config();
  config.mutable_database(0)->set_dsn("host=/nonexistent dbname=x user=y connect_timeout=1");
  const auto process = Start(config);
  ASSERT_FALSE(process.ok());
  EXPECT_THAT(std::string(process.status().message()), HasSubstr("is PostgreSQL running?"));
}

TEST_F(ProcessTest, SchemaOfAnotherRelease_IsSaidInOneLine) {
  const auto& postgres = PrivatePostgres::Shared();
  const auto config = Config();
  const std::string database = PrivatePostgres::Shared().CreateDatabase();
  db::Pool owner({postgres.Dsn(database, "donthu_owner"), 1, absl::Seconds(5), ""});
  ASSERT_THAT(owner.Run({"newer",
                         "INSERT INTO migration.applied (schema_name, number, name, sha256) "
                         "VALUES ('intake', 99, '0099_from_the_future', repeat('0', 64))",
                         true},
                        db::Params()),
              Succeeds());
  auto other = ConfigFor(postgres, database, config.principals_file());
  const auto process = Start(other);
  ASSERT_FALSE(process.ok());
  EXPECT_THAT(std::string(process.status().message()), HasSubstr("schema intake is at version 99"));
}

TEST_F(ProcessTest, UnknownServiceOrMissingSecret_IsSaidInOneLine) {
  auto config = Config();
  config.mutable_database(0)->set_service("vault");
  EXPECT_THAT(std::string(Start(config).status().message()), HasSubstr("no service \"vault\""));
  config = Config();
  config.set_principals_file("/nonexistent");
  EXPECT_THAT(std::string(Start(config).status().message()), HasSubstr("/nonexistent"));
}

// Calls any method by its name with raw bytes, as a stranger's client would.
grpc::Status CallRaw(int port, const std::string& method, const std::string& token,
                     const std::string& bytes, std::string* answer) {
  auto channel = grpc::CreateChannel(absl::StrFormat("127.0.0.1:%d", port),
                                     grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  const grpc::Slice slice(bytes);
  grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  grpc::CompletionQueue queue;
  auto call = stub.PrepareUnaryCall(&context, method, request, &queue);
  call->StartCall();
  grpc::Status status;
  call->Finish(&response, &status, &queue);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  std::vector<grpc::Slice> slices;
  if (status.ok() && response.Dump(&slices).ok()) {
    for (const auto& part : slices) {
      answer->append(reinterpret_cast<const char*>(part.begin()), part.size());
    }
  }
  return status;
}

TEST_F(ProcessTest, HealthAndReflection_AnswerStandardClients) {
  const auto process = Start(Config());
  ASSERT_THAT(process, Succeeds());
  std::string answer;
  // Health turns SERVING with the first look at the database, within a second of the start.
  for (int i = 0; i < 1000 && answer != "\x08\x01"; ++i) {
    answer.clear();
    EXPECT_TRUE(CallRaw((*process)->port(), "/grpc.health.v1.Health/Check", "", "", &answer).ok());
  }
  EXPECT_EQ(answer, "\x08\x01");
  answer.clear();
  // ServerReflectionRequest.list_services = "*"
  const auto status =
      CallRaw((*process)->port(), "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              "", "\x3a\x01*", &answer);
  EXPECT_TRUE(status.ok()) << status.error_message();
  for (const auto& entry : {"intake.v1.IntakeService", "ledger.v1.LedgerService"}) {
    EXPECT_THAT(answer, HasSubstr(entry));
  }
}

TEST_F(ProcessTest, MalformedBytes_AreRefusedByReasonOrField) {
  const auto process = Start(Config());
  ASSERT_THAT(process, Succeeds());
  const std::string method = "/donthu.intake.v1.IntakeService/RegisterPetition";
  std::string answer;
  auto status = CallRaw((*process)->port(), method, kSystem, "\xff\xff\xff", &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_details(), HasSubstr("ErrorDetail"));
  // Field 9, title, with bytes that are no UTF-8.
  status =
      CallRaw((*process)->port(), method, kSystem, std::string("\x4a\x02\xc3\x28", 4), &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("title"));
  status =
      CallRaw((*process)->port(), "/donthu.intake.v1.IntakeService/NoSuch", kSystem, "", &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ProcessTest, Drain_LetsRunningCallsFinishAndEndsStreams) {
  Stack stack;
  Caller caller(stack);
  const auto process_connection = stack.Connect(kSystem);
  const client::LedgerClient ledger(*process_connection);
  auto reader = ledger.Watch({});
  ledger::v1::WatchResponse response;
  ASSERT_TRUE(reader->Next(&response).value_or(false));
  std::atomic<int> acknowledged{0};
  std::atomic<bool> stop{false};
  std::thread desk([&] {
    while (!stop) acknowledged += caller.intake.RegisterPetition(SomePetition()).ok();
  });
  while (acknowledged < 5) std::this_thread::yield();
  stack.Restart();
  stop = true;
  desk.join();
  absl::StatusOr<bool> next = true;
  while (next.ok() && *next) next = reader->Next(&response);
  EXPECT_THAT(next, FailsWith(absl::StatusCode::kUnavailable, common::v1::SHUTTING_DOWN));
  EXPECT_EQ(CountSql(stack, "petitions", "SELECT count(*) FROM intake.petition"), acknowledged);
}

TEST_F(ProcessTest, Logs_HoldNoPersonalData) {
  ::testing::internal::CaptureStderr();
  {
    Stack stack;
    Caller caller(stack);
    ASSERT_THAT(caller.intake.RegisterPetition(SomePetition()), Succeeds());
    auto bad = SomePetition();
    bad.mutable_petitioners(0)->set_id_number("Trần Văn Mẫu");
    const auto refused = caller.intake.RegisterPetition(bad);
    EXPECT_THAT(refused, RefusesField("petitioners[0].id_number"));
    EXPECT_THAT(refused.status().ToString(), Not(HasSubstr("Mẫu")));
    EXPECT_THAT(DetailOf(refused.status()).DebugString(), Not(HasSubstr("Mẫu")));
    // A row that breaks a constraint: what PostgreSQL says of it holds the row.
    const auto broken = stack.owner().Run(
        {"break",
         "INSERT INTO intake.petitioner (petition_id, position, full_name, folded_name, gender, "
         "birth_year, address, id_number_hash, representative) "
         "SELECT 1, 1, 'Trần Văn Mẫu', '', 0, 0, '', '', false",
         true},
        db::Params());
    EXPECT_FALSE(broken.ok());
    EXPECT_THAT(broken.status().ToString(), Not(HasSubstr("Mẫu")));
  }
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, Not(HasSubstr("Mẫu")));
  EXPECT_THAT(log, Not(HasSubstr("Hải Thành")));
}

TEST(ConfigTest, UnknownKey_IsRefusedWithItsLine) {
  config::v1::ServerConfig config;
  const auto status =
      config::ParseText("listen: \"127.0.0.1:0\"\nworker: 3\n", "x.textproto", &config);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("x.textproto:2:"));
}

TEST(ConfigTest, ShippedTemplates_AreReadable) {
  for (const char* name :
       {"donthud", "directory", "intake", "routing", "resolution", "inspectorate", "ledger"}) {
    config::v1::ServerConfig config;
    EXPECT_TRUE(
        config::ReadTextFile(absl::StrFormat("deploy/config/%s.textproto", name), &config).ok())
        << name;
  }
}

}  // namespace
}  // namespace donthu::testing
