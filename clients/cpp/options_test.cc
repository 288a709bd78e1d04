#include "clients/cpp/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "clients/cpp/connection.h"

namespace donthu::client {
namespace {

using ::testing::HasSubstr;

// A folder of its own for each test, removed afterwards.
class OptionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "donthu-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }

  std::filesystem::path folder_;
};

TEST_F(OptionsTest, Load_ReadsEndpointsAndTokenBesideTheFile) {
  Write("token", "  secret\n");
  const auto options = LoadOptions(Write("client.textproto", R"(
      endpoint: "localhost:7000"
      service_endpoint { service: "directory" endpoint: "localhost:7001" }
      token_file: "token"
      ca_file: "/etc/ca.pem")"));
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->token, "secret");
  EXPECT_EQ(options->ca_file, "/etc/ca.pem");
  EXPECT_EQ(EndpointOf(*options, "intake"), "localhost:7000");
  EXPECT_EQ(EndpointOf(*options, "directory"), "localhost:7001");
  EXPECT_EQ(EndpointOf(*options, "law"), "localhost:7001");
  EXPECT_EQ(options->deadline, absl::Seconds(10));
}

TEST_F(OptionsTest, Load_UnknownKey_IsRefusedWithItsPlace) {
  const auto options = LoadOptions(Write("client.textproto", "endpoint: \"a:1\"\nport: 7"));
  EXPECT_EQ(options.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(options.status().message()), HasSubstr("client.textproto:2:"));
}

TEST_F(OptionsTest, Load_MissingFiles_AreNamed) {
  EXPECT_EQ(LoadOptions((folder_ / "none").string()).status().code(), absl::StatusCode::kNotFound);
  const auto options = LoadOptions(Write("c", "endpoint: \"localhost:1\" token_file: \"gone\""));
  EXPECT_THAT(std::string(options.status().message()), HasSubstr("gone"));
}

TEST_F(OptionsTest, Load_EmptyToken_IsRefused) {
  Write("token", "\n");
  EXPECT_FALSE(LoadOptions(Write("c", "endpoint: \"localhost:1\" token_file: \"token\"")).ok());
}

TEST_F(OptionsTest, Load_TwoEndpointsForOneService_AreRefused) {
  EXPECT_FALSE(LoadOptions(Write("c", R"(service_endpoint { service: "law" endpoint: "a:1" }
                                         service_endpoint { service: "law" endpoint: "b:1" })"))
                   .ok());
}

TEST(CheckOptions, NoEndpoint_IsRefused) { EXPECT_FALSE(CheckOptions({}).ok()); }

TEST(CheckOptions, WithoutTls_OnlyLoopback) {
  ConnectionOptions options;
  for (const char* endpoint : {"localhost:1", "127.0.0.1:1", "[::1]:1", "unix:/tmp/x"}) {
    options.endpoint = endpoint;
    EXPECT_TRUE(CheckOptions(options).ok()) << endpoint;
  }
  options.endpoint = "donthu.quangbinh.gov.vn:443";
  EXPECT_FALSE(CheckOptions(options).ok());
  options.ca_file = "ca.pem";
  EXPECT_TRUE(CheckOptions(options).ok());
}

TEST(CheckOptions, CertificateAndKey_GoTogetherAndNeedAnAuthority) {
  ConnectionOptions options;
  options.endpoint = "localhost:1";
  options.certificate_file = "c.pem";
  EXPECT_FALSE(CheckOptions(options).ok());
  options.key_file = "k.pem";
  EXPECT_FALSE(CheckOptions(options).ok());
  options.ca_file = "ca.pem";
  EXPECT_TRUE(CheckOptions(options).ok());
}

TEST(MakeConnection, BadOptions_FailAtOnce) {
  EXPECT_FALSE(MakeConnection({}).ok());
  ConnectionOptions options;
  options.endpoint = "localhost:1";
  options.ca_file = "/nowhere/ca.pem";
  EXPECT_EQ(MakeConnection(options).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace donthu::client
