#include "tests/quality/answers.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "clients/cli/directory_files.h"

namespace donthu::quality {
namespace {

std::vector<nlohmann::json> ReadLines(const char* path) {
  std::ifstream in(path);
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
  if (lines.empty()) {
    std::fprintf(stderr, "%s is missing\n", path);
    std::abort();
  }
  return lines;
}

// null is as good as empty.
std::string TextOf(const nlohmann::json& object, const char* field) {
  const auto& value = object.at(field);
  return value.is_null() ? "" : value.get<std::string>();
}

}  // namespace

std::map<std::string, Answer> ReadAnswers() {
  std::map<std::string, Answer> answers;
  for (const auto& line : ReadLines("tests/quality/answers.jsonl")) {
    answers[TextOf(line, "id")] = {TextOf(line, "expected_handling"),
                                   TextOf(line, "expected_agency_kind"),
                                   TextOf(line, "expected_agency_code"),
                                   line.at("wrong_level").get<bool>(),
                                   TextOf(line, "near_duplicate_of"),
                                   TextOf(line, "duplicate_kind"),
                                   TextOf(line, "related_to")};
  }
  return answers;
}

std::vector<nlohmann::json> ReadPetitions() {
  return ReadLines("data/quang_binh_2024/petitions.jsonl");
}

std::string MatterOf(const std::map<std::string, Answer>& answers, std::string id) {
  while (!answers.at(id).near_duplicate_of.empty()) id = answers.at(id).near_duplicate_of;
  return id;
}

std::map<std::string, std::string> ReadAgencyKinds() {
  const auto files = cli::ReadDirectoryFolder("data/quang_binh_2024");
  if (!files.ok()) std::abort();
  std::map<std::string, std::string> kinds;
  for (const auto& agency : files->request.agencies()) {
    kinds[agency.code()] = agency.kind();
  }
  return kinds;
}

}  // namespace donthu::quality
