#include "clients/cli/sign_in_place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "clients/cli/run_for_test.h"
#include "donthu/identity/v1/identity_service.pb.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A place whose person answers with these lines, one after another.
SignInPlace PlaceIn(const TemporaryFolder& folder, std::vector<std::string> answers = {}) {
  auto left = std::make_shared<std::vector<std::string>>(answers.rbegin(), answers.rend());
  return {folder.path() / "state", "localhost:1", "máy thử",
          [left](const std::string& prompt, bool) -> absl::StatusOr<std::string> {
            if (left->empty()) return UsageError("thiếu " + prompt);
            std::string answer = left->back();
            left->pop_back();
            return answer;
          }};
}

RunResult RunAt(SignInPlace& place, client::Connection& connection,
                const std::vector<std::string>& line) {
  std::ostringstream out;
  std::ostringstream err;
  const SystemClock clock;
  const Surroundings surroundings{
      out,
      err,
      false,
      clock,
      [&](const GlobalFlags&) -> absl::StatusOr<std::unique_ptr<client::Connection>> {
        return std::make_unique<BorrowedConnection>(connection);
      },
      &place};
  const int exit_status = Run(line, AllCommands(), surroundings);
  return {exit_status, out.str(), err.str()};
}

TEST(StateFolder, FollowsXdg) {
  EXPECT_EQ(StateFolder("/s", "/h"), "/s/donthu");
  EXPECT_EQ(StateFolder("", "/h"), "/h/.local/state/donthu");
}

TEST(Kept, IsItsOwnersOnly_AndForTheServersThatGaveIt) {
  const TemporaryFolder folder;
  SignInPlace place = PlaceIn(folder);
  ASSERT_TRUE(Keep(place, kSessionName, "secret").ok());
  struct stat info {};
  ASSERT_EQ(stat((place.folder / kSessionName).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_EQ(Kept(place, kSessionName), "secret");
  place.servers = "localhost:2";
  EXPECT_EQ(Kept(place, kSessionName), "");
  place.servers = "localhost:1";
  chmod((place.folder / kSessionName).c_str(), 0644);
  EXPECT_EQ(Kept(place, kSessionName), "") << "others may have read it";
  Forget(place, kSessionName);
  EXPECT_EQ(Kept(place, kSessionName), "");
}

TEST(DeviceName, StaysInItsFolder) { EXPECT_EQ(DeviceName("../x"), "device-.._x"); }

TEST(Login, KeepsTheSession_ShowsNoSecret_LogoutForgetsIt) {
  const TemporaryFolder folder;
  SignInPlace place = PlaceIn(folder, {"mật khẩu", "123456", "mật khẩu", ""});
  FakeConnection connection;
  std::vector<identity::v1::SignInRequest> seen;
  connection.On<identity::v1::SignInRequest, identity::v1::SignInResponse>(
      "SignIn", [&](const auto& request) {
        seen.push_back(request);
        identity::v1::SignInResponse response;
        response.set_session_token("SESSION");
        response.set_device_token("DEVICE");
        response.mutable_me()->set_officer("lan");
        return response;
      });
  connection.On<identity::v1::SignOutRequest, identity::v1::SignOutResponse>(
      "SignOut", [](const auto&) { return identity::v1::SignOutResponse(); });
  const auto in = RunAt(place, connection, {"login", "--officer", "lan"});
  EXPECT_EQ(in.exit_status, kOk) << in.err;
  EXPECT_THAT(in.out + in.err, Not(HasSubstr("SESSION")));
  EXPECT_EQ(Kept(place, kSessionName), "SESSION");
  EXPECT_EQ(seen[0].totp_code(), "123456");
  EXPECT_EQ(seen[0].device_token(), "");
  EXPECT_EQ(RunAt(place, connection, {"login", "--officer", "lan"}).exit_status, kOk);
  EXPECT_EQ(seen[1].device_token(), "DEVICE") << "a known device the second time";
  EXPECT_EQ(RunAt(place, connection, {"logout"}).exit_status, kOk);
  EXPECT_EQ(Kept(place, kSessionName), "");
}

TEST(Password, TypedDifferently_IsAMistake) {
  const TemporaryFolder folder;
  SignInPlace place = PlaceIn(folder, {"cũ", "mới", "khác"});
  FakeConnection connection;
  EXPECT_EQ(RunAt(place, connection, {"password"}).exit_status, kUsageMistake);
  EXPECT_TRUE(connection.called.empty());
}

}  // namespace
}  // namespace donthu::cli
