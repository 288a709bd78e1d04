// An authority of one's own, what it issues, and what is refused of it.
#include "services/base/certificate/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "services/base/certificate/authority.h"

namespace donthu::certificate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kYear = absl::Hours(365 * 24);
constexpr absl::Duration kMonth = absl::Hours(30 * 24);
const absl::Time kNow = absl::FromCivil(absl::CivilDay(2025, 6, 1), absl::UTCTimeZone());

Identity NewTestAuthority(const std::string& name = "Đơn Thư") {
  return *NewAuthority(name, kNow, kYear);
}

std::string MessageOf(const absl::Status& status) { return std::string(status.message()); }

TEST(Issue, System_BearsItsNameAndIsForClientsOnly) {
  const auto issued = Issue(NewTestAuthority(), {"mot-cua.dong-hoi", {}}, kNow, kMonth);
  ASSERT_TRUE(issued.ok()) << issued.status();
  const auto read = Read(issued->certificate_pem);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->system, "mot-cua.dong-hoi");
  EXPECT_THAT(read->hosts, IsEmpty());
  EXPECT_TRUE(read->for_clients);
  EXPECT_FALSE(read->for_servers);
  EXPECT_EQ(read->valid_to, kNow + kMonth);
  EXPECT_LT(read->valid_from, kNow);
  EXPECT_EQ(read->sha256, FingerprintOf(issued->certificate_pem));
  EXPECT_EQ(read->sha256.size(), 32u);
}

TEST(Issue, Server_BearsItsHostsAndIsForServersOnly) {
  const auto issued =
      Issue(NewTestAuthority(), {"", {"donthu.example.vn", "127.0.0.1", "::1"}}, kNow, kMonth);
  ASSERT_TRUE(issued.ok()) << issued.status();
  const auto read = Read(issued->certificate_pem);
  EXPECT_THAT(read->hosts, ElementsAre("donthu.example.vn", "127.0.0.1", "::1"));
  EXPECT_EQ(read->system, "");
  EXPECT_TRUE(read->for_servers);
  EXPECT_FALSE(read->for_clients);
}

TEST(Issue, EachTime_MakesAnotherKeyAndSerial) {
  const auto authority = NewTestAuthority();
  const auto first = Issue(authority, {"a", {}}, kNow, kMonth);
  const auto second = Issue(authority, {"a", {}}, kNow, kMonth);
  EXPECT_NE(first->key_pem, second->key_pem);
  EXPECT_NE(FingerprintOf(first->certificate_pem), FingerprintOf(second->certificate_pem));
}

TEST(Issue, NamesThatCouldSmuggleOthersIn_AreRefused) {
  const auto authority = NewTestAuthority();
  for (const std::string name : {"", "A", "a b", "a,URI:urn:donthu:system:b", ".a", "-", "a/b", "ă",
                                 std::string(61, 'a').c_str()}) {
    EXPECT_FALSE(Issue(authority, {name, {}}, kNow, kMonth).ok()) << name;
  }
  for (const char* host : {"", "a,DNS:b", "a b", "a:1", "*.vn", "\n"}) {
    EXPECT_FALSE(Issue(authority, {"", {host}}, kNow, kMonth).ok()) << host;
  }
  EXPECT_FALSE(Issue(authority, {"a", {"b"}}, kNow, kMonth).ok()) << "both";
}

TEST(Issue, BeyondTheAuthority_IsRefused) {
  auto authority = NewTestAuthority();
  EXPECT_FALSE(Issue(authority, {"a", {}}, kNow, 2 * kYear).ok());
  authority.key_pem = NewTestAuthority().key_pem;
  EXPECT_THAT(MessageOf(Issue(authority, {"a", {}}, kNow, kMonth).status()), HasSubstr("fit"));
}

TEST(CheckClient, OfOurAuthority_IsGood) {
  const auto authority = NewTestAuthority();
  const auto issued = Issue(authority, {"a", {}}, kNow, kMonth);
  EXPECT_TRUE(CheckClient(issued->certificate_pem, authority.certificate_pem, kNow).ok());
  const std::string both = NewTestAuthority("old").certificate_pem + authority.certificate_pem;
  EXPECT_TRUE(CheckClient(issued->certificate_pem, both, kNow).ok());
}

TEST(CheckClient, OfAnotherAuthority_IsRefused) {
  const auto ours = NewTestAuthority();
  const auto theirs = NewTestAuthority();
  const auto issued = Issue(theirs, {"a", {}}, kNow, kMonth);
  EXPECT_FALSE(CheckClient(issued->certificate_pem, ours.certificate_pem, kNow).ok());
  EXPECT_FALSE(CheckClient(issued->certificate_pem, "", kNow).ok());
}

