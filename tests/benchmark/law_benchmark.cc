// How fast services/law counts: due dates per second on one core. The promise is a million.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/directory_files.h"
#include "services/law/date.h"
#include "services/law/deadline.h"
#include "services/law/rule_files.h"

namespace donthu::law {
namespace {

template <typename T>
T OrAbort(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << result.status() << "\n";
  std::abort();
}

const RuleBook& Book() {
  static const auto* book = new RuleBook(OrAbort(LoadRuleBook("services/law/rules")));
  return *book;
}

const Calendar& DataCalendar() {
  static const auto* calendar = [] {
    const auto files = OrAbort(cli::ReadDirectoryFolder("data/quang_binh_2024"));
    std::vector<ExceptionalDay> days;
    for (const auto& day : files.request.calendar_days()) {
      if (day.confirmed()) days.push_back({OrAbort(ToDay(day.date())), day.working(), day.name()});
    }
    return new Calendar(OrAbort(Calendar::Create(days)));
  }();
  return *calendar;
}

struct Question {
  std::string rule_id;
  absl::CivilDay anchor;
};

// Every rule that can be counted, from random days of 2023 to 2026.
std::vector<Question> Questions() {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> offset(0, 4 * 365);
  std::vector<Question> questions;
  while (questions.size() < 10000) {
    for (const auto& [rule, from, to] : Book().deadlines()) {
      const absl::CivilDay anchor = absl::CivilDay(2023, 1, 1) + offset(random);
      if (ComputeDueDays(Book(), DataCalendar(), rule.id(), anchor).ok()) {
        questions.push_back({rule.id(), anchor});
      }
    }
  }
  return questions;
}

void BM_ComputeDueDays(benchmark::State& state) {
  const std::vector<Question> questions = Questions();
  std::size_t next = 0;
  for (auto _ : state) {
    const Question& question = questions[next];
    next = next + 1 == questions.size() ? 0 : next + 1;
    benchmark::DoNotOptimize(
        ComputeDueDays(Book(), DataCalendar(), question.rule_id, question.anchor));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ComputeDueDays);

// With the explanation, as an officer sees it.
void BM_ComputeDue(benchmark::State& state) {
  const std::vector<Question> questions = Questions();
  std::size_t next = 0;
  for (auto _ : state) {
    const Question& question = questions[next];
    next = next + 1 == questions.size() ? 0 : next + 1;
    benchmark::DoNotOptimize(ComputeDue(Book(), DataCalendar(), question.rule_id, question.anchor));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ComputeDue);

}  // namespace
}  // namespace donthu::law

BENCHMARK_MAIN();
