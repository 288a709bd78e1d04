#include "services/gateway/catalogue.h"

#include <gtest/gtest.h>

#include "donthu/identity/v1/identity_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "donthu/options/v1/options.pb.h"
#include "services/gateway/cookies.h"
#include "services/gateway/session_token.h"

namespace donthu::gateway {
namespace {

// Every proto of ours must be linked into this test.
Catalogue All(bool systems) {
  const auto files = LinkedProtos();
  EXPECT_TRUE(files.ok()) << files.status();
  auto catalogue = Catalogue::Of(*files, systems);
  EXPECT_TRUE(catalogue.ok()) << catalogue.status();
  return *std::move(catalogue);
}

TEST(Catalogue, HoldsWhatOfficersAndThePublicMayCall) {
  const Catalogue catalogue = All(false);
  const Method* sign_in = catalogue.Find("/donthu.identity.v1.IdentityService/SignIn");
  ASSERT_NE(sign_in, nullptr);
  EXPECT_EQ(sign_in->service, "identity");
  ASSERT_NE(sign_in->session_token, nullptr);
  EXPECT_EQ(sign_in->session_token->name(), "session_token");
  const Method* sign_out = catalogue.Find("/donthu.identity.v1.IdentityService/SignOut");
  ASSERT_NE(sign_out, nullptr);
  EXPECT_TRUE(sign_out->ends_session);
  ASSERT_NE(catalogue.Find("/donthu.ledger.v1.LedgerService/Watch"), nullptr);
}

TEST(Catalogue, OnlySigningInOpensAndOnlySignOutEndsASession) {
  const Catalogue catalogue = All(true);
  for (const auto& [path, method] : catalogue.methods()) {
    const std::string& name = method.descriptor->name();
    EXPECT_EQ(method.session_token != nullptr, name == "SignIn" || name == "FinishOidc") << path;
    EXPECT_EQ(method.ends_session, name == "SignOut") << path;
  }
}

TEST(Catalogue, WhatIsNotThere_IsNotFound) {
  const Catalogue catalogue = All(true);
  for (const char* path :
       {"", "/", "donthu.identity.v1.IdentityService/SignIn",
        "/donthu.identity.v1.IdentityService/signin", "/donthu.identity.v1.IdentityService/SignIn/",
        "/donthu.identity.v1.IdentityService", "/grpc.health.v1.Health/Check",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"}) {
    EXPECT_EQ(catalogue.Find(path), nullptr) << path;
  }
}

TEST(Catalogue, WhatOnlySystemsMayCall_ExistsForSystemsOnly) {
  const Catalogue officers = All(false);
  const Catalogue systems = All(true);
  for (const auto& [path, method] : systems.methods()) {
    const auto& access = method.descriptor->options().GetExtension(options::v1::access);
    bool for_people = access.public_();
    for (const auto& grant : access.grants()) {
      if (grant.role() != options::v1::ROLE_SYSTEM) for_people = true;
    }
    EXPECT_EQ(officers.Find(path) != nullptr, for_people) << path;
  }
}

class TakeSessionTokenTest : public ::testing::Test {
 protected:
  const Catalogue catalogue_ = All(false);
  const Method& sign_in_ = *catalogue_.Find("/donthu.identity.v1.IdentityService/SignIn");
};

TEST_F(TakeSessionTokenTest, TakesTheTokenOut_AndLeavesTheRest) {
  const std::string token(64, 'c');
  identity::v1::SignInResponse response;
  response.set_session_token(token);
  response.set_device_token("device");
  response.mutable_me()->set_officer("lan");
  std::string bytes = response.SerializeAsString();
  const auto taken = TakeSessionToken(sign_in_, &bytes);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(*taken, token);
  EXPECT_EQ(bytes.find(token), std::string::npos);
  ASSERT_TRUE(response.ParseFromString(bytes));
  EXPECT_EQ(response.session_token(), "");
  EXPECT_EQ(response.device_token(), "device");
  EXPECT_EQ(response.me().officer(), "lan");
}

TEST_F(TakeSessionTokenTest, AnswerWithoutAToken_IsADefect) {
  identity::v1::SignInResponse response;
  for (const char* token : {"", "short", "with; Path=/x"}) {
    response.set_session_token(token);
    std::string bytes = response.SerializeAsString();
    EXPECT_EQ(TakeSessionToken(sign_in_, &bytes).status().code(), absl::StatusCode::kInternal);
  }
  std::string rubbish = "\x0a\x7f";
  EXPECT_EQ(TakeSessionToken(sign_in_, &rubbish).status().code(), absl::StatusCode::kInternal);
}

TEST_F(TakeSessionTokenTest, OtherMethods_PassUntouched) {
  const Method& other = *catalogue_.Find("/donthu.identity.v1.IdentityService/WhoAmI");
  std::string bytes = "\x0a\x7f";
  const auto taken = TakeSessionToken(other, &bytes);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(*taken, "");
  EXPECT_EQ(bytes, "\x0a\x7f");
}

}  // namespace
}  // namespace donthu::gateway
