// FingerprintOf: from text to hashes.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/base/text/anchor.h"
#include "services/base/text/fold.h"
#include "services/base/text/petition_words.h"
#include "services/base/text/similarity.h"

namespace donthu::text {
namespace {

// A body with fewer pairs of words than this borrows the title's.
constexpr std::size_t kShinglesWanted = 8;
// An introduction that never ends (no full stops) does not swallow what follows it.
constexpr std::size_t kIntroductionWordsMax = 30;

bool EndsSentence(std::string_view gap) {
  if (gap.find_first_of("!?;\n") != std::string_view::npos) return true;
  const std::size_t dot = gap.find('.');
  return dot != std::string_view::npos && dot + 1 < gap.size() && gap[dot + 1] == ' ';
}

// "[đã che]" stands for nothing to compare.
bool IsMask(std::string_view text, const std::vector<FoldedWord>& words, std::size_t at) {
  const bool in_bracket = words[at].begin > 0 && text[words[at].begin - 1] == '[';
  return in_bracket && words[at].word == "da" && at + 1 < words.size() &&
         words[at + 1].word == "che";
}

// Cuts at full stops; the words of each sentence with their places.
std::vector<std::vector<FoldedWord>> SentencesOf(std::string_view text) {
  std::vector<FoldedWord> words = WordsInPlace(text);
  std::vector<std::vector<FoldedWord>> sentences(1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t last_end = i > 0 ? words[i - 1].end : 0;
    if (i > 0 && EndsSentence(text.substr(last_end, words[i].begin - last_end))) {
      sentences.emplace_back();
    }
    if (IsMask(text, words, i)) {
      ++i;
      continue;
    }
    sentences.back().push_back(words[i]);
  }
  return sentences;
}

void KeepSmallest(std::vector<std::uint32_t>& hashes, std::size_t max) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > max) hashes.resize(max);
}

class Fingerprinter {
 public:
  Fingerprint Of(std::string_view title, std::string_view body) {
    for (const auto& sentence : SentencesOf(body)) Read(body, sentence);
    if (print_.shingles.size() < kShinglesWanted) {
      for (const auto& sentence : SentencesOf(title)) Read(title, sentence);
    } else {
      for (const auto& sentence : SentencesOf(title)) AddFacts(title, sentence, &print_.anchors);
    }
    KeepSmallest(print_.shingles, kShinglesMax);
    KeepSmallest(print_.anchors, kAnchorsMax);
    return std::move(print_);
  }

 private:
  void Read(std::string_view text, const std::vector<FoldedWord>& words) {
    Sentence sentence;
    sentence.reserve(words.size());
    for (const FoldedWord& word : words) sentence.push_back(word.word);
    switch (RoleOf(sentence)) {
      case Role::kCourtesy:
        return;
      case Role::kIntroduction:
        AddCommunes(words, &print_.anchors);
        if (words.size() > kIntroductionWordsMax) {
          Read(text, {words.begin() + kIntroductionWordsMax, words.end()});
        }
        return;
      case Role::kContent:
        AddFacts(text, words, &print_.anchors);
        AddShingles(ContentOf(sentence));
    }
  }

  void AddShingles(const std::vector<std::uint64_t>& content) {
    for (std::size_t i = 0; i + 1 < content.size(); ++i) {
      const std::uint64_t pair = Mix(content[i] ^ Mix(content[i + 1]));
      print_.shingles.push_back(static_cast<std::uint32_t>(pair >> 32));
    }
  }

  Fingerprint print_;
};

}  // namespace

Fingerprint FingerprintOf(std::string_view title, std::string_view body) {
  return Fingerprinter().Of(title, body);
}

}  // namespace donthu::text
