#include "services/base/text/mask.h"

#include <algorithm>

#include "services/base/text/mask_parts.h"
#include "services/base/text/mask_token.h"

namespace donthu::text {
namespace {

using mask::Span;

// Masking is repeated until nothing is found, so that its result is final. A bound, not an
// expectation: every round leaves fewer words.
constexpr int kRoundsMax = 8;

void Append(std::vector<Span> found, std::vector<Span>& spans) {
  spans.insert(spans.end(), found.begin(), found.end());
}

std::vector<Span> FindAll(std::string_view text, const std::vector<Identity>& identities) {
  const mask::Tokens tokens = mask::Tokenize(text);
  std::vector<Span> spans = mask::FindContacts(text, tokens);
  for (const Identity& identity : identities) {
    Append(mask::FindName(tokens, identity.full_name, identity.birth_year), spans);
    Append(mask::FindHousehold(tokens, identity.address), spans);
    for (const std::string& number : identity.numbers) {
      Append(mask::FindNumber(tokens, number), spans);
    }
  }
  return spans;
}

// Overlapping spans become one, so that no part of a match outlives another match.
std::vector<Span> Merge(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> merged;
  for (const Span& span : spans) {
    if (!merged.empty() && span.begin < merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

std::string Replace(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  std::size_t from = 0;
  for (const Span& span : spans) {
    out.append(text.substr(from, span.begin - from));
    out.append(kMask);
    from = span.end;
  }
  out.append(text.substr(from));
  return out;
}

}  // namespace

Masked MaskIdentities(std::string_view text, const std::vector<Identity>& identities) {
  Masked masked{std::string(text), 0};
  for (int round = 0; round < kRoundsMax; ++round) {
    const std::vector<Span> spans = Merge(FindAll(masked.text, identities));
    if (spans.empty()) break;
    masked.text = Replace(masked.text, spans);
    masked.replacements += static_cast<int>(spans.size());
  }
  return masked;
}

}  // namespace donthu::text
