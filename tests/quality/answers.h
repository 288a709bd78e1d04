// The sample petitions and the answers that their author expects (tests/quality/README.md).
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace donthu::quality {

struct Answer {
  // e.g. "thu_ly_khieu_nai"; README.md has the list.
  std::string handling;
  // Empty where nobody can tell.
  std::string agency_kind;
  std::string agency_code;
  // The letter is addressed to another level than the competent one, or to another agency of it.
  bool wrong_level = false;
  // The petition it repeats, and how ("reworded", …); empty for others.
  std::string near_duplicate_of;
  std::string duplicate_kind;
  // A petition of the same subject and district that is another matter; empty for most.
  std::string related_to;
};

// By the petition's id; the program ends when a file can't be read.
std::map<std::string, Answer> ReadAnswers();

// Lines of data/quang_binh_2024/petitions.jsonl, in order.
std::vector<nlohmann::json> ReadPetitions();

// The first petition of its matter: follows near_duplicate_of to its end.
std::string MatterOf(const std::map<std::string, Answer>& answers, std::string id);

// Kinds of agencies ("ubnd_xa") of data/quang_binh_2024/agencies.csv by code.
std::map<std::string, std::string> ReadAgencyKinds();

}  // namespace donthu::quality
