// Petitions that look like real ones and are all different, so that neither indexes nor the search
// for duplicates have it easier or harder than at a counter.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "donthu/directory/v1/directory_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"

namespace donthu::benchmark {

class Petitions {
 public:
  // Takes words from the shipped sample petitions, and agencies, subjects and communes from the
  // directory.
  explicit Petitions(const directory::v1::ImportDirectoryRequest& directory);

  intake::v1::RegisterPetitionRequest Some(std::mt19937_64& random) const;

  // As many words as the samples have on average, drawn from them at random.
  std::string Body(std::mt19937_64& random) const;
  std::string Word(std::mt19937_64& random) const;
  // A sample's own words with other numbers and days, as many petitions of one province are alike:
  // the search for duplicates has it hardest with these.
  std::string Letter(std::mt19937_64& random) const;

  size_t agencies() const { return agencies_.size(); }
  size_t subjects() const { return subjects_.size(); }
  size_t areas() const { return areas_.size(); }

 private:
  std::vector<std::string> bodies_;
  std::vector<std::string> words_;
  size_t body_words_ = 0;
  std::vector<std::string> agencies_;
  std::vector<std::string> subjects_;
  std::vector<std::string> areas_;
};

// Persons are drawn from this many different names.
inline constexpr int kNames = 100'000;
std::string NameOf(int number);

}  // namespace donthu::benchmark
