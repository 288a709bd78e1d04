// The Merkle tree of RFC 6962 over SHA-256: leaves under 0x00, inner nodes under 0x01. Pure: needs
// OpenSSL only, so that a verifier outside this system can be built from it.
//
// MTH(range) below is the hash of the tree over the leaves of that range, as RFC 6962 section 2.1
// defines it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace donthu::ledger {

using Hash = std::array<unsigned char, 32>;

Hash Sha256(std::string_view data);
Hash LeafHash(std::string_view data);
Hash NodeHash(const Hash& left, const Hash& right);

std::string BytesOf(const Hash& hash);
// Nothing when there are not exactly 32 bytes.
std::optional<Hash> HashFromBytes(std::string_view bytes);
// Lower-case hexadecimal.
std::string ToHex(std::string_view bytes);
std::string ToHex(const Hash& hash);
// Nothing for an odd number of digits, or for what is no digit.
std::optional<std::string> FromHex(std::string_view digits);

// Leaves begin … end - 1.
struct Range {
  uint64_t begin;
  uint64_t end;
  friend bool operator==(const Range&, const Range&) = default;
};

// The full subtree over the leaves index * 2^level … (index + 1) * 2^level - 1.
struct Subtree {
  int level;
  uint64_t index;
  friend bool operator==(const Subtree&, const Subtree&) = default;
};

// The full subtrees, left to right, that make up MTH(range): at most 64. `range.begin` must be 0 or
// a multiple of a power of two not below the range's length, as the ranges of a path are.
std::vector<Subtree> PeaksOf(Range range);
// MTH of the range that has these peaks. The hash of no leaves is SHA-256 of nothing.
Hash FoldPeaks(const std::vector<Hash>& peaks);

// What must be kept of a tree to append to it: the hashes of PeaksOf({0, size}).
class Frontier {
 public:
  Frontier() = default;
  // `peaks`: those of PeaksOf({0, size}).
  Frontier(uint64_t size, std::vector<Hash> peaks) : size_(size), peaks_(std::move(peaks)) {}

  using Completed = std::function<void(Subtree, const Hash&)>;
  // `completed`, where given, hears of each full subtree that this leaf completes, itself included.
  void Append(const Hash& leaf, const Completed& completed = nullptr);

  uint64_t size() const { return size_; }
  Hash Root() const { return FoldPeaks(peaks_); }

 private:
  uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

// MTH of each of these ranges, in this order, is the audit path of leaf `index` in a tree of `size`
// leaves. index < size.
std::vector<Range> InclusionPath(uint64_t index, uint64_t size);
// The same for the proof that the tree of `to` leaves begins with that of `from`. 0 < from <= to.
std::vector<Range> ConsistencyPath(uint64_t from, uint64_t to);

// Whether `path` leads from the leaf hash to the root.
bool ProvesInclusion(const Hash& leaf, uint64_t index, uint64_t size, const std::vector<Hash>& path,
                     const Hash& root);
// Whether `path` shows that the tree of `to` leaves under `to_root` begins with that of `from`
// leaves under `from_root`.
bool ProvesConsistency(uint64_t from, uint64_t to, const Hash& from_root, const Hash& to_root,
                       const std::vector<Hash>& path);

}  // namespace donthu::ledger
