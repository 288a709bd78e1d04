// The edge of the server: who gets through TLS, and what slow, silent and greedy callers get.
#include "services/base/rpc/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/rpc_method.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <future>

#include "absl/strings/str_format.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/certificate/authority.h"

namespace donthu::rpc {
namespace {

using certificate::Identity;
using certificate::Issue;
using grpc::ByteBuffer;

constexpr char kLedger[] = "donthu.ledger.v1.LedgerService";
constexpr absl::Duration kDay = absl::Hours(24);
// Long enough for a slow machine; no test waits for it to pass.
constexpr absl::Duration kPatience = absl::Seconds(20);

// Knows every certificate, and tells which one came.
class AnySystem : public Certificates {
 public:
  absl::StatusOr<CertifiedSystem> Find(const std::string& sha256) override {
    seen = sha256;
    Principal principal{"mot-cua", "QB-UBND", {options::v1::ROLE_SYSTEM}, 0, "mot-cua"};
    return CertifiedSystem{principal, false};
  }
  std::string seen;
};

// Sends a megabyte as often as it is asked.
class Flood : public Stream {
 public:
  explicit Flood(std::promise<void>* ended) : ended_(ended) {}
  ~Flood() override { ended_->set_value(); }
  bool Ready() override { return true; }
  absl::StatusOr<Step> Next(google::protobuf::Message* response) override {
    static_cast<ledger::v1::WatchResponse*>(response)->set_cursor(std::string(1 << 20, 'x'));
    return Step::kSent;
  }

 private:
  std::promise<void>* ended_;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() : folder_(::testing::TempDir() + absl::StrFormat("/server-%d", getpid())) {
    mkdir(folder_.c_str(), 0700);
    authenticator_.Accept(nullptr, &systems_);
    table_.Unary<ledger::v1::VerifyRequest, ledger::v1::VerifyResponse>(
        "Verify", [](const Call&, const auto&) -> absl::StatusOr<ledger::v1::VerifyResponse> {
          return ledger::v1::VerifyResponse();
        });
    table_.ServerStream<ledger::v1::WatchRequest, ledger::v1::WatchResponse>(
        "Watch", [this](const Call&, const auto&) -> absl::StatusOr<std::unique_ptr<Stream>> {
          return std::make_unique<Flood>(&stream_ended_);
        });
    options_.listen = "127.0.0.1:0";
    options_.healthy = [] { return true; };
  }
  ~ServerTest() override {
    server_.reset();
    for (const char* name : {"server.pem", "server.key", "ca.pem"}) unlink(Path(name).c_str());
    rmdir(folder_.c_str());
  }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  // In place of what was there, in one step.
  void Write(const std::string& name, const std::string& text) {
    const std::string fresh = Path(name + ".new");
    std::ofstream(fresh) << text;
    chmod(fresh.c_str(), 0600);
    rename(fresh.c_str(), Path(name).c_str());
  }

  void UseTls() {
    const auto server = *Issue(authority_, {"", {"127.0.0.1"}}, clock_.Now(), kDay);
    Write("server.pem", server.certificate_pem);
    Write("server.key", server.key_pem);
    Write("ca.pem", authority_.certificate_pem);
    options_.tls = certificate::ServerFiles{Path("server.pem"), Path("server.key"), Path("ca.pem")};
  }

