#include "tests/tidy/layer_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu::tidy {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Case {
  const char* path;
  const char* include;
};

TEST(CheckIncludes, AcrossABorder_IsFound) {
  const Case bad[] = {
      {"services/intake/a.cc", "\"services/routing/proposal.h\""},
      {"services/base/a.cc", "\"services/intake/intake_store.h\""},
      {"services/law/a.cc", "\"services/base/db/db.h\""},
      {"services/law/a.cc", "\"services/base/rpc/methods.h\""},
      {"services/law/a.cc", "<pqxx/pqxx>"},
      {"services/law/a_test.cc", "<grpcpp/grpcpp.h>"},
      {"services/intake/intake_service.cc", "<pqxx/result>"},
      {"services/intake/intake_store.cc", "<grpcpp/grpcpp.h>"},
      {"services/base/rpc/stack.cc", "<grpcpp/grpcpp.h>"},
      {"clients/cpp/connection.h", "<grpc/grpc.h>"},
      {"clients/cli/main.cc", "\"services/intake/intake_service.h\""},
      {"clients/cli/main.cc", "<pqxx/pqxx>"},
      {"services/gateway/server.cc", "<grpcpp/grpcpp.h>"},
      {"services/gateway/upstream.h", "<grpcpp/grpcpp.h>"},
      {"services/gateway/server.cc", "\"services/intake/intake_service.h\""},
      {"services/intake/a.cc", "<boost/asio.hpp>"},
      {"services/base/rpc/server.cc", "<boost/beast/http.hpp>"},
      {"services/identity/oidc_issuer.cc", "<curl/curl.h>"},
      {"clients/cpp/a.cc", "<boost/asio/ip/tcp.hpp>"},
  };
  for (const auto& [path, include] : bad) {
    EXPECT_THAT(CheckIncludes({path, std::string("#include ") + include + "\n"}), SizeIs(1))
        << path << " " << include;
  }
}

TEST(CheckIncludes, WithinItsBorder_IsNot) {
  const Case good[] = {
      {"services/intake/intake_store.cc", "<pqxx/pqxx>"},
      {"services/base/db/db.h", "<pqxx/pqxx>"},
      {"services/base/rpc/server.cc", "<grpcpp/grpcpp.h>"},
      {"services/base/rpc/grpc_service.h", "<grpcpp/grpcpp.h>"},
      {"clients/cpp/grpc_stub.cc", "<grpcpp/grpcpp.h>"},
      {"clients/cpp/grpc_stub_channel.h", "<grpcpp/channel.h>"},
      {"services/gateway/upstream.cc", "<grpcpp/grpcpp.h>"},
      {"services/gateway/server.cc", "<boost/asio.hpp>"},
      {"services/identity/http.cc", "<curl/curl.h>"},
      {"services/gateway/responses.h", "<boost/beast/http/message.hpp>"},
      {"services/gateway/server.cc", "\"clients/cpp/options.h\""},
      {"services/intake/a.cc", "\"services/law/due.h\""},
      {"services/intake/a.cc", "\"services/base/db/db.h\""},
      {"services/intake/a.cc", "\"services/intake/registration.h\""},
      {"services/intake/a.cc", "\"donthu/routing/v1/routing_service.pb.h\""},
      {"services/law/a.cc", "\"services/base/status/status.h\""},
      {"services/donthud/main.cc", "\"services/intake/intake_service.h\""},
      {"clients/cpp/a.cc", "\"services/base/status/status.h\""},
      {"tests/integration/a.cc", "\"services/intake/intake_service.h\""},
  };
  for (const auto& [path, include] : good) {
    EXPECT_THAT(CheckIncludes({path, std::string("#include ") + include + "\n"}), IsEmpty())
        << path << " " << include;
  }
}

TEST(CheckSqlOutsideStores, SqlInAService_IsFound) {
  EXPECT_THAT(CheckSqlOutsideStores({"services/intake/intake_service.cc",
                                     "f(\"SELECT 1\");\ng(\"UPDATE intake.petition SET x = 1\");"}),
              SizeIs(2));
}

TEST(CheckSqlOutsideStores, SqlInAStoreOrProseInAService_IsNot) {
  EXPECT_THAT(CheckSqlOutsideStores({"services/intake/intake_store.cc", "f(\"SELECT 1\");"}),
              IsEmpty());
  EXPECT_THAT(CheckSqlOutsideStores({"services/intake/intake_service.cc",
                                     "// SELECT 1\nf(\"select another agency\");"}),
              IsEmpty());
}

}  // namespace
}  // namespace donthu::tidy