TEST(CheckClient, OutsideItsDays_IsRefused) {
  const auto authority = NewTestAuthority();
  const auto pem = Issue(authority, {"a", {}}, kNow, kMonth)->certificate_pem;
  const auto at = [&](absl::Time time) {
    return CheckClient(pem, authority.certificate_pem, time);
  };
  EXPECT_THAT(MessageOf(at(kNow + kMonth + absl::Hours(1))), HasSubstr("expired"));
  EXPECT_THAT(MessageOf(at(kNow - absl::Hours(2))), HasSubstr("not yet valid"));
}

TEST(CheckClient, ForAnotherPurpose_IsRefused) {
  const auto authority = NewTestAuthority();
  const auto server = Issue(authority, {"", {"a.vn"}}, kNow, kMonth);
  EXPECT_THAT(MessageOf(CheckClient(server->certificate_pem, authority.certificate_pem, kNow)),
              HasSubstr("purpose"));
}

TEST(CheckClient, OneThatIssuesOthers_IsRefused) {
  const auto authority = NewTestAuthority();
  auto as_authority = *Issue(authority, {"a", {}}, kNow, kMonth);
  const auto forged = Issue(as_authority, {"b", {}}, kNow, absl::Hours(1));
  ASSERT_TRUE(forged.ok());
  const std::string chain = as_authority.certificate_pem + authority.certificate_pem;
  EXPECT_FALSE(CheckClient(forged->certificate_pem, chain, kNow).ok());
}

TEST(Read, WhatIsNoCertificate_IsRefused) {
  const auto authority = NewTestAuthority();
  std::string damaged = authority.certificate_pem;
  damaged[29] = '/';
  for (const std::string& pem : {std::string(), std::string("x"), authority.key_pem, damaged}) {
    EXPECT_FALSE(Read(pem).ok());
  }
  for (const std::string& pem : {std::string(), std::string("x"), authority.key_pem}) {
    EXPECT_EQ(FingerprintOf(pem), "");
  }
}

class ServerFilesTest : public ::testing::Test {
 protected:
  ServerFilesTest() : folder_(::testing::TempDir() + "/tls-" + std::to_string(getpid())) {
    mkdir(folder_.c_str(), 0700);
    const auto authority = NewTestAuthority();
    const auto server = *Issue(authority, {"", {"a.vn"}}, kNow, kMonth);
    files_ = {Write("server.pem", server.certificate_pem), Write("server.key", server.key_pem),
              Write("ca.pem", authority.certificate_pem)};
  }
  ~ServerFilesTest() override {
    for (const char* name : {"server.pem", "server.key", "ca.pem", "other"}) {
      unlink((folder_ + "/" + name).c_str());
    }
    rmdir(folder_.c_str());
  }

  std::string Write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
    return path;
  }

  const std::string folder_;
  ServerFiles files_;
};

TEST_F(ServerFilesTest, ThatFit_AreGood) {
  EXPECT_TRUE(CheckServerFiles(files_, kNow).ok());
  files_.client_authority.clear();
  EXPECT_TRUE(CheckServerFiles(files_, kNow).ok());
}

TEST_F(ServerFilesTest, KeyThatOthersMayRead_IsRefused) {
  chmod(files_.key.c_str(), 0640);
  EXPECT_THAT(MessageOf(CheckServerFiles(files_, kNow)), HasSubstr("chmod 600"));
}

TEST_F(ServerFilesTest, KeyOfAnotherCertificate_IsRefused) {
  files_.key = Write("other", NewTestAuthority().key_pem);
  EXPECT_THAT(MessageOf(CheckServerFiles(files_, kNow)), HasSubstr("does not belong"));
}

TEST_F(ServerFilesTest, ExpiredOrMissingOrEmpty_IsNamed) {
  EXPECT_THAT(MessageOf(CheckServerFiles(files_, kNow + kYear)), HasSubstr("has expired"));
  files_.client_authority = Write("other", "nothing");
  EXPECT_THAT(MessageOf(CheckServerFiles(files_, kNow)), HasSubstr("other holds no certificate"));
  files_.certificate = "/nowhere.pem";
  EXPECT_THAT(MessageOf(CheckServerFiles(files_, kNow)), HasSubstr("/nowhere.pem"));
}

}  // namespace
}  // namespace donthu::certificate
