#include "services/gateway/call_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "donthu/config/v1/config.pb.h"
#include "donthu/identity/v1/identity_service.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const std::string kToken(64, 'a');

class JudgeCallTest : public ::testing::Test {
 protected:
  JudgeCallTest() {
    head_.path = "/donthu.identity.v1.IdentityService/WhoAmI";
    head_.content_type = "application/json";
    head_.connect_protocol_version = "1";
    head_.sec_fetch_site = "same-origin";
    head_.host = "localhost:8480";
    config::v1::GatewayConfig config;
    config.set_listen("127.0.0.1:0");
    config.mutable_upstream()->set_endpoint("127.0.0.1:1");
    settings_ = *SettingsOf(config, "");
  }

  std::variant<Admitted, Refusal> Judge() { return JudgeCall(head_, catalogue_, settings_); }
  Admitted Passes() {
    const auto judged = Judge();
    EXPECT_TRUE(std::holds_alternative<Admitted>(judged)) << std::get<Refusal>(judged).status;
    return std::get<Admitted>(judged);
  }
  // HTTP status of the refusal; 0 = it passed.
  int Refused() {
    const auto judged = Judge();
    const auto* refusal = std::get_if<Refusal>(&judged);
    if (refusal == nullptr) return 0;
    EXPECT_FALSE(refusal->status.ok());
    EXPECT_FALSE(DetailOf(refusal->status).message_vi().empty());
    return refusal->http_status;
  }

  const Catalogue catalogue_ = *Catalogue::Of({identity::v1::SignInRequest::descriptor()->file(),
                                               ledger::v1::WatchRequest::descriptor()->file()},
                                              false);
  Settings settings_;
  CallHead head_;
};

TEST_F(JudgeCallTest, OurOwnPage_Passes) {
  const Admitted call = Passes();
  EXPECT_EQ(call.method->descriptor->name(), "WhoAmI");
  EXPECT_TRUE(call.content_type.json);
  EXPECT_EQ(call.timeout, absl::Seconds(30));
  EXPECT_EQ(call.authorization, "");
  EXPECT_THAT(call.metadata, IsEmpty());
}

TEST_F(JudgeCallTest, Cookie_BecomesTheAuthorization) {
  head_.cookie = "a=b; __Host-donthu=" + kToken;
  EXPECT_EQ(Passes().authorization, "Bearer " + kToken);
  head_.cookie = "__Host-donthu=x";
  EXPECT_EQ(Passes().authorization, "");
}

TEST_F(JudgeCallTest, OnlyAllowedMetadata_IsPassedOn) {
  head_.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  head_.accept_language = "vi";
  EXPECT_THAT(Passes().metadata, ElementsAre(Pair("traceparent", std::string(head_.traceparent)),
                                             Pair("accept-language", "vi")));
  const std::string long_text(257, 'x');
  head_.traceparent = long_text;
  head_.accept_language = "vi\x01";
  EXPECT_THAT(Passes().metadata, IsEmpty());
}

TEST_F(JudgeCallTest, UnknownMethod_404) {
  head_.path = "/donthu.identity.v1.IdentityService/Nope";
  EXPECT_EQ(Refused(), 404);
}

TEST_F(JudgeCallTest, WrongContentType_415) {
  for (const char* type : {"", "text/plain", "application/connect+json", "application/grpc"}) {
    head_.content_type = type;
    EXPECT_EQ(Refused(), 415) << type;
  }
  head_.path = "/donthu.ledger.v1.LedgerService/Watch";
  head_.content_type = "application/json";
  EXPECT_EQ(Refused(), 415);
}

TEST_F(JudgeCallTest, ProtocolNotAsItShouldBe_400) {
  for (const char* version : {"", "2", "1, 1"}) {
    head_.connect_protocol_version = version;
    EXPECT_EQ(Refused(), 400) << version;
  }
  head_.connect_protocol_version = "1";
  head_.content_encoding = "gzip";
  EXPECT_EQ(Refused(), 400);
  head_.content_encoding = "identity";
  head_.connect_timeout_ms = "soon";
  EXPECT_EQ(Refused(), 400);
}

TEST_F(JudgeCallTest, AnotherSite_403) {
  head_.sec_fetch_site = "cross-site";
  EXPECT_EQ(Refused(), 403);
  head_.sec_fetch_site = "";
  EXPECT_EQ(Refused(), 0) << "a program without a cookie";
  // Any cookie makes it a browser.
  head_.cookie = "a=b";
  EXPECT_EQ(Refused(), 403);
  head_.origin = "http://localhost:8480";
  EXPECT_EQ(Refused(), 0);
}

TEST_F(JudgeCallTest, OwnAuthorization_OnlyWhereItIsAccepted) {
  head_.authorization = "Bearer abc";
  EXPECT_EQ(Refused(), 403);
  settings_.accept_authorization = true;
  EXPECT_EQ(Passes().authorization, "Bearer abc");
  head_.cookie = "__Host-donthu=" + kToken;
  EXPECT_EQ(Refused(), 403) << "two callers at once";
}

TEST_F(JudgeCallTest, Timeout_IsCappedByKindOfCall) {
  head_.connect_timeout_ms = "9999999999";
  EXPECT_EQ(Passes().timeout, absl::Seconds(30));
  head_.path = "/donthu.ledger.v1.LedgerService/Watch";
  head_.content_type = "application/connect+proto";
  EXPECT_EQ(Passes().timeout, absl::Hours(1));
  head_.connect_timeout_ms = "250";
  EXPECT_EQ(Passes().timeout, absl::Milliseconds(250));
}

}  // namespace
}  // namespace donthu::gateway
