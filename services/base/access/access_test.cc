#include "services/base/access/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "donthu/identity/v1/identity_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/status/status.h"

namespace donthu {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

config::v1::PrincipalEntry Entry(const std::string& token, const std::string& officer) {
  config::v1::PrincipalEntry entry;
  entry.set_token_sha256(Sha256Hex(token));
  entry.set_officer(officer);
  entry.set_agency("QB-TTT");
  entry.add_roles(options::v1::ROLE_AUDITOR);
  return entry;
}

config::v1::PrincipalsFile FileWith(std::vector<config::v1::PrincipalEntry> entries) {
  config::v1::PrincipalsFile file;
  for (auto& entry : entries) *file.add_principal() = std::move(entry);
  return file;
}

// A call from this machine.
Credentials Local(const std::string& authorization) { return {authorization, "", true}; }

// A principals file in the test's folder, with that mode; removed at the end.
class PrincipalsOnDisk {
 public:
  PrincipalsOnDisk(const std::string& text, mode_t mode)
      : path_(::testing::TempDir() + "/principals-" + std::to_string(getpid())) {
    std::ofstream(path_) << text;
    chmod(path_.c_str(), mode);
  }
  ~PrincipalsOnDisk() { unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const google::protobuf::MethodDescriptor& Method(const std::string& name) {
  const auto* file = intake::v1::GetPetitionRequest::descriptor()->file();
  return *file->FindServiceByName("IntakeService")->FindMethodByName(name);
}

TEST(Sha256, AgreesWithTheStandard) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Authenticator, KnownToken_GivesItsPrincipal) {
  const auto authenticator =
      Authenticator::Create(FileWith({Entry("one", "a"), Entry("two", "b")}));
  ASSERT_TRUE(authenticator.ok());
  const auto principal = authenticator->Authenticate(Local("Bearer two"));
  ASSERT_TRUE(principal.ok());
  EXPECT_EQ(principal->officer, "b");
  EXPECT_EQ(principal->agency, "QB-TTT");
  EXPECT_THAT(principal->roles, ElementsAre(options::v1::ROLE_AUDITOR));
}

TEST(Authenticator, HashInPlaceOfTheToken_IsNotKnown) {
  const auto authenticator = Authenticator::Create(FileWith({Entry("one", "a")}));
  ASSERT_TRUE(authenticator.ok());
  const auto principal = authenticator->Authenticate(Local("Bearer " + Sha256Hex("one")));
  EXPECT_EQ(principal.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_THAT(principal.status().ToString(), Not(HasSubstr(Sha256Hex("one"))));
}

TEST(Authenticator, OneTokenForTwo_IsRefused) {
  const auto made = Authenticator::Create(FileWith({Entry("one", "a"), Entry("one", "b")}));
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("b: token is already another's"));
}

TEST(Authenticator, WhatIsNoHash_IsRefused) {
  for (const std::string& hash :
       {std::string(), std::string("secret"), std::string(64, 'g'), std::string(63, 'a'),
        std::string(64, 'A'), std::string(65, 'a')}) {
    auto entry = Entry("one", "a");
    entry.set_token_sha256(hash);
    EXPECT_FALSE(Authenticator::Create(FileWith({entry})).ok()) << hash;
  }
}

TEST(Authenticator, PrincipalWithoutOfficerOrAgency_IsRefused) {
  auto entry = Entry("one", "");
  EXPECT_FALSE(Authenticator::Create(FileWith({entry})).ok());
  entry = Entry("one", "a");
  entry.clear_agency();
  EXPECT_FALSE(Authenticator::Create(FileWith({entry})).ok());
}

TEST(Authenticator, FileThatOthersMayRead_IsRefused) {
  for (const mode_t mode : {0640, 0604, 0644, 0620, 0601}) {
    const PrincipalsOnDisk file("", mode);
    const auto loaded = Authenticator::Load(file.path());
    EXPECT_EQ(loaded.status().code(), absl::StatusCode::kFailedPrecondition) << mode;
    EXPECT_THAT(std::string(loaded.status().message()), HasSubstr("chmod 600"));
  }
}

TEST(Authenticator, FileOfItsOwnerOnly_IsRead) {
  const PrincipalsOnDisk file("principal { token_sha256: \"" + Sha256Hex("one") +
                                  "\" officer: \"a\" agency: \"QB-TTT\" roles: ROLE_HEAD }",
                              0600);
  const auto loaded = Authenticator::Load(file.path());
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_TRUE(loaded->Authenticate(Local("Bearer one")).ok());
}

TEST(Authenticator, MissingOrWrongFile_IsNamed) {
  EXPECT_THAT(std::string(Authenticator::Load("/nowhere/file").status().message()),
              HasSubstr("/nowhere/file"));
  const PrincipalsOnDisk file("principal { tokens: 1 }", 0600);
  EXPECT_THAT(std::string(Authenticator::Load(file.path()).status().message()),
              HasSubstr(file.path() + ":1:"));
}

TEST(Authorise, WidestScopeOfSeveralRoles_Wins) {
  Principal principal{"a", "QB-TTT", {options::v1::ROLE_RECEPTION, options::v1::ROLE_INSPECTORATE}};
  EXPECT_EQ(*Authorise(Method("GetPetition"), principal), options::v1::SCOPE_PROVINCE);
  principal.roles.pop_back();
  EXPECT_EQ(*Authorise(Method("GetPetition"), principal), options::v1::SCOPE_OWN_AGENCY);
}

class OneSession : public Sessions {
 public:
  explicit OneSession(const std::string& token) : hash_(Sha256(token)) {}
  absl::StatusOr<Principal> Find(const std::string& token_sha256) override {
    ++asked;
    if (token_sha256 != hash_) return NotSignedIn();
    return Principal{"lan", "QB-450-UBND", {options::v1::ROLE_RECEPTION}, 7, "lan"};
  }
  int asked = 0;

