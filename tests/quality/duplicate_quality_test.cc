// Finding petitions again: the 44 repeated ones of the sample, and variants of all others.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_format.h"
#include "services/base/text/similarity.h"
#include "tests/quality/answers.h"
#include "tests/quality/markdown.h"
#include "tests/quality/service.h"
#include "tests/quality/variants.h"

namespace donthu::quality {
namespace {

using text::kHintScore;
using text::kJoinScore;

// What was found of one kind of petition at one score.
struct Found {
  int asked = 0;
  int again = 0;
  // Petitions for which something else than their own matter was found.
  int wrong = 0;

  void Add(const Found& other) {
    asked += other.asked;
    again += other.again;
    wrong += other.wrong;
  }
  double Recall() const { return asked == 0 ? 1 : static_cast<double>(again) / asked; }
  double Precision() const {
    return again + wrong == 0 ? 1 : static_cast<double>(again) / (again + wrong);
  }
};

// `is_right` of the ids hinted at from that score on.
template <typename IsRight>
Found Judge(const std::vector<Outcome>& outcomes, int score, IsRight is_right) {
  Found found;
  for (const auto& outcome : outcomes) {
    bool again = false;
    bool wrong = false;
    for (const auto& hint : outcome.hints) {
      if (hint.score < score) continue;
      (is_right(outcome.request.external_id(), hint.id) ? again : wrong) = true;
    }
    ++found.asked;
    found.again += again ? 1 : 0;
    found.wrong += wrong ? 1 : 0;
  }
  return found;
}

std::vector<std::string> RowOf(const std::string& name, const Found& join, const Found& hint) {
  return {name,
          std::to_string(join.asked),
          Share(join.again, join.asked),
          std::to_string(join.wrong),
          Share(hint.again, hint.asked),
          std::to_string(hint.wrong)};
}

const std::vector<std::string> kHead = {"kind",  "petitions",         "joining: found again",
                                        "wrong", "hint: found again", "wrong"};

// Only those that repeat nothing, each with an identity number, which the sample lacks.
std::vector<nlohmann::json> Originals(const std::map<std::string, Answer>& answers,
                                      Random& random) {
  std::vector<nlohmann::json> originals = ReadPetitions();
  std::erase_if(originals, [&](const auto& petition) {
    return !answers.at(petition.at("id")).near_duplicate_of.empty();
  });
  for (auto& petition : originals) {
    const int number = std::uniform_int_distribution(0, 999'999'999)(random);
    if (petition.at("petitioner_name") == "") continue;
    petition["petitioner_id_number"] = absl::StrFormat("044%09d", number);
  }
  return originals;
}

std::vector<nlohmann::json> VariantsOf(const std::vector<nlohmann::json>& originals,
                                       const VariantKind& kind, Random& random) {
  std::vector<nlohmann::json> variants;
  for (const auto& petition : originals) {
    nlohmann::json variant = kind.make(petition, random);
    if (variant.is_null()) continue;
    variant["id"] = petition.at("id").get<std::string>() + "-" + kind.name;
    variants.push_back(std::move(variant));
  }
  return variants;
}

TEST(SampleDuplicates, AreFoundAgainAndOthersAreNot) {
  const auto answers = ReadAnswers();
  Service service;
  const auto outcomes = service.Import(ReadPetitions());
  const auto same_matter = [&](const std::string& id, const std::string& other) {
    return MatterOf(answers, id) == MatterOf(answers, other);
  };
  std::vector<std::vector<std::string>> rows;
  const auto judge = [&](const std::string& name, const auto& belongs) {
    std::vector<Outcome> chosen;
    for (const auto& outcome : outcomes) {
      if (belongs(answers.at(outcome.request.external_id()))) chosen.push_back(outcome);
    }
    const Found join = Judge(chosen, kJoinScore, same_matter);
    rows.push_back(RowOf(name, join, Judge(chosen, kHintScore, same_matter)));
    return join;
  };
  for (const char* kind : {"no_diacritics", "reworded", "other_addressee"}) {
    judge(kind, [&](const Answer& answer) { return answer.duplicate_kind == kind; });
  }
  const auto repeats = [](const Answer& answer) { return !answer.near_duplicate_of.empty(); };
  Found join = judge("all that repeat", repeats);
  const Found other = judge("all others", [&](const Answer& answer) { return !repeats(answer); });
  const Found alike =
      judge("others like them", [](const Answer& answer) { return !answer.related_to.empty(); });
  PrintTable("Repeated petitions of the sample", kHead, rows);
  EXPECT_EQ(join.asked, 44);
  EXPECT_GE(join.Recall(), 0.95);
  join.wrong += other.again + other.wrong;
  EXPECT_GE(join.Precision(), 0.95);
  EXPECT_EQ(alike.wrong, 0);
}

TEST(VariantDuplicates, AreFoundAgainAndOtherMattersAreNot) {
  constexpr uint64_t kSeed = 20240144;
  std::printf("seed %lu\n", kSeed);
  Random random(kSeed);
  const auto answers = ReadAnswers();
  const auto originals = Originals(answers, random);
  Service service;
  service.Import(originals);
  std::vector<std::vector<std::string>> rows;
  Found all_join;
  Found all_hint;
  const auto run = [&](const VariantKind& kind, bool is_same) {
    const auto outcomes = service.Import(VariantsOf(originals, kind, random));
    service.Forget(originals.size());
    const auto is_right = [&](const std::string& id, const std::string& other) {
      return is_same && id == other + "-" + kind.name;
    };
    const Found join = Judge(outcomes, kJoinScore, is_right);
    const Found hint = Judge(outcomes, kHintScore, is_right);
    rows.push_back(RowOf(kind.name, join, hint));
    all_join.Add({is_same ? join.asked : 0, join.again, join.wrong});
    all_hint.Add({is_same ? hint.asked : 0, hint.again, hint.wrong});
    EXPECT_TRUE(!is_same || hint.Recall() >= 0.9) << kind.name;
  };
  for (const auto& kind : SameMatter()) run(kind, true);
  for (const auto& kind : OtherMatter()) run(kind, false);
  rows.push_back(RowOf("all", all_join, all_hint));
  PrintTable("Variants of the sample", kHead, rows);
  std::printf("\nprecision: %.3f at joining, %.3f of hints\n", all_join.Precision(),
              all_hint.Precision());
  EXPECT_GE(all_join.Recall(), 0.9);
  EXPECT_GE(all_join.Precision(), 0.95);
}

}  // namespace
}  // namespace donthu::quality
