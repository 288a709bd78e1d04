// Any bytes as text: folding, normal form, fingerprints, likeness of names.
#include <cstdint>
#include <string>
#include <string_view>

#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"
#include "services/base/text/unicode.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

void PromiseUnicode(const std::string& text) {
  const std::string nfc = text::ToNfc(text);
  if (!text::IsValidUtf8(text)) return Promise(nfc == text, "what is not UTF-8 stays as it is");
  Promise(text::IsValidUtf8(nfc), "NFC of UTF-8 is UTF-8");
  Promise(text::IsNfc(nfc), "NFC is in NFC");
  Promise(text::ToNfc(nfc) == nfc, "NFC twice is NFC");
  Promise(text::IsNfc(text) == (text == nfc), "what is in NFC is not changed");
  Promise(text::Fold(text) == text::Fold(nfc), "the normal form makes no difference to folding");
}

void PromiseFold(const std::string& text) {
  const std::string folded = text::Fold(text);
  Promise(text::Fold(folded) == folded, "folding twice changes nothing");
  Promise(text::IsValidUtf8(folded), "what was folded is UTF-8");
  std::string joined;
  size_t begin = 0;
  for (const auto& word : text::WordsInPlace(text)) {
    Promise(!word.word.empty(), "a word is not empty");
    Promise(begin <= word.begin && word.begin < word.end && word.end <= text.size(),
            "words stand in the text, in order");
    begin = word.begin;
    joined += (joined.empty() ? "" : " ") + word.word;
  }
  Promise(joined == folded, "the words in place are those of the folded text");
}

void PromiseFingerprint(const text::Fingerprint& print) {
  Promise(print.shingles.size() <= text::kShinglesMax && print.anchors.size() <= text::kAnchorsMax,
          "a fingerprint is bounded");
  const std::string bytes = text::Encode(print);
  Promise(bytes.size() <= 1331, "a stored fingerprint has at most 1.3 KiB");
  const auto decoded = text::Decode(bytes);
  Promise(decoded && decoded->shingles == print.shingles && decoded->anchors == print.anchors,
          "a stored fingerprint is read back the same");
  Promise(text::BandKeys(print).size() <= 24, "at most 24 keys");
}

void PromiseSymmetric(const text::DuplicateFacts& a, const text::DuplicateFacts& b) {
  const double likeness = text::Similarity(a.fingerprint, b.fingerprint);
  Promise(likeness >= 0 && likeness <= 1, "likeness lies between 0 and 1");
  Promise(likeness == text::Similarity(b.fingerprint, a.fingerprint), "likeness is symmetric");
  Promise(text::Conflicts(a.fingerprint, b.fingerprint) ==
              text::Conflicts(b.fingerprint, a.fingerprint),
          "conflicts are symmetric");
  const double names = text::NameSimilarity(a.name, b.name);
  Promise(names >= 0 && names <= 1, "likeness of names lies between 0 and 1");
  Promise(names == text::NameSimilarity(b.name, a.name), "likeness of names is symmetric");
  const auto hint = text::JudgeDuplicate(a, b);
  const auto reverse = text::JudgeDuplicate(b, a);
  Promise(hint.has_value() == reverse.has_value(), "a hint is symmetric");
  if (!hint) return;
  Promise(hint->score == reverse->score, "the score of a hint is symmetric");
  Promise(hint->score >= text::kHintScore && hint->score <= 100, "a hint has a score that counts");
}

// The bytes of a stored fingerprint may have been damaged.
void PromiseDecode(const std::string& bytes) {
  const auto print = text::Decode(bytes);
  if (print) Promise(text::Encode(*print) == bytes, "what was not written by Encode is refused");
}

void Run(Input input) {
  const bool stored = input.Byte() % 8 == 0;
  if (stored) return PromiseDecode(input.Rest());
  text::DuplicateFacts a;
  text::DuplicateFacts b;
  a.name = input.Line();
  b.name = input.Line();
  a.birth_year = b.birth_year = 1960 + input.Byte();
  const std::string title = input.Line();
  const std::string body = input.Line();
  const std::string other = input.Rest();
  for (const std::string& text : {a.name, body, other}) {
    PromiseUnicode(text);
    PromiseFold(text);
  }
  a.fingerprint = text::FingerprintOf(title, body);
  b.fingerprint = text::FingerprintOf(title, other);
  PromiseFingerprint(a.fingerprint);
  PromiseFingerprint(b.fingerprint);
  PromiseSymmetric(a, b);
}

}  // namespace
}  // namespace donthu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
