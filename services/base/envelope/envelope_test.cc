// What is locked opens for its key in its place, and for nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "services/base/envelope/aead.h"
#include "services/base/envelope/context.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/envelope/key_wrap.h"
#include "services/base/envelope/quorum.h"

namespace donthu::envelope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kText[] = "Nguyễn Thị Bích Ngọc, thôn Khe Gát";

SecretBytes Passphrase(const char* text = "mười hai ký tự") {
  return SecretBytes(std::string(text));
}

TEST(Aead, WhatWasSealed_OpensInItsContext) {
  const auto key = NewKey();
  for (const std::string& text : {std::string(kText), std::string(), std::string(70000, 'x')}) {
    const auto sealed = Seal(*key, "here", text);
    ASSERT_TRUE(sealed.ok());
    EXPECT_EQ(Open(*key, "here", *sealed)->bytes(), text);
    EXPECT_EQ(sealed->find("Khe"), std::string::npos);
  }
}

TEST(Aead, AnyChangedBit_IsRefused) {
  const auto key = NewKey();
  const auto sealed = Seal(*key, "here", kText);
  for (size_t i = 0; i < sealed->size(); ++i) {
    std::string changed = *sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(Open(*key, "here", changed).ok()) << "byte " << i;
    EXPECT_FALSE(Open(*key, "here", sealed->substr(0, i)).ok()) << "cut at " << i;
  }
}

TEST(Aead, AnotherKeyOrContext_IsRefusedWithoutTellingWhich) {
  const auto key = NewKey();
  const auto sealed = Seal(*key, "here", kText);
  const auto elsewhere = Open(*key, "there", *sealed);
  const auto wrong = Open(*NewKey(), "here", *sealed);
  EXPECT_EQ(elsewhere.status(), wrong.status());
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Aead, SameTextTwice_LooksDifferent) {
  const auto key = NewKey();
  EXPECT_NE(*Seal(*key, "", kText), *Seal(*key, "", kText));
}

