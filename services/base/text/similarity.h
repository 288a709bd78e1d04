// Recognising that two petitions are one: sent again, to another addressee, reworded, or typed
// without diacritics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"

namespace donthu::text {

// What is kept of a text for comparing. Both lists are sorted and without repetition.
// A fingerprint of a denunciation must be taken from the masked text: hashes of a name can be
// guessed. (The sentence in which the writer introduces himself is left out in any case.)
struct Fingerprint {
  // Hashes of pairs of words that carry content; the kShinglesMax smallest of them, which is a fair
  // sample of a long text and all of a usual one.
  std::vector<std::uint32_t> shingles;
  // Hashes of the facts that tell one matter from its like: numbers of decisions and plots,
  // amounts, areas, dates, initials, places.
  std::vector<std::uint32_t> anchors;
};

inline constexpr std::size_t kShinglesMax = 256;
inline constexpr std::size_t kAnchorsMax = 64;

Fingerprint FingerprintOf(std::string_view title, std::string_view body);

// 0 (nothing in common) to 1 (the same words and facts; 0.88 when no fact is stated at all).
// Symmetric. Empty fingerprints resemble nothing.
double Similarity(const Fingerprint& a, const Fingerprint& b);

// How many facts either text states instead of the other's: 0 where one only leaves facts out.
// Symmetric.
int Conflicts(const Fingerprint& a, const Fingerprint& b);

// Keys for finding candidates in an index: fingerprints alike in text nearly always share one,
// unrelated ones rarely do. At most 24, fewer for a short text, none for an empty one.
std::vector<std::int64_t> BandKeys(const Fingerprint& fingerprint);

// Bytes for storage, at most 1.3 KiB; the first byte is the version of the form.
std::string Encode(const Fingerprint& fingerprint);
// Nothing when `bytes` were not written by Encode or are of an unknown version.
std::optional<Fingerprint> Decode(std::string_view bytes);

// 0 to 1: how alike two personal names are, whatever their case, diacritics and order of words;
// one slip of the keyboard costs little. 0 when either is empty.
double NameSimilarity(std::string_view a, std::string_view b);

// What is known of one petition when it is compared. Empty and zero mean unknown; a denunciation
// has no name, year or number here.
struct DuplicateFacts {
  Fingerprint fingerprint;
  std::string name;
  int birth_year = 0;
  std::string id_number_hash;
  std::string subject_code;
  std::string commune_key;
  std::optional<absl::CivilDay> decision_on;
  std::optional<absl::CivilDay> received_on;
};

struct DuplicateHint {
  int score = 0;  // kHintScore..100
  std::string reason_vi;
};

// From here on the pair is shown to the officer as a likely duplicate.
inline constexpr int kHintScore = 70;
// From here on joining the petition to the earlier one is proposed (an officer still decides).
inline constexpr int kJoinScore = 85;

// The hint about a pair, or nothing when its score is below kHintScore. Symmetric.
std::optional<DuplicateHint> JudgeDuplicate(const DuplicateFacts& a, const DuplicateFacts& b);

}  // namespace donthu::text