  void Start() {
    auto server = Server::Start(options_, {&table_}, stack_, metrics_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  // A new connection for each: they must not share what was agreed.
  std::shared_ptr<grpc::Channel> Connect(std::shared_ptr<grpc::ChannelCredentials> credentials) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(absl::StrFormat("127.0.0.1:%d", server_->port()), credentials,
                                     arguments);
  }
  std::shared_ptr<grpc::Channel> Connect(const Identity& identity = {}) {
    return Connect(grpc::SslCredentials(
        {authority_.certificate_pem, identity.key_pem, identity.certificate_pem}));
  }

  // Verify, answered or refused.
  grpc::Status CallVerify(grpc::Channel& channel, grpc::ClientContext& context,
                          const std::string& bytes = "") {
    context.set_deadline(absl::ToChronoTime(clock_.Now() + kPatience));
    const std::string path = absl::StrFormat("/%s/Verify", kLedger);
    const grpc::internal::RpcMethod method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
    const grpc::Slice slice(bytes);
    const ByteBuffer request(&slice, 1);
    ByteBuffer response;
    return grpc::internal::BlockingUnaryCall<ByteBuffer, ByteBuffer, ByteBuffer, ByteBuffer>(
        &channel, method, &context, request, &response);
  }
  grpc::Status CallVerify(const std::shared_ptr<grpc::Channel>& channel) {
    grpc::ClientContext context;
    return CallVerify(*channel, context);
  }

  // A socket that is connected and says nothing.
  int Dial() {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(server_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    timeval patience{absl::ToInt64Seconds(kPatience), 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    return fd;
  }

  // Whether the server closes the connection before our patience ends.
  static bool IsClosed(int fd) {
    char buffer[4096];
    ssize_t got = 0;
    while ((got = read(fd, buffer, sizeof(buffer))) > 0) {
    }
    return got == 0 || errno == ECONNRESET;
  }

  // The version that a client of at most that version agrees on with the server; 0 = none.
  int TlsVersion(int version_max) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context, version_max);
    SSL* ssl = SSL_new(context);
    const int fd = Dial();
    SSL_set_fd(ssl, fd);
    const unsigned char h2[] = "\x02h2";
    SSL_set_alpn_protos(ssl, h2, 3);
    const int version = SSL_connect(ssl) == 1 ? SSL_version(ssl) : 0;
    if (version != 0) {
      X509* shown = SSL_get1_peer_certificate(ssl);
      unsigned size = 0;
      unsigned char digest[EVP_MAX_MD_SIZE];
      X509_digest(shown, EVP_sha256(), digest, &size);
      server_sha256_.assign(reinterpret_cast<char*>(digest), size);
      X509_free(shown);
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
    close(fd);
    return version;
  }

  const std::string folder_;
  const SystemClock clock_;
  AnySystem systems_;
  Authenticator authenticator_ = *Authenticator::Create({});
  Stack stack_{authenticator_,
               [](const Principal&, options::v1::Scope) {
                 return absl::StatusOr<Reach>(Reach::Everything());
               },
               clock_};
  Metrics metrics_;
  MethodTable table_{kLedger};
  std::promise<void> stream_ended_;
  Server::Options options_;
  Identity authority_ = *certificate::NewAuthority("test", clock_.Now(), 10 * kDay);
  std::string server_sha256_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, NothingOlderThanTls13_IsSpoken) {
  UseTls();
  Start();
  EXPECT_EQ(TlsVersion(TLS1_3_VERSION), TLS1_3_VERSION);
  EXPECT_EQ(TlsVersion(TLS1_2_VERSION), 0);
  EXPECT_EQ(TlsVersion(TLS1_1_VERSION), 0);
}

TEST_F(ServerTest, CallerInTheClear_GetsNothingFromATlsServer) {
  UseTls();
  Start();
  EXPECT_FALSE(CallVerify(Connect(grpc::InsecureChannelCredentials())).ok());
}

TEST_F(ServerTest, ServerOfAnotherAuthority_IsNotBelieved) {
  UseTls();
  Start();
  authority_ = *certificate::NewAuthority("test", clock_.Now(), kDay);
  EXPECT_EQ(CallVerify(Connect()).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(ServerTest, CallerWithoutACertificate_MayStillSpeak) {
  UseTls();
  Start();
  EXPECT_EQ(CallVerify(Connect()).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(systems_.seen, "");
}

TEST_F(ServerTest, CallersCertificate_IsKnownByItsFingerprint) {
  UseTls();
  Start();
  const auto system = *Issue(authority_, {"mot-cua", {}}, clock_.Now(), kDay);
  EXPECT_EQ(CallVerify(Connect(system)).error_code(), grpc::StatusCode::OK);
  EXPECT_EQ(systems_.seen, certificate::FingerprintOf(system.certificate_pem));
}

TEST_F(ServerTest, CertificateThatIsNoGood_EndsTheHandshake) {
  UseTls();
  Start();
  const absl::Time now = clock_.Now();
  const auto another = *certificate::NewAuthority("test", now, kDay);
  const auto older = *certificate::NewAuthority("test", now - 3 * kDay, 10 * kDay);
  for (const auto& [what, identity] :
       {std::pair{"of another authority", *Issue(another, {"mot-cua", {}}, now, absl::Hours(1))},
        std::pair{"for servers", *Issue(authority_, {"", {"127.0.0.1"}}, now, kDay)},
        std::pair{"expired", *Issue(authority_, {"mot-cua", {}}, now, -absl::Seconds(1))},
        std::pair{"its own authority", another}}) {
    EXPECT_EQ(CallVerify(Connect(identity)).error_code(), grpc::StatusCode::UNAVAILABLE) << what;
  }
  EXPECT_EQ(systems_.seen, "");
}

TEST_F(ServerTest, NewFiles_AreTakenUpWithoutARestart) {
  UseTls();
  options_.tls_look_again = absl::Seconds(1);
  Start();
  ASSERT_EQ(TlsVersion(TLS1_3_VERSION), TLS1_3_VERSION);
  const std::string before = server_sha256_;
  UseTls();
  const absl::Time give_up = clock_.Now() + kPatience;
  while (server_sha256_ == before && clock_.Now() < give_up) TlsVersion(TLS1_3_VERSION);
  EXPECT_NE(server_sha256_, before);
}

TEST_F(ServerTest, FilesThatDoNotFit_AreRefusedAtStart) {
  UseTls();
  Write("server.key", authority_.key_pem);
  const auto server = Server::Start(options_, {&table_}, stack_, metrics_);
  EXPECT_EQ(server.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(ServerTest, MessageBeyondTheLimit_IsRefused) {
  Start();
  const auto channel = Connect(grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  EXPECT_EQ(CallVerify(*channel, context, std::string(kRequestBytesMax + 1, 'x')).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ServerTest, CompressedMessage_IsRefusedUnread) {
  Start();
  const auto channel = Connect(grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  EXPECT_EQ(CallVerify(*channel, context, std::string(1 << 20, 'x')).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(ServerTest, MetadataBeyondTheLimit_IsRefused) {
  Start();
  const auto channel = Connect(grpc::InsecureChannelCredentials());
  grpc::ClientContext context;
  context.AddMetadata("x", std::string(100 << 10, 'x'));
  EXPECT_FALSE(CallVerify(*channel, context).ok());
}

TEST_F(ServerTest, CallerThatNeverShakesHands_IsShutOut) {
  UseTls();
  options_.bounds.handshake = absl::Milliseconds(200);
  Start();
  const int fd = Dial();
  EXPECT_TRUE(IsClosed(fd));
  close(fd);
}

TEST_F(ServerTest, CallerThatDoesNothing_HasToConnectAnew) {
  options_.bounds.idle = absl::Milliseconds(200);
  Start();
  const int fd = Dial();
  const std::string hello("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", 33);
  ASSERT_EQ(write(fd, hello.data(), hello.size()), static_cast<ssize_t>(hello.size()));
  EXPECT_TRUE(IsClosed(fd));
  close(fd);
}

TEST_F(ServerTest, ReaderThatTakesNothing_LosesItsStream) {
  UseTls();
  options_.bounds.write = absl::Milliseconds(200);
  Start();
  const auto system = *Issue(authority_, {"mot-cua", {}}, clock_.Now(), kDay);
  grpc::GenericStub stub(Connect(system));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  const auto call = stub.PrepareCall(&context, absl::StrFormat("/%s/Watch", kLedger), &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  call->WriteLast(ByteBuffer(), grpc::WriteOptions(), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  EXPECT_EQ(stream_ended_.get_future().wait_for(absl::ToChronoSeconds(kPatience)),
            std::future_status::ready);
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
}

}  // namespace
}  // namespace donthu::rpc
