// What the identity service owes those who are attacked, and what it keeps to itself.
#include <thread>

#include "tests/integration/identity_fixture.h"

namespace donthu::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(IdentityTest, ForgedTokens_AreNotSignedIn) {
  const auto in = SignedIn("lan");
  std::string flipped = in.session_token();
  flipped[0] = flipped[0] == '0' ? '1' : '0';
  const std::string hash = Sha256Hex(in.session_token());
  for (const std::string& token :
       {flipped, hash, std::string(64, '0'), in.session_token() + "0", in.device_token(),
        in.session_token().substr(1), std::string("x"),
        Column("test_stored", "SELECT encode(token_sha256, 'hex') FROM identity.session LIMIT 1")
            .substr(0, 64)}) {
    EXPECT_THAT(WhoAmI(token), IsNotSignedIn()) << token;
  }
}

TEST_F(IdentityTest, OverheardSignIn_OpensNothing) {
  SignedIn("lan");
  const auto request = SignInOf("lan", kPassword);
  ASSERT_THAT(SignIn(request), Succeeds());
  EXPECT_THAT(SignIn(request),
              FailsWith(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED));
}

TEST_F(IdentityTest, WhateverIsWrong_TheAnswerIsTheSame) {
  SignedIn("lan");
  const auto unknown = SignIn("nobody", kPassword);
  const auto without_account = SignIn("hoa", kPassword);
  const auto wrong = SignIn("lan", "không đúng chút nào");
  const auto odd = SignIn("Lan Ơ'; --", kPassword);
  EXPECT_THAT(wrong, IsNotSignedIn());
  for (const auto& other : {unknown, without_account, odd}) {
    EXPECT_EQ(DetailOf(other.status()).SerializeAsString(),
              DetailOf(wrong.status()).SerializeAsString());
  }
}

// A hash costs tens of milliseconds, a refusal without one less than a few.
TEST_F(IdentityTest, UnknownOfficer_CostsTheSameWork) {
  SignedIn("lan");
  const auto time = [&](const std::string& officer) {
    const absl::Time begin = absl::Now();
    EXPECT_THAT(SignIn(officer, "không đúng chút nào"), IsNotSignedIn());
    return absl::Now() - begin;
  };
  const absl::Duration known = std::min(time("lan"), time("lan"));
  const absl::Duration unknown = std::min(time("nobody"), time("nobody"));
  EXPECT_GT(unknown, known / 3);
  EXPECT_GT(known, unknown / 3);
}

TEST_F(IdentityTest, Guessing_IsSlowedDownMoreAndMore) {
  SignedIn("lan");
  for (int i = 0; i < 3; ++i) EXPECT_THAT(SignIn("lan", "sai"), IsNotSignedIn());
  absl::Duration waited;
  for (int i = 0; i < 12; ++i) {
    const auto early = SignIn("lan", kPassword);
    ASSERT_THAT(early, IsNotSignedIn()) << "even the right password waits";
    const auto metadata = DetailOf(early.status()).metadata();
    ASSERT_EQ(metadata.count("retry_after_seconds"), 1U) << i;
    const absl::Duration wait = absl::Seconds(std::stoi(metadata.at("retry_after_seconds")));
    waited += wait;
    Pass(wait);
    EXPECT_THAT(SignIn("lan", "sai"), IsNotSignedIn());
  }
  EXPECT_GT(waited, absl::Minutes(30));
  EXPECT_LT(waited, absl::Hours(2));
}

TEST_F(IdentityTest, GuessesMadeAtOnce_CountLikeOthers) {
  SignedIn("lan");
  std::vector<std::thread> guessers;
  for (int i = 0; i < 12; ++i) {
    guessers.emplace_back([&] { EXPECT_FALSE(SignIn("lan", "sai").ok()); });
  }
  for (auto& guesser : guessers) guesser.join();
  EXPECT_LE(std::stoi(Column("test_failures",
                             "SELECT count(*) FROM ledger.event "
                             "WHERE kind = 'identity.SignInFailed'")),
            3);
}

TEST_F(IdentityTest, TakenOverSession_DoesNotHelpToGuessThePassword) {
  const auto in = SignedIn("lan");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), "sai mật khẩu", "một mật khẩu khác")),
              common::v1::INVALID_FIELD);
  }
  EXPECT_EQ(ReasonOf(ChangePassword(in.session_token(), kPassword, "một mật khẩu khác")),
            common::v1::OVERLOADED);
  Pass(absl::Minutes(1));
  EXPECT_TRUE(ChangePassword(in.session_token(), kPassword, "một mật khẩu khác").ok());
}

