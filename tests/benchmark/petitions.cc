#include "tests/benchmark/petitions.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/str_format.h"
#include "tests/quality/fact_change.h"
#include "tests/support/stack.h"

namespace donthu::benchmark {
namespace {

constexpr char kSamples[] = "data/quang_binh_2024/petitions.jsonl";

size_t Below(std::mt19937_64& random, size_t bound) {
  return std::uniform_int_distribution<size_t>(0, bound - 1)(random);
}

}  // namespace

std::string NameOf(int number) {
  static constexpr const char* kFamilies[] = {"Nguyễn", "Trần", "Lê",   "Phạm", "Hoàng",
                                              "Phan",   "Vũ",   "Đặng", "Bùi",  "Đỗ"};
  static constexpr const char* kGiven[] = {"An",    "Bình", "Cường", "Dung", "Hà",
                                           "Hương", "Lan",  "Minh",  "Sơn",  "Thủy"};
  return absl::StrFormat("%s Văn %s %s %s %d", kFamilies[number % 10], kGiven[number / 10 % 10],
                         kGiven[number / 100 % 10], kGiven[number / 1000 % 10], number / 10000);
}

Petitions::Petitions(const directory::v1::ImportDirectoryRequest& directory) {
  std::ifstream file(kSamples);
  for (std::string line; std::getline(file, line);) {
    bodies_.push_back(nlohmann::json::parse(line)["body"].get<std::string>());
    std::istringstream text(bodies_.back());
    for (std::string word; text >> word;) words_.push_back(word);
  }
  if (bodies_.empty()) std::abort();
  body_words_ = words_.size() / bodies_.size();
  // Those that existed on the day of SomePetition.
  for (const auto& agency : directory.agencies()) {
    if (agency.receives() && !agency.has_valid_from()) agencies_.push_back(agency.code());
  }
  for (const auto& subject : directory.subject_fields()) subjects_.push_back(subject.code());
  for (const auto& area : directory.areas()) {
    if (!area.has_valid_from() && area.level() == directory::v1::AREA_LEVEL_COMMUNE) {
      areas_.push_back(area.key());
    }
  }
}

std::string Petitions::Word(std::mt19937_64& random) const {
  return words_[Below(random, words_.size())];
}

std::string Petitions::Body(std::mt19937_64& random) const {
  std::string body = "Kính gửi:";
  for (size_t i = 0; i < body_words_; ++i) body += " " + Word(random);
  return body;
}

std::string Petitions::Letter(std::mt19937_64& random) const {
  return quality::FactChange(random).Of(bodies_[Below(random, bodies_.size())]);
}

intake::v1::RegisterPetitionRequest Petitions::Some(std::mt19937_64& random) const {
  auto request = testing::SomePetition();
  request.set_agency_code(agencies_[Below(random, agencies_.size())]);
  request.set_subject_code(subjects_[Below(random, subjects_.size())]);
  request.set_area_key(areas_[Below(random, areas_.size())]);
  request.set_body(Body(random));
  request.mutable_petitioners(0)->set_full_name(NameOf(static_cast<int>(Below(random, kNames))));
  return request;
}

}  // namespace donthu::benchmark
