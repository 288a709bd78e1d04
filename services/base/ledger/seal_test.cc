#include "services/base/ledger/seal.h"

#include <gtest/gtest.h>

#include "services/base/ledger/test_keys.h"

namespace donthu::ledger {
namespace {

Seal SomeSeal() {
  Seal seal;
  seal.number = 3;
  seal.size = 12;
  seal.root = Sha256("root");
  seal.previous_hash = Sha256("previous");
  seal.sealed_us = 1'700'000'000'000'000;
  return seal;
}

TEST(Seal, SignedWithAKey_IsVerifiedByItsPublicPart) {
  const TestKey pem = NewTestKey();
  const auto key = PrivateKey::FromPem(pem.private_pem);
  ASSERT_TRUE(key);
  Seal seal = SomeSeal();
  key->Sign(&seal);
  EXPECT_TRUE(key->public_key().Verifies(seal));
  const auto published = PublicKey::FromPem(pem.public_pem);
  ASSERT_TRUE(published);
  EXPECT_TRUE(published->Verifies(seal));
  EXPECT_EQ(published->id(), key->public_key().id());
}

TEST(Seal, ChangedInAnyPart_IsRefused) {
  const auto key = PrivateKey::FromPem(NewTestKey().private_pem);
  Seal good = SomeSeal();
  key->Sign(&good);
  std::vector<Seal> bad(9, good);
  ++bad[0].number;
  ++bad[1].size;
  bad[2].root[31] ^= 1;
  bad[3].previous_hash[0] ^= 1;
  ++bad[4].sealed_us;
  bad[5].next_key = key->public_key().raw();
  bad[6].signature[63] ^= 1;
  bad[7].signature.pop_back();
  bad[8].signature.clear();
  for (size_t i = 0; i < bad.size(); ++i) {
    EXPECT_FALSE(key->public_key().Verifies(bad[i])) << i;
    EXPECT_NE(SealHash(bad[i]), SealHash(good)) << i;
  }
}

TEST(Seal, OfAnotherKey_IsRefused) {
  const auto a = PrivateKey::FromPem(NewTestKey().private_pem);
  const auto b = PrivateKey::FromPem(NewTestKey().private_pem);
  Seal seal = SomeSeal();
  b->Sign(&seal);
  EXPECT_FALSE(a->public_key().Verifies(seal));
  // Nor when it claims to be ours.
  seal.key_id = a->public_key().id();
  EXPECT_FALSE(a->public_key().Verifies(seal));
}

TEST(Keys, ThatAreNone_AreRefused) {
  const TestKey ours = NewTestKey(), other = NewTestKey("X25519");
  for (const std::string& bad :
       {std::string(), std::string("x"), ours.public_pem, other.private_pem}) {
    EXPECT_FALSE(PrivateKey::FromPem(bad));
  }
  for (const std::string& bad :
       {std::string(), std::string("x"), ours.private_pem, other.public_pem}) {
    EXPECT_FALSE(PublicKey::FromPem(bad));
  }
  EXPECT_FALSE(PublicKey::FromRaw(std::string(31, 'a')));
  EXPECT_FALSE(PublicKey::FromRaw(std::string(33, 'a')));
}

}  // namespace
}  // namespace donthu::ledger
