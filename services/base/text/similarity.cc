#include "services/base/text/similarity.h"

#include <algorithm>
#include <array>
#include <limits>

#include "services/base/text/anchor.h"
#include "services/base/text/petition_words.h"

namespace donthu::text {
namespace {

constexpr char kVersion = 1;

struct Overlap {
  std::size_t shared = 0;
  std::size_t in_a = 0;
  std::size_t in_b = 0;

  double OfSmaller() const {
    const std::size_t smaller = std::min(in_a, in_b);
    return smaller == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(smaller);
  }
  double OfUnion() const {
    const std::size_t all = in_a + in_b - shared;
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
  }
};

// Of two lists of which a full one holds only the smallest hashes: compared up to the hash that
// both cover, which makes the shares those of the whole sets, but for chance.
Overlap OverlapOf(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                  std::size_t max) {
  std::uint32_t covered = std::numeric_limits<std::uint32_t>::max();
  if (a.size() >= max) covered = std::min(covered, a.back());
  if (b.size() >= max) covered = std::min(covered, b.back());
  Overlap overlap;
  std::size_t i = 0;
  std::size_t j = 0;
  while ((i < a.size() && a[i] <= covered) || (j < b.size() && b[j] <= covered)) {
    const bool has_a = i < a.size() && a[i] <= covered;
    const bool has_b = j < b.size() && b[j] <= covered;
    const bool takes_a = has_a && (!has_b || a[i] <= b[j]);
    const bool takes_b = has_b && (!has_a || b[j] <= a[i]);
    overlap.shared += takes_a && takes_b ? 1 : 0;
    overlap.in_a += takes_a ? 1 : 0;
    overlap.in_b += takes_b ? 1 : 0;
    i += takes_a ? 1 : 0;
    j += takes_b ? 1 : 0;
  }
  return overlap;
}

std::size_t ConflictsIn(const Overlap& anchors) {
  return std::min(anchors.in_a, anchors.in_b) - anchors.shared;
}

// Agreement of facts, 0 to 1. A fact that only one text states says nothing, for people leave
// things out; facts that either states instead of the other's weigh more than shared ones, since
// the place is shared by all matters of a village.
double Agreement(const Overlap& anchors) {
  constexpr double kPriorWeight = 1.0;
  // Without any fact: nothing speaks against them being one, and little for it.
  constexpr double kPrior = 0.8;
  constexpr double kConflictWeight = 2.0;
  const auto shared = static_cast<double>(anchors.shared);
  const auto conflicts = static_cast<double>(ConflictsIn(anchors));
  if (conflicts == 0 && anchors.shared > 0 && anchors.in_a == anchors.in_b) return 1.0;
  return (shared + kPriorWeight * kPrior) / (shared + kConflictWeight * conflicts + kPriorWeight);
}

void PutNumber(std::uint32_t value, int bytes, std::string& out) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void PutList(const std::vector<std::uint32_t>& list, std::string& out) {
  PutNumber(static_cast<std::uint32_t>(list.size()), 2, out);
  for (const std::uint32_t value : list) PutNumber(value, 4, out);
}

std::optional<std::uint32_t> TakeNumber(std::string_view& bytes, std::size_t count) {
  if (bytes.size() < count) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  bytes.remove_prefix(count);
  return value;
}

std::optional<std::vector<std::uint32_t>> TakeList(std::string_view& bytes, std::size_t max) {
  const std::optional<std::uint32_t> size = TakeNumber(bytes, 2);
  if (!size || *size > max) return std::nullopt;
  std::vector<std::uint32_t> list;
  for (std::uint32_t i = 0; i < *size; ++i) {
    const std::optional<std::uint32_t> value = TakeNumber(bytes, 4);
    if (!value || (!list.empty() && *value <= list.back())) return std::nullopt;
    list.push_back(*value);
  }
  return list;
}

}  // namespace

double Similarity(const Fingerprint& a, const Fingerprint& b) {
  const Overlap text = OverlapOf(a.shingles, b.shingles, kShinglesMax);
  const Overlap facts = OverlapOf(a.anchors, b.anchors, kAnchorsMax);
  // Sentences dropped from one leave the share of the smaller high; the share of the union keeps a
  // short text from resembling every long one.
  const double wording = 0.75 * text.OfSmaller() + 0.25 * text.OfUnion();
  // Same words with other facts is another matter; some of the wording's worth is left even then,
  // for the facts of a text typed in a hurry may be mistyped.
  constexpr double kFactsWeight = 0.6;
  return wording * (1.0 - kFactsWeight + kFactsWeight * Agreement(facts));
}

int Conflicts(const Fingerprint& a, const Fingerprint& b) {
  return static_cast<int>(ConflictsIn(OverlapOf(a.anchors, b.anchors, kAnchorsMax)));
}

std::vector<std::int64_t> BandKeys(const Fingerprint& fingerprint) {
  // Three rows a band: texts that share half of their pairs of words meet in one of 16 bands with
  // a probability of 0.88, 0.7 gives 0.999; unrelated ones (0.05) with one of 0.002.
  constexpr std::size_t kBands = 16;
  constexpr std::size_t kRows = 3;
  constexpr std::size_t kAnchorKeysMax = 8;
  std::vector<std::int64_t> keys;
  if (fingerprint.shingles.empty()) return keys;
  std::array<std::uint32_t, kBands * kRows> smallest;
  smallest.fill(std::numeric_limits<std::uint32_t>::max());
  for (const std::uint32_t shingle : fingerprint.shingles) {
    std::uint64_t hash = shingle;
    for (std::uint32_t& row : smallest) {
      hash = Mix(hash);
      row = std::min(row, static_cast<std::uint32_t>(hash >> 32));
    }
  }
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t key = band;
    for (std::size_t row = 0; row < kRows; ++row) key = Mix(key ^ smallest[band * kRows + row]);
    keys.push_back(static_cast<std::int64_t>(key));
  }
  for (const std::uint32_t anchor : fingerprint.anchors) {
    if (keys.size() == kBands + kAnchorKeysMax) break;
    if (IsStrongAnchor(anchor)) keys.push_back(static_cast<std::int64_t>(Mix(kBands + anchor)));
  }
  return keys;
}

std::string Encode(const Fingerprint& fingerprint) {
  std::string bytes(1, kVersion);
  PutList(fingerprint.shingles, bytes);
  PutList(fingerprint.anchors, bytes);
  return bytes;
}

std::optional<Fingerprint> Decode(std::string_view bytes) {
  if (bytes.empty() || bytes[0] != kVersion) return std::nullopt;
  bytes.remove_prefix(1);
  auto shingles = TakeList(bytes, kShinglesMax);
  if (!shingles) return std::nullopt;
  auto anchors = TakeList(bytes, kAnchorsMax);
  if (!anchors || !bytes.empty()) return std::nullopt;
  return Fingerprint{*std::move(shingles), *std::move(anchors)};
}

}  // namespace donthu::text
