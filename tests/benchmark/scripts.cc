#include "tests/benchmark/scripts.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"
#include "services/intake/intake_store.h"

namespace donthu::benchmark {
namespace {

// As many as the texts of Petitions have, and as likely to meet one of another petition: about 1 in
// 400.
constexpr int kBandKeys = 17;
constexpr int64_t kBandKeyMax = 115'000;

std::string RandomSettings(const Petitions& petitions) {
  std::string text;
  const auto set = [&](const std::string& name, size_t count) {
    text += absl::StrFormat("\\set %s random(1, %d)\n", name, count);
  };
  // The database does not know the directory: any text will do as a code.
  set("agency", petitions.agencies());
  set("subject", petitions.subjects());
  set("area", petitions.areas());
  set("name", kNames);
  for (int i = 1; i <= kBandKeys; ++i) set(absl::StrFormat("key%d", i), kBandKeyMax);
  return text;
}

std::string BandKeys() {
  std::vector<std::string> keys;
  for (int i = 1; i <= kBandKeys; ++i) keys.push_back(absl::StrFormat(":key%d", i));
  return "ARRAY[" + absl::StrJoin(keys, ",") + "]";
}

std::string CandidatesSql() {
  return Filled(CandidatesStatement(), {{1, BandKeys()},
                                        {2, ":name"},
                                        {3, "''"},
                                        {4, ":area"},
                                        {5, ":subject"},
                                        {6, ":day"},
                                        {7, ":zero"},
                                        {8, ":no"},
                                        {9, "NULL"}});
}

std::string RegisterSql() {
  std::map<int, std::string> with = {
      {1, "gen_random_uuid()"},
      {2, ":request"},
      {3, ":agency::text"},
      {4, ":day"},
      // Six digits would meet one that is taken, and the script knows no other.
      {5, "(:prefix::text || gen_random_uuid()::text)"},
      {6, ":two"},
      {7, ":one"},
      {8, ":none"},
      {9, ":subject::text"},
      {10, ":area::text"},
      {11, ":title"},
      {12, ":body"},
      {13, ":one"},
      {14, ":zero"},
      {15, ":no"},
      {16, ":yes"},
      {17, ":yes"},
      {18, ":yes"},
      {19, ":no"},
      {20, ":zero"},
      {21, ":decision"},
      {22, ":no"},
      {23, "''"},
      {24, "''"},
      {25, ":no"},
      {26, ":due"},
      {27, ":officer::text"},
      {28, ":fingerprint"},
      {29, BandKeys()},
      {30, ":hints"},
      {31, ":folded"},
      {32, ":none"},
      {33, "(:people_begin::text || :name::text || :people_end::text)"},
      {34, "NULL"},
      {35, "''"},
      {36, "''"},
      {37, "'{}'::text[]"},
      {38, "''"}};
  return Filled(intake::RegisterStatement(), with);
}

}  // namespace

Script RegisterScript(const Petitions& petitions) {
  std::mt19937_64 random(1);
  const auto petition = petitions.Some(random);
  const auto& person = petition.petitioners(0);
  Script script;
  script.one_plan_per_statement = true;
  script.text = RandomSettings(petitions) + CandidatesSql() + RegisterSql();
  nlohmann::json people = {{{"position", 1},
                            {"full_name", person.full_name()},
                            {"folded_name", "?"},
                            {"gender", 0},
                            {"birth_year", person.birth_year()},
                            {"address", person.address()},
                            {"sealed_id_number", "\\x"},
                            {"id_number_hash", ""},
                            {"sealed_phone", "\\x"},
                            {"phone_hash", ""},
                            {"representative", false}}};
  const std::string json = people.dump();
  const size_t place = json.find('?');
  const auto hex = [](const std::string& bytes) { return "\\x" + absl::BytesToHexString(bytes); };
  script.variables = {
      {"request", hex(std::string(32, 'x'))},
      {"day", "2024-03-04"},
      {"decision", "2024-02-01"},
      {"due", "2024-03-18"},
      {"prefix", "H46"},
      {"zero", "0"},
      {"one", "1"},
      {"two", "2"},
      {"yes", "t"},
      {"no", "f"},
      {"none", "{}"},
      {"title", petition.title()},
      {"body", petition.body()},
      {"officer", "test.system"},
      {"fingerprint", hex(text::Encode(text::FingerprintOf(petition.title(), petition.body())))},
      {"hints", "\\x"},
      {"folded", text::Fold(petition.title() + " " + petition.body() + " " + person.full_name())},
      {"people_begin", json.substr(0, place)},
      {"people_end", json.substr(place + 1)}};
  return script;
}

Script GetScript(int rows) {
  return {absl::StrFormat("\\set id random(1, %d)\n", rows) +
              Filled(intake::GetStatement(), {{1, ":id"}, {2, "''"}, {3, "NULL"}, {4, "NULL"}}),
          {},
          false};
}

Script ListScript(int page) {
  return {"\\set day random(1, 365)\n" +
              Filled(intake::ListStatement(), {{1, "NULL"},
                                               {2, "(date '2024-01-01' + :day::int)"},
                                               {3, ":zero"},
                                               {4, ":begin"},
                                               {5, ":zero"},
                                               {6, "''"},
                                               {7, "''"},
                                               {8, ":size"},
                                               {9, "NULL"}}),
          {{"zero", "0"}, {"begin", "1900-01-01"}, {"size", std::to_string(page + 1)}},
          false};
}

}  // namespace donthu::benchmark