 private:
  const std::string hash_;
};

TEST(Authenticator, SessionsAreKnown_BesideTheFile) {
  auto authenticator = *Authenticator::Create(FileWith({Entry("one", "a")}));
  const std::string token(64, 'a');
  OneSession sessions(token);
  authenticator.Accept(&sessions, nullptr);
  EXPECT_EQ(authenticator.Authenticate(Local("Bearer " + token))->session, 7);
  EXPECT_EQ(authenticator.Authenticate(Local("Bearer one"))->officer, "a");
  EXPECT_FALSE(authenticator.Authenticate(Local("Bearer " + std::string(64, 'b'))).ok());
}

TEST(Authenticator, WhatCanBeNoSession_IsNotAskedFor) {
  auto authenticator = *Authenticator::Create(FileWith({Entry("one", "a")}));
  OneSession sessions("x");
  authenticator.Accept(&sessions, nullptr);
  for (const std::string& token : {std::string("x"), std::string(63, 'a'), std::string(65, 'a'),
                                   std::string(64, 'A'), std::string(64, '\'')}) {
    EXPECT_FALSE(authenticator.Authenticate(Local("Bearer " + token)).ok());
  }
  EXPECT_EQ(sessions.asked, 0);
}

TEST(Authorise, OneTimePassword_AllowsNothingElse) {
  Principal principal{"a", "QB-TTT", {options::v1::ROLE_INSPECTORATE}, 1, "a", true};
  const auto refused = Authorise(Method("GetPetition"), principal);
  EXPECT_EQ(ReasonOf(refused.status()), common::v1::NOT_ALLOWED);
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("needs"), "password_change");
}

TEST(Authorise, MissingSecondFactor_AllowsNothingButEnrolling) {
  Principal principal{"a", "QB-TTT", {options::v1::ROLE_AUDITOR}, 1, "a"};
  principal.must_enrol_totp = true;
  const auto refused = Authorise(Method("GetPetition"), principal);
  EXPECT_EQ(ReasonOf(refused.status()), common::v1::NOT_ALLOWED);
  EXPECT_EQ(DetailOf(refused.status()).metadata().at("needs"), "second_factor");
  const auto* identity = identity::v1::SignInRequest::descriptor()->file()->service(0);
  for (const char* name : {"WhoAmI", "EnrolTotp", "ConfirmTotp", "ChangePassword", "SignOut"}) {
    EXPECT_TRUE(Authorise(*identity->FindMethodByName(name), principal).ok()) << name;
  }
  EXPECT_FALSE(Authorise(*identity->FindMethodByName("ListSessions"), principal).ok());
}

TEST(Authorise, RoleThatOnlyReads_MayNotWrite) {
  const Principal auditor{"a", "QB-TTT", {options::v1::ROLE_AUDITOR}};
  EXPECT_TRUE(Authorise(Method("GetPetition"), auditor).ok());
  const auto scope = Authorise(Method("RegisterPetition"), auditor);
  EXPECT_EQ(ReasonOf(scope.status()), common::v1::NOT_ALLOWED);
}

TEST(Reach, NothingIsReachedUnlessSaid) {
  EXPECT_FALSE(Reach::Only({}).Includes("QB-TTT"));
  EXPECT_FALSE(Reach::Only({"QB-TTT"}).Includes(""));
  EXPECT_TRUE(Reach::Only({"QB-TTT"}).Includes("QB-TTT"));
  EXPECT_TRUE(Reach::Everything().Includes("QB-TTT"));
  EXPECT_FALSE(Reach::Everything().agencies().has_value());
}

}  // namespace
}  // namespace donthu
