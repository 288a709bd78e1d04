// Any text about any person: nothing of the identity may be left of what services/base/text/mask.h
// says is removed.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/base/text/mask.h"
#include "services/base/text/mask_token.h"
#include "services/base/text/unicode.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (const auto& token : text::mask::Tokenize(text)) words.push_back(token.word);
  return words;
}

// Whether words of `wanted` stand in `words` one after the other, in any order.
bool HoldsInAnyOrder(const std::vector<std::string>& words, std::vector<std::string> wanted) {
  std::sort(wanted.begin(), wanted.end());
  for (size_t at = 0; at + wanted.size() <= words.size(); ++at) {
    const auto from = words.begin() + static_cast<std::ptrdiff_t>(at);
    std::vector<std::string> window(from, from + static_cast<std::ptrdiff_t>(wanted.size()));
    std::sort(window.begin(), window.end());
    if (window == wanted) return true;
  }
  return false;
}

// Whether words written one after the other give `wanted`.
bool HoldsJoined(const std::vector<std::string>& words, const std::string& wanted) {
  for (size_t at = 0; at < words.size(); ++at) {
    std::string joined;
    for (size_t i = at; i < words.size() && joined.size() < wanted.size(); ++i) joined += words[i];
    if (joined == wanted) return true;
  }
  return false;
}

// Between two masks nothing may be left; the masks themselves are ours.
void PromiseNothingLeft(const std::string& masked, const text::Identity& who) {
  const auto name = WordsOf(who.full_name);
  std::string number;
  for (const std::string& word : WordsOf(who.numbers[0])) number += word;
  for (const std::string& piece :
       std::vector<std::string>(absl::StrSplit(masked, absl::ByString(ToAbsl(text::kMask))))) {
    const auto words = WordsOf(piece);
    Promise(name.size() < 2 || !HoldsInAnyOrder(words, name), "no full name is left");
    Promise(number.size() < 6 || !HoldsJoined(words, number), "no number is left");
  }
}

void Run(Input input) {
  text::Identity who;
  who.full_name = input.Line();
  who.address = input.Line();
  who.numbers = {input.Line()};
  who.birth_year = input.empty() ? 0 : 1900 + input.Byte() % 120;
  // The text names the person wherever it holds one of these letters, whatever else it became.
  const std::string text =
      absl::StrReplaceAll(input.Rest(), {{"\x01", who.full_name},
                                         {"\x02", who.address},
                                         {"\x03", who.numbers[0]},
                                         {"\x04", std::to_string(who.birth_year)}});
  const text::Masked masked = text::MaskIdentities(text, {who});
  Promise(masked.replacements > 0 || masked.text == text, "what is not replaced is not changed");
  Promise(!text::IsValidUtf8(text) || text::IsValidUtf8(masked.text), "UTF-8 stays UTF-8");
  PromiseNothingLeft(masked.text, who);
  const text::Masked again = text::MaskIdentities(masked.text, {who});
  Promise(again.replacements == 0 && again.text == masked.text, "masking twice changes nothing");
}

}  // namespace
}  // namespace donthu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
