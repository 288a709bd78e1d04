#include "services/base/ledger/merkle.h"

#include <openssl/sha.h>

#include <algorithm>
#include <bit>

namespace donthu::ledger {
namespace {

// The largest power of two below n; n > 1.
uint64_t SplitOf(uint64_t n) { return std::bit_floor(n - 1); }

}  // namespace

Hash Sha256(std::string_view data) {
  Hash hash;
  SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), hash.data());
  return hash;
}

Hash LeafHash(std::string_view data) {
  std::string bytes(1, '\0');
  bytes.append(data);
  return Sha256(bytes);
}

Hash NodeHash(const Hash& left, const Hash& right) {
  std::array<unsigned char, 65> bytes;
  bytes[0] = 1;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  Hash hash;
  SHA256(bytes.data(), bytes.size(), hash.data());
  return hash;
}

std::string BytesOf(const Hash& hash) { return {hash.begin(), hash.end()}; }

std::optional<Hash> HashFromBytes(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

std::string ToHex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string ToHex(const Hash& hash) { return ToHex(BytesOf(hash)); }

std::optional<std::string> FromHex(std::string_view digits) {
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(digits.size() / 2);
  for (size_t i = 0; i < digits.size(); i += 2) {
    const int high = value(digits[i]), low = value(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::vector<Subtree> PeaksOf(Range range) {
  std::vector<Subtree> peaks;
  while (range.begin < range.end) {
    const int level = std::bit_width(range.end - range.begin) - 1;
    peaks.push_back({level, range.begin >> level});
    range.begin += uint64_t{1} << level;
  }
  return peaks;
}

Hash FoldPeaks(const std::vector<Hash>& peaks) {
  if (peaks.empty()) return Sha256("");
  Hash hash = peaks.back();
  for (size_t i = peaks.size() - 1; i > 0; --i) hash = NodeHash(peaks[i - 1], hash);
  return hash;
}

void Frontier::Append(const Hash& leaf, const Completed& completed) {
  peaks_.push_back(leaf);
  Subtree subtree{0, size_++};
  if (completed) completed(subtree, leaf);
  // As many peaks join as the old size ends in ones.
  for (; (subtree.index & 1) != 0; subtree.index >>= 1) {
    const Hash joined = NodeHash(peaks_[peaks_.size() - 2], peaks_.back());
    peaks_.pop_back();
    peaks_.back() = joined;
    ++subtree.level;
    if (completed) completed({subtree.level, subtree.index >> 1}, joined);
  }
}

std::vector<Range> InclusionPath(uint64_t index, uint64_t size) {
  std::vector<Range> path;
  Range tree{0, size};
  while (tree.end - tree.begin > 1) {
    const uint64_t middle = tree.begin + SplitOf(tree.end - tree.begin);
    if (index < middle) {
      path.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      path.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<Range> ConsistencyPath(uint64_t from, uint64_t to) {
  std::vector<Range> path;
  Range tree{0, to};
  while (from < tree.end) {
    const uint64_t middle = tree.begin + SplitOf(tree.end - tree.begin);
    if (from <= middle) {
      path.push_back({middle, tree.end});
      tree.end = middle;
    } else {
      path.push_back({tree.begin, middle});
      tree.begin = middle;
    }
  }
  // Where the old tree is itself a subtree, the verifier has its hash already.
  if (tree.begin != 0) path.push_back(tree);
  std::reverse(path.begin(), path.end());
  return path;
}

// RFC 9162 section 2.1.3.2.
bool ProvesInclusion(const Hash& leaf, uint64_t index, uint64_t size, const std::vector<Hash>& path,
                     const Hash& root) {
  if (index >= size) return false;
  uint64_t node = index, last = size - 1;
  Hash hash = leaf;
  for (const Hash& step : path) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = NodeHash(step, hash);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      hash = NodeHash(hash, step);
    }
    node >>= 1, last >>= 1;
  }
  return last == 0 && hash == root;
}

// RFC 9162 section 2.1.4.2.
bool ProvesConsistency(uint64_t from, uint64_t to, const Hash& from_root, const Hash& to_root,
                       const std::vector<Hash>& path) {
  if (from > to) return false;
  if (from == to) return path.empty() && from_root == to_root;
  // Every tree begins with the empty one.
  if (from == 0) return path.empty() && from_root == Sha256("");
  std::vector<Hash> steps = path;
  if (std::has_single_bit(from)) steps.insert(steps.begin(), from_root);
  if (steps.empty()) return false;
  uint64_t node = from - 1, last = to - 1;
  while ((node & 1) != 0) node >>= 1, last >>= 1;
  Hash old_hash = steps[0], new_hash = steps[0];
  for (size_t i = 1; i < steps.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      old_hash = NodeHash(steps[i], old_hash);
      new_hash = NodeHash(steps[i], new_hash);
      while ((node & 1) == 0 && node != 0) node >>= 1, last >>= 1;
    } else {
      new_hash = NodeHash(new_hash, steps[i]);
    }
    node >>= 1, last >>= 1;
  }
  return last == 0 && old_hash == from_root && new_hash == to_root;
}

}  // namespace donthu::ledger
