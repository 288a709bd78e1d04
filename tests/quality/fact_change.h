// Replaces the facts of a text by others of the same form: numbers, days, sums, initials.
#pragma once

#include <random>
#include <string>

namespace donthu::quality {

class FactChange {
 public:
  // Days move back by the same random number of days throughout.
  explicit FactChange(std::mt19937_64& random);

  // `text` with other facts. Years and numbers of one digit stay, for they seldom tell matters
  // apart; so do words.
  std::string Of(const std::string& text);
  // An ISO day; empty stays empty.
  std::string OfDay(const std::string& day) const;

  // How many were replaced so far.
  int facts() const { return facts_; }

 private:
  // Each reads one fact at `at` and appends another to `out`; false when there is none.
  bool TakeDay(const std::string& text, size_t& at, std::string& out);
  bool TakeNumber(const std::string& text, size_t& at, std::string& out);
  bool TakeInitials(const std::string& text, size_t& at, std::string& out);
  char Random(const std::string& letters);

  std::mt19937_64& random_;
  const int days_back_;
  int facts_ = 0;
};

}  // namespace donthu::quality
