#include "clients/cli/connect.h"

#include <gtest/gtest.h>

#include "clients/cli/run_for_test.h"

namespace donthu::cli {
namespace {

TEST(FindUpwards, NearestFolderAbove) {
  const TemporaryFolder folder;
  folder.Write("var/client.textproto", "");
  folder.Write("a/b/file", "");
  EXPECT_EQ(FindUpwards(folder.path() / "a" / "b"),
            (folder.path() / "var" / "client.textproto").string());
  EXPECT_EQ(FindUpwards("/nowhere"), std::nullopt);
}

TEST(OptionsFrom, FlagBeforeEnvironmentBeforeFolders) {
  const TemporaryFolder folder;
  const std::string flag = folder.Write("flag", "endpoint: \"localhost:1\"");
  const std::string environment = folder.Write("environment", "endpoint: \"localhost:2\"");
  folder.Write("here/var/client.textproto", "endpoint: \"localhost:3\"");
  folder.Write("build/var/client.textproto", "endpoint: \"localhost:4\"");
  Places places{environment, folder.path() / "here", folder.path() / "build" / "bin"};
  GlobalFlags flags;
  flags.config = flag;
  EXPECT_EQ(OptionsFrom(flags, places)->endpoint, "localhost:1");
  flags.config.clear();
  EXPECT_EQ(OptionsFrom(flags, places)->endpoint, "localhost:2");
  places.environment.clear();
  EXPECT_EQ(OptionsFrom(flags, places)->endpoint, "localhost:3");
  places.working_folder = "/nowhere";
  EXPECT_EQ(OptionsFrom(flags, places)->endpoint, "localhost:4");
  places.executable_folder = "/nowhere";
  EXPECT_TRUE(IsUsageError(OptionsFrom(flags, places).status()));
}

TEST(OptionsFrom, EndpointAndToken_ReplaceTheConfiguration) {
  const TemporaryFolder folder;
  const std::string token = folder.Write("token", "secret");
  const std::string config =
      folder.Write("config", "service_endpoint { service: \"ledger\" endpoint: \"localhost:9\" }");
  GlobalFlags flags{config, "localhost:5", token};
  const auto options = OptionsFrom(flags, {});
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(client::EndpointOf(*options, "ledger"), "localhost:5");
  EXPECT_EQ(options->token, "secret");
  flags.token_file = "/nowhere";
  EXPECT_TRUE(IsUsageError(OptionsFrom(flags, {}).status()));
}

TEST(OptionsFrom, BadConfiguration_IsAUsageError) {
  const TemporaryFolder folder;
  EXPECT_TRUE(
      IsUsageError(OptionsFrom({folder.Write("config", "colour: 3"), "", ""}, {}).status()));
  EXPECT_TRUE(IsUsageError(OptionsFrom({"/nowhere", "", ""}, {}).status()));
}

}  // namespace
}  // namespace donthu::cli
