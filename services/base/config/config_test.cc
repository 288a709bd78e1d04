#include "services/base/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "donthu/config/v1/config.pb.h"

namespace donthu::config {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(const std::string& text) {
  config::v1::ServerConfig config;
  const absl::Status status = ParseText(text, "donthud.textproto", &config);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST(ParseText, KnownKeys_AreRead) {
  config::v1::ServerConfig config;
  ASSERT_TRUE(ParseText("# a comment\nlisten: \"127.0.0.1:7000\"\n"
                        "database { service: \"intake\" dsn: \"dbname=x\" }",
                        "f", &config)
                  .ok());
  EXPECT_EQ(config.listen(), "127.0.0.1:7000");
  EXPECT_EQ(config.database(0).service(), "intake");
}

TEST(ParseText, UnknownKey_IsNamedWithItsPlace) {
  const std::string error = ErrorOf("listen: \"x\"\n  lissten: \"y\"\n");
  EXPECT_THAT(error, StartsWith("donthud.textproto:2:"));
  EXPECT_THAT(error, HasSubstr("lissten"));
}

TEST(ParseText, UnknownNestedKey_IsNamedWithItsPlace) {
  const std::string error = ErrorOf("database {\n  service: \"intake\"\n  password: \"p\"\n}\n");
  EXPECT_THAT(error, StartsWith("donthud.textproto:3:"));
  EXPECT_THAT(error, HasSubstr("password"));
}

TEST(ParseText, RepeatedKey_IsRefused) {
  EXPECT_THAT(ErrorOf("listen: \"x\"\nlisten: \"y\"\n"), StartsWith("donthud.textproto:2:"));
}

TEST(ParseText, ValueOfAnotherType_IsRefused) {
  EXPECT_THAT(ErrorOf("workers: \"eight\"\n"), StartsWith("donthud.textproto:1:"));
  EXPECT_THAT(ErrorOf("workers: 3000000000\n"), StartsWith("donthud.textproto:1:"));
  EXPECT_THAT(ErrorOf("listen: \"x\n"), StartsWith("donthud.textproto:1:"));
}

TEST(ReadTextFile, MissingFile_IsNamed) {
  config::v1::ServerConfig config;
  const absl::Status status = ReadTextFile("/nowhere/donthud.textproto", &config);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/nowhere/donthud.textproto"));
}

}  // namespace
}  // namespace donthu::config
