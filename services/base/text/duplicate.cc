// JudgeDuplicate and the comparison of names.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"

namespace donthu::text {
namespace {

constexpr double kSameName = 0.9;
// About 18 months: by then there is usually a new decision to complain about.
constexpr absl::civil_diff_t kLongApartDays = 548;

// One fact may be misread. Two that differ make it another matter, however alike the words and even
// if the person is the same: people complain of two plots in the words of one form.
constexpr int kConflictsMin = 2;

// Edits between two words, a swap of neighbours being one; Damerau's distance, restricted.
std::size_t Edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({change, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

std::string Joined(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string joined;
  for (const std::string& word : words) joined += word;
  return joined;
}

enum class Person { kSame, kUnknown, kOther };

Person Compare(const DuplicateFacts& a, const DuplicateFacts& b) {
  if (!a.id_number_hash.empty() && !b.id_number_hash.empty()) {
    return a.id_number_hash == b.id_number_hash ? Person::kSame : Person::kOther;
  }
  if (a.name.empty() || b.name.empty()) return Person::kUnknown;
  const bool years_differ = a.birth_year > 0 && b.birth_year > 0 && a.birth_year != b.birth_year;
  if (years_differ || NameSimilarity(a.name, b.name) < kSameName) return Person::kOther;
  return Person::kSame;
}

bool BothKnown(const std::string& a, const std::string& b) { return !a.empty() && !b.empty(); }

// What the particulars add to or take from the likeness of the texts.
double Adjustment(const DuplicateFacts& a, const DuplicateFacts& b, Person person) {
  double adjustment = 0;
  if (person == Person::kSame) adjustment += 0.15;
  if (person == Person::kOther) adjustment -= 0.15;
  if (BothKnown(a.subject_code, b.subject_code)) {
    adjustment += a.subject_code == b.subject_code ? 0.05 : -0.05;
  }
  if (BothKnown(a.commune_key, b.commune_key)) {
    // A matter has one place; the same words about another place are a circular going round.
    adjustment += a.commune_key == b.commune_key ? 0.05 : -0.25;
  }
  if (a.decision_on && b.decision_on) {
    adjustment += *a.decision_on == *b.decision_on ? 0.05 : -0.15;
  }
  if (a.received_on && b.received_on &&
      std::abs(*a.received_on - *b.received_on) > kLongApartDays) {
    adjustment -= 0.05;
  }
  return adjustment;
}

std::string Reason(Person person, int likeness_percent) {
  const char* const who = person == Person::kSame    ? "Cùng người gửi"
                          : person == Person::kOther ? "Khác người gửi"
                                                     : "Chưa rõ người gửi";
  const char* const what = likeness_percent >= 85   ? "nội dung gần như trùng"
                           : likeness_percent >= 60 ? "nội dung phần lớn trùng"
                                                    : "nội dung có phần trùng";
  return absl::StrFormat("%s, %s (%d %%)", who, what, likeness_percent);
}

}  // namespace

double NameSimilarity(std::string_view a, std::string_view b) {
  const std::string x = Joined(Words(a));
  const std::string y = Joined(Words(b));
  if (x.empty() || y.empty()) return 0;
  const auto longer = static_cast<double>(std::max(x.size(), y.size()));
  return 1.0 - static_cast<double>(Edits(x, y)) / longer;
}

std::optional<DuplicateHint> JudgeDuplicate(const DuplicateFacts& a, const DuplicateFacts& b) {
  const double likeness = Similarity(a.fingerprint, b.fingerprint);
  const Person person = Compare(a, b);
  double score = 100 * (likeness + Adjustment(a, b, person));
  if (score < kHintScore) return std::nullopt;
  if (Conflicts(a.fingerprint, b.fingerprint) >= kConflictsMin) {
    score = std::min(score, kJoinScore - 1.0);
  }
  return DuplicateHint{static_cast<int>(std::lround(std::clamp(score, 0.0, 100.0))),
                       Reason(person, static_cast<int>(std::lround(100 * likeness)))};
}

}  // namespace donthu::text
