#include "services/base/ledger/merkle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace donthu::ledger {
namespace {

// RFC 6962 section 2.1 word for word, as slow as it reads.
Hash NaiveRoot(const std::vector<Hash>& leaves, size_t begin, size_t end) {
  if (begin == end) return Sha256("");
  if (end - begin == 1) return leaves[begin];
  size_t k = 1;
  while (2 * k < end - begin) k *= 2;
  return NodeHash(NaiveRoot(leaves, begin, begin + k), NaiveRoot(leaves, begin + k, end));
}

std::vector<Hash> SomeLeaves(size_t count) {
  std::vector<Hash> leaves;
  for (size_t i = 0; i < count; ++i) leaves.push_back(LeafHash("leaf " + std::to_string(i)));
  return leaves;
}

std::vector<Hash> HashesOf(const std::vector<Range>& ranges, const std::vector<Hash>& leaves) {
  std::vector<Hash> hashes;
  for (const auto& range : ranges) hashes.push_back(NaiveRoot(leaves, range.begin, range.end));
  return hashes;
}

// The test data of the certificate transparency project, with the roots that it publishes.
const std::vector<std::string> kPublishedLeaves = {"",
                                                   "00",
                                                   "10",
                                                   "2021",
                                                   "3031",
                                                   "40414243",
                                                   "5051525354555657",
                                                   "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kPublishedRoots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Frontier, Roots_AreThePublishedOnes) {
  Frontier tree;
  std::vector<Hash> leaves;
  for (size_t size = 0; size <= kPublishedLeaves.size(); ++size) {
    EXPECT_EQ(ToHex(tree.Root()), kPublishedRoots[size]) << size;
    EXPECT_EQ(tree.Root(), NaiveRoot(leaves, 0, size)) << size;
    if (size == kPublishedLeaves.size()) break;
    leaves.push_back(LeafHash(*FromHex(kPublishedLeaves[size])));
    tree.Append(leaves.back());
  }
}

TEST(Frontier, OfPeaks_GoesOnAsTheTreeItself) {
  const auto leaves = SomeLeaves(70);
  for (uint64_t size = 0; size < leaves.size(); ++size) {
    std::vector<Hash> peaks;
    for (const auto& peak : PeaksOf({0, size})) {
      peaks.push_back(NaiveRoot(leaves, peak.index << peak.level, (peak.index + 1) << peak.level));
    }
    Frontier tree(size, peaks);
    EXPECT_EQ(tree.Root(), NaiveRoot(leaves, 0, size));
    tree.Append(leaves[size]);
    EXPECT_EQ(tree.Root(), NaiveRoot(leaves, 0, size + 1));
  }
}

TEST(Frontier, TellsEachFullSubtreeOnce) {
  const auto leaves = SomeLeaves(64);
  Frontier tree;
  size_t told = 0;
  for (const Hash& leaf : leaves) {
    tree.Append(leaf, [&](Subtree subtree, const Hash& hash) {
      ++told;
      EXPECT_EQ(hash, NaiveRoot(leaves, subtree.index << subtree.level,
                                (subtree.index + 1) << subtree.level));
    });
  }
  EXPECT_EQ(told, 127u);
}

TEST(Proofs, OfSmallTrees_AllHold) {
  const auto leaves = SomeLeaves(40);
  for (uint64_t size = 1; size <= leaves.size(); ++size) {
    const Hash root = NaiveRoot(leaves, 0, size);
    for (uint64_t i = 0; i < size; ++i) {
      const auto path = HashesOf(InclusionPath(i, size), leaves);
      EXPECT_TRUE(ProvesInclusion(leaves[i], i, size, path, root)) << i << " of " << size;
    }
    for (uint64_t from = 1; from <= size; ++from) {
      const auto path = HashesOf(ConsistencyPath(from, size), leaves);
      EXPECT_TRUE(ProvesConsistency(from, size, NaiveRoot(leaves, 0, from), root, path))
          << from << " to " << size;
    }
  }
}

class RandomProofs : public ::testing::Test {
 protected:
  uint64_t Below(uint64_t bound) {
    return std::uniform_int_distribution<uint64_t>(0, bound - 1)(random_);
  }
  // One bit of one hash is another.
  void Damage(std::vector<Hash>* path) {
    (*path)[Below(path->size())][Below(32)] ^= static_cast<unsigned char>(1 << Below(8));
  }

  const unsigned seed_ = std::random_device()();
  std::mt19937 random_{seed_};
  const std::vector<Hash> leaves_ = SomeLeaves(3000);
  const ::testing::ScopedTrace trace_{__FILE__, __LINE__, "seed " + std::to_string(seed_)};
};

TEST_F(RandomProofs, OfInclusion_HoldForTheLeafAndNoOther) {
  for (int i = 0; i < 200; ++i) {
    const uint64_t size = 2 + Below(leaves_.size() - 1), index = Below(size);
    const Hash root = NaiveRoot(leaves_, 0, size);
    auto path = HashesOf(InclusionPath(index, size), leaves_);
    EXPECT_TRUE(ProvesInclusion(leaves_[index], index, size, path, root));
    EXPECT_FALSE(ProvesInclusion(leaves_[index], (index + 1) % size, size, path, root));
    EXPECT_FALSE(ProvesInclusion(leaves_[(index + 1) % size], index, size, path, root));
    EXPECT_FALSE(ProvesInclusion(leaves_[index], index, index, path, root));
    Damage(&path);
    EXPECT_FALSE(ProvesInclusion(leaves_[index], index, size, path, root));
    path.pop_back();
    EXPECT_FALSE(ProvesInclusion(leaves_[index], index, size, path, root));
  }
}

TEST_F(RandomProofs, OfConsistency_HoldForTheTwoTreesAndNoOther) {
  for (int i = 0; i < 200; ++i) {
    const uint64_t to = 2 + Below(leaves_.size() - 1), from = 1 + Below(to - 1);
    const Hash old_root = NaiveRoot(leaves_, 0, from), root = NaiveRoot(leaves_, 0, to);
    auto path = HashesOf(ConsistencyPath(from, to), leaves_);
    EXPECT_TRUE(ProvesConsistency(from, to, old_root, root, path)) << from << " to " << to;
    EXPECT_FALSE(ProvesConsistency(from, to, leaves_[0], leaves_[1], path));
    EXPECT_FALSE(ProvesConsistency(to, from, root, old_root, path));
    Damage(&path);
    EXPECT_FALSE(ProvesConsistency(from, to, old_root, root, path));
    path.clear();
    EXPECT_FALSE(ProvesConsistency(from, to, old_root, root, path));
  }
}

TEST(Consistency, OfTheEmptyTree_IsNothing) {
  const auto leaves = SomeLeaves(2);
  EXPECT_TRUE(ProvesConsistency(0, 1, Sha256(""), leaves[0], {}));
  EXPECT_FALSE(ProvesConsistency(0, 1, leaves[1], leaves[0], {}));
}

TEST(Hex, ReadsWhatItWritesAndNothingElse) {
  EXPECT_EQ(ToHex(std::string("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(FromHex("007fff"), std::string("\x00\x7f\xff", 3));
  for (const char* bad : {"0", "0g", "AB", " 0", "0x"}) EXPECT_FALSE(FromHex(bad)) << bad;
  EXPECT_FALSE(HashFromBytes(std::string(31, 'a')));
  EXPECT_FALSE(HashFromBytes(std::string(33, 'a')));
}

}  // namespace
}  // namespace donthu::ledger