// NIST's vector for AES-256-GCM (McGrew and Viega, test case 16), nonce, ciphertext and tag in one.
TEST(Aead, KnownVector_Opens) {
  const SecretBytes key(
      absl::HexStringToBytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  const std::string sealed = absl::HexStringToBytes(
      "cafebabefacedbaddecaf888522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb0"
      "8e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
  const auto text =
      Open(key, absl::HexStringToBytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"), sealed);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(
      absl::BytesToHexString(text->bytes()),
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449"
      "a6b525b16aedf5aa0de657ba637b39");
}

TEST(KeyWrap, OpensForItsRecipientInItsContextOnly) {
  const auto recipient = NewKeyPair();
  const auto other = NewKeyPair();
  const auto key = NewKey();
  const auto wrapped = WrapKey(*key, recipient->public_key, "entry 1");
  ASSERT_TRUE(wrapped.ok());
  EXPECT_EQ(UnwrapKey(*wrapped, *recipient, "entry 1")->bytes(), key->bytes());
  EXPECT_FALSE(UnwrapKey(*wrapped, *recipient, "entry 2").ok());
  EXPECT_FALSE(UnwrapKey(*wrapped, *other, "entry 1").ok());
  for (size_t i = 0; i < wrapped->size(); ++i) {
    std::string changed = *wrapped;
    // The top bit of an X25519 key is ignored by design, and bound in by the derivation.
    changed[i] = static_cast<char>(changed[i] ^ 0x80);
    EXPECT_FALSE(UnwrapKey(changed, *recipient, "entry 1").ok()) << "byte " << i;
  }
}

TEST(KeyWrap, KeysOfSmallOrderOrWrongLength_AreRefused) {
  const auto key = NewKey();
  EXPECT_FALSE(WrapKey(*key, std::string(32, '\0'), "").ok());
  EXPECT_FALSE(WrapKey(*key, std::string(31, 'x'), "").ok());
  EXPECT_FALSE(UnwrapKey(std::string(92, '\0'), *NewKeyPair(), "").ok());
  EXPECT_FALSE(UnwrapKey("", *NewKeyPair(), "").ok());
}

TEST(KeyPair, ComesBackFromItsFileWithItsPassphraseOnly) {
  const auto pair = NewKeyPair();
  const auto pem = ToPem(*pair, Passphrase());
  ASSERT_TRUE(pem.ok()) << pem.status();
  EXPECT_THAT(*pem, HasSubstr("BEGIN ENCRYPTED PRIVATE KEY"));
  const auto back = FromPem(*pem, Passphrase());
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->public_key, pair->public_key);
  EXPECT_EQ(back->private_key.bytes(), pair->private_key.bytes());
  EXPECT_FALSE(FromPem(*pem, Passphrase("một câu hoàn toàn khác")).ok());
  EXPECT_FALSE(FromPem("", Passphrase()).ok());
  EXPECT_FALSE(ToPem(*pair, Passphrase("ngắn")).ok());
}

TEST(KeyPair, PublicHalf_ComesBackFromItsFile) {
  const auto pair = NewKeyPair();
  const auto pem = PublicToPem(pair->public_key);
  ASSERT_TRUE(pem.ok());
  EXPECT_EQ(*PublicFromPem(*pem), pair->public_key);
  EXPECT_EQ(FromPrivate(SecretBytes(pair->private_key.bytes()))->public_key, pair->public_key);
  EXPECT_FALSE(PublicFromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").ok());
}

TEST(KeyPair, Fingerprint_IsEightGroupsAndComparedAsSpoken) {
  const std::string known = FingerprintOf(std::string(32, 'k'));
  EXPECT_THAT(known, ::testing::MatchesRegex("([0-9a-f]{4} ){7}[0-9a-f]{4}"));
  std::string told = known;
  std::transform(told.begin(), told.end(), told.begin(), ::toupper);
  told.erase(std::remove(told.begin(), told.end(), ' '), told.end());
  EXPECT_TRUE(SameFingerprint(told, known));
  EXPECT_FALSE(SameFingerprint(FingerprintOf(std::string(32, 'j')), known));
  EXPECT_FALSE(SameFingerprint("", known));
}

vault::v1::EntryName Entry(const char* reference, int64_t petition, const char* agency) {
  vault::v1::EntryName entry;
  entry.set_reference(reference);
  entry.set_petition_id(petition);
  entry.set_agency_code(agency);
  return entry;
}

TEST(Context, DiffersWithEveryPart) {
  const auto entry = Entry("aa", 1, "QB-UBND");
  std::set<std::string> contexts = {TextContext(entry),
                                    CustodianContext(entry),
                                    RecoveryContext(entry),
                                    DisclosureContext(entry, 1),
                                    DisclosureContext(entry, 11),
                                    TextContext(Entry("ab", 1, "QB-UBND")),
                                    TextContext(Entry("aa", 11, "QB-UBND")),
                                    TextContext(Entry("aa", 1, "QB-TTT"))};
  EXPECT_EQ(contexts.size(), 8u);
}

std::vector<Share> Chosen(const std::vector<Share>& shares, const std::vector<int>& places) {
  std::vector<Share> chosen;
  for (const int place : places) {
    const Share& share = shares[static_cast<size_t>(place)];
    chosen.push_back({share.number, SecretBytes(share.part.bytes())});
  }
  return chosen;
}

TEST(Quorum, AnyQuorumBringsTheSecretBackAndOneLessDoesNot) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(absl::StrFormat("seed %u", seed));
  std::mt19937 random(seed);
  for (int shares = 2; shares <= 7; ++shares) {
    for (int quorum = 2; quorum <= shares; ++quorum) {
      const auto secret = NewKey();
      const auto split = Split(*secret, shares, quorum);
      ASSERT_TRUE(split.ok());
      std::vector<int> places(static_cast<size_t>(shares));
      std::iota(places.begin(), places.end(), 0);
      for (int i = 0; i < 5; ++i) {
        std::shuffle(places.begin(), places.end(), random);
        std::vector<int> enough(places.begin(), places.begin() + quorum);
        EXPECT_EQ(Combine(Chosen(*split, enough))->bytes(), secret->bytes());
        enough.pop_back();
        const auto fewer = Combine(Chosen(*split, enough));
        EXPECT_TRUE(!fewer.ok() || fewer->bytes() != secret->bytes()) << shares << " " << quorum;
      }
    }
  }
}

TEST(Quorum, BoundsAreKept) {
  const auto secret = NewKey();
  EXPECT_FALSE(Split(*secret, 3, 1).ok());
  EXPECT_FALSE(Split(*secret, 2, 3).ok());
  EXPECT_FALSE(Split(*secret, kSharesMax + 1, 2).ok());
  EXPECT_FALSE(Split(SecretBytes(), 3, 2).ok());
  const auto split = Split(*secret, 3, 2);
  EXPECT_FALSE(Combine(Chosen(*split, {0, 0})).ok());
  EXPECT_FALSE(Combine({}).ok());
}

// Recovery runs in a process of its own, in which nobody has split anything.
TEST(QuorumDeathTest, CombineNeedsNoSplitBefore) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto combine = [] {
    std::vector<Share> shares;
    for (int number = 1; number <= 2; ++number) shares.push_back({number, SecretBytes(32)});
    std::exit(Combine(shares).ok() ? 0 : 1);
  };
  EXPECT_EXIT(combine(), ::testing::ExitedWithCode(0), "");
}

TEST(Quorum, AWrongShare_BringsSomethingElse) {
  const auto secret = NewKey();
  const auto split = Split(*secret, 3, 2);
  auto chosen = Chosen(*split, {0, 2});
  chosen[1].part.data()[5] ^= 1;
  EXPECT_NE(Combine(chosen)->bytes(), secret->bytes());
}

}  // namespace
}  // namespace donthu::envelope