TEST_F(IdentityTest, StrangersCanNotLockTheOwnerOut) {
  const auto nam = SignedIn("nam");
  const auto in = SignedIn("lan");
  for (int i = 0; i < 30; ++i) EXPECT_THAT(SignIn("lan", "sai"), IsNotSignedIn());
  EXPECT_THAT(SignIn("lan", kPassword), IsNotSignedIn()) << "a stranger's device waits";
  EXPECT_THAT(WhoAmI(in.session_token()), Succeeds());
  EXPECT_THAT(SignIn("lan", kPassword, "", in.device_token()), Succeeds());
  EXPECT_THAT(SignIn("lan", kPassword, "", std::string(64, 'b')), IsNotSignedIn());
  EXPECT_THAT(SignIn("lan", kPassword, "", nam.device_token()), IsNotSignedIn())
      << "another officer's device is a stranger's";
}

TEST_F(IdentityTest, DeviceTokenOfTheCallersChoice_DoesNotBecomeKnown) {
  SignedIn("lan");
  const std::string planted(64, 'c');
  const auto in = SignIn("lan", kPassword, "", planted);
  ASSERT_THAT(in, Succeeds());
  EXPECT_NE(in->device_token(), planted);
}

TEST_F(IdentityTest, StolenDevice_DoesNotHelpToGuess) {
  const auto in = SignedIn("lan");
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(SignIn("lan", "sai", "", in.device_token()), IsNotSignedIn());
  }
  const auto early = SignIn("lan", kPassword, "", in.device_token());
  ASSERT_THAT(early, IsNotSignedIn());
  EXPECT_EQ(DetailOf(early.status()).metadata().count("retry_after_seconds"), 1U);
}

TEST_F(IdentityTest, EveryAct_IsAnEvent_AndNoSecretIsKept) {
  ::testing::internal::CaptureStderr();
  const auto in = SignedIn("lan");
  const std::string secret = Enrolled(in.session_token());
  SignIn("lan", "SAI-MAT-KHAU-9f2c").status().IgnoreError();
  SignIn("TEN-LA-9f2c", "SAI-MAT-KHAU-9f2c").status().IgnoreError();
  As(in.session_token(), &client::IdentityClient::SignOut, New<identity::v1::SignOutRequest>())
      .status()
      .IgnoreError();
  process_.reset();
  const std::string log = ::testing::internal::GetCapturedStderr();
  const std::string kinds =
      Column("test_kinds", "SELECT DISTINCT kind || ' ' || subject FROM ledger.event ORDER BY 1");
  for (const char* kind :
       {"AccountCreated officer/lan", "SignedIn officer/lan", "PasswordChanged officer/lan",
        "TotpEnrolled officer/lan", "TotpConfirmed officer/lan", "SignInFailed officer/lan",
        "SignInFailed officer/unknown", "SignedOut officer/lan"}) {
    EXPECT_THAT(kinds, HasSubstr(std::string("identity.") + kind + "\n"));
  }
  const std::string kept = log + Column("test_events", "SELECT e::text FROM ledger.event AS e") +
                           Column("test_accounts", "SELECT a::text FROM identity.account AS a") +
                           Column("test_sessions", "SELECT s::text FROM identity.session AS s") +
                           Column("test_devices", "SELECT d::text FROM identity.device AS d") +
                           Column("test_attempts", "SELECT a::text FROM identity.attempt AS a") +
                           Column("test_requests", "SELECT r::text FROM identity.request AS r");
  for (const std::string& hidden :
       {std::string(kPassword), std::string("MAT-KHAU-9f2c"), std::string("TEN-LA-9f2c"),
        in.session_token(), in.device_token(), secret}) {
    EXPECT_THAT(kept, Not(HasSubstr(hidden)));
    EXPECT_THAT(kept, Not(HasSubstr(absl::BytesToHexString(hidden))));
  }
}

TEST_F(IdentityTest, KeyThatIsMissingOrLoose_IsSaidAtStart) {
  process_.reset();
  chmod(config_.identity().key_file().c_str(), 0644);
  EXPECT_THAT(std::string(RunningProcess::Start(config_, Entries(), clock_).status().message()),
              HasSubstr("chmod 600"));
  config_.mutable_identity()->clear_key_file();
  EXPECT_THAT(std::string(RunningProcess::Start(config_, Entries(), clock_).status().message()),
              HasSubstr("identity.key_file"));
}

}  // namespace
}  // namespace donthu::testing
