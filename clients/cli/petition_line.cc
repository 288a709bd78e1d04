#include "clients/cli/petition_line.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/request_id.h"
#include "nlohmann/json.hpp"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

using nlohmann::json;

// Answers to be scored against and remarks of whoever made the file: never read.
constexpr std::array kSkipped = {"expected_agency_kind",
                                 "expected_agency_code",
                                 "expected_level",
                                 "expected_handling",
                                 "handling_note",
                                 "wrong_level",
                                 "near_duplicate_of",
                                 "duplicate_kind",
                                 "related_to",
                                 "style",
                                 "word_count"};

// JSON field and the request field it fills; "" = checked for its type and not sent, since it
// follows from others.
constexpr std::array<std::pair<const char*, const char*>, 31> kFields = {{
    {"id", "external_id"},
    {"title", "title"},
    {"body", "body"},
    {"type", "kind"},
    {"mixed_types", "mixed_kinds"},
    {"subject_code", "subject_code"},
    {"commune_key", "area_key"},
    {"commune_code", ""},
    {"district_code", ""},
    {"commune_name", ""},
    {"petitioner_name", "petitioners[0].full_name"},
    {"petitioner_gender", "petitioners[0].gender"},
    {"petitioner_birth_year", "petitioners[0].birth_year"},
    {"petitioner_address", "petitioners[0].address"},
    {"petitioner_id_number", "petitioners[0].id_number"},
    {"petitioner_phone", "petitioners[0].phone"},
    {"group_size", "group_size"},
    {"is_anonymous", "anonymous"},
    {"has_signature", "has_signature"},
    {"has_evidence", "has_evidence"},
    {"defect", "defect"},
    {"received_date", "received_on"},
    {"decision_date", "decision_on"},
    {"out_of_time", ""},
    {"is_second_complaint", "second_complaint"},
    {"channel", "channel"},
    {"addressed_to", "addressee"},
    {"addressed_to_code", "agency_code"},
    {"addressed_level", ""},
    {"petitioner_name", "petitioners"},
    {"id", "request_id"},  // which follows from it
}};

// A word in the file and the enum value it stands for.
struct Word {
  const char* text;
  int value;
};

constexpr std::array kKinds = {Word{"khiếu nại", law::v1::PETITION_KIND_COMPLAINT},
                               Word{"tố cáo", law::v1::PETITION_KIND_DENUNCIATION},
                               Word{"kiến nghị", law::v1::PETITION_KIND_RECOMMENDATION},
                               Word{"phản ánh", law::v1::PETITION_KIND_REFLECTION}};
constexpr std::array kChannels = {Word{"bưu chính", intake::v1::CHANNEL_POST},
                                  Word{"nộp trực tiếp", intake::v1::CHANNEL_DIRECT},
                                  Word{"tiếp công dân", intake::v1::CHANNEL_RECEPTION},
                                  Word{"cổng trực tuyến", intake::v1::CHANNEL_PORTAL},
                                  Word{"thư điện tử", intake::v1::CHANNEL_EMAIL}};
constexpr std::array kGenders = {Word{"", intake::v1::GENDER_UNSPECIFIED},
                                 Word{"nam", intake::v1::GENDER_MALE},
                                 Word{"nữ", intake::v1::GENDER_FEMALE}};
constexpr std::array kDefects = {Word{"", intake::v1::DEFECT_NONE},
                                 Word{"missing_signature", intake::v1::DEFECT_MISSING_SIGNATURE},
                                 Word{"no_address", intake::v1::DEFECT_NO_ADDRESS},
                                 Word{"unclear", intake::v1::DEFECT_UNCLEAR}};

absl::Status Missing(const std::string& field) {
  return InvalidField(field, "is required", "Thiếu trường này.");
}

absl::Status WrongType(const std::string& field, const char* expected, const char* expected_vi) {
  return InvalidField(field, absl::StrFormat("must be %s", expected),
                      absl::StrFormat("Phải là %s.", expected_vi));
}

bool IsAbsent(const json& object, const char* field) {
  const auto found = object.find(field);
  return found == object.end() || found->is_null();
}

absl::StatusOr<std::string> Text(const json& object, const char* field, bool required = false) {
  if (IsAbsent(object, field)) {
    if (required) return Missing(field);
    return std::string();
  }
  if (!object[field].is_string()) return WrongType(field, "text", "chuỗi ký tự");
  return object[field].get<std::string>();
}

absl::StatusOr<bool> Truth(const json& object, const char* field) {
  if (IsAbsent(object, field)) return false;
  if (!object[field].is_boolean()) return WrongType(field, "true or false", "true hoặc false");
  return object[field].get<bool>();
}

absl::StatusOr<int> Number(const json& object, const char* field, int otherwise) {
  if (IsAbsent(object, field)) return otherwise;
  const json& value = object[field];
  constexpr const char* kExpected = "a whole number";
  constexpr const char* kExpectedVi = "số nguyên";
  if (!value.is_number_integer()) return WrongType(field, kExpected, kExpectedVi);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > 0x7fffffff) {
    return WrongType(field, kExpected, kExpectedVi);
  }
  const auto number = value.get<std::int64_t>();
  if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
    return WrongType(field, kExpected, kExpectedVi);
  }
  return static_cast<int>(number);
}

template <std::size_t n>
absl::StatusOr<int> ValueOf(const std::array<Word, n>& words, const std::string& field,
                            const std::string& text) {
  const std::string composed = text::ToNfc(text);
  std::string choices;
  for (const Word& word : words) {
    if (word.text == composed) return word.value;
    choices += absl::StrFormat("%s\"%s\"", choices.empty() ? "" : ", ", word.text);
  }
  return InvalidField(field, "must be one of " + choices, "Phải là một trong: " + choices + ".");
}

// A day, or nothing for "".
absl::Status Day(const json& object, const char* field, bool required,
                 const std::function<common::v1::Date*()>& target) {
  ASSIGN_OR_RETURN(const std::string text, Text(object, field, required));
  if (text.empty()) return required ? Missing(field) : absl::OkStatus();
  const auto day = law::ParseIsoDay(text);
  if (!day.ok()) {
    return InvalidField(field, "must be a day that exists, as 2024-03-18",
                        "Phải là một ngày có thật, viết như 2024-03-18.");
  }
  *target() = law::ToProto(*day);
  return absl::OkStatus();
}

// A name that somebody made up, short enough to be shown; no character is cut.
std::string Shortened(const std::string& name) {
  std::size_t size = std::min<std::size_t>(name.size(), 60);
  while (size < name.size() && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80) --size;
  return name.substr(0, size);
}

absl::Status CheckFields(const json& object) {
  for (const auto& [name, value] : object.items()) {
    const std::string& field = name;
    if (std::any_of(kSkipped.begin(), kSkipped.end(),
                    [&field](const char* skipped) { return field == skipped; })) {
      continue;
    }
    if (std::none_of(kFields.begin(), kFields.end(),
                     [&field](const auto& known) { return field == known.first; })) {
      return InvalidField(Shortened(field), "is not a known field", "Không có trường này.");
    }
  }
  for (const char* field : {"commune_code", "district_code", "commune_name", "addressed_level"}) {
    RETURN_IF_ERROR(Text(object, field).status());
  }
  return Truth(object, "out_of_time").status();
}

absl::Status FillMatter(const json& object, intake::v1::RegisterPetitionRequest* request) {
  ASSIGN_OR_RETURN(*request->mutable_title(), Text(object, "title", true));
  ASSIGN_OR_RETURN(*request->mutable_body(), Text(object, "body", true));
  ASSIGN_OR_RETURN(const std::string type, Text(object, "type", true));
  ASSIGN_OR_RETURN(const int kind, ValueOf(kKinds, "type", type));
  request->set_kind(static_cast<law::v1::PetitionKind>(kind));
  if (!IsAbsent(object, "mixed_types")) {
    if (!object["mixed_types"].is_array()) return WrongType("mixed_types", "a list", "danh sách");
    for (const json& one : object["mixed_types"]) {
      if (!one.is_string()) return WrongType("mixed_types", "a list of text", "danh sách chuỗi");
      ASSIGN_OR_RETURN(const int mixed, ValueOf(kKinds, "mixed_types", one.get<std::string>()));
      request->add_mixed_kinds(static_cast<law::v1::PetitionKind>(mixed));
    }
  }
  ASSIGN_OR_RETURN(*request->mutable_subject_code(), Text(object, "subject_code", true));
  ASSIGN_OR_RETURN(*request->mutable_area_key(), Text(object, "commune_key"));
  ASSIGN_OR_RETURN(const bool second, Truth(object, "is_second_complaint"));
  request->set_second_complaint(second);
  return Day(object, "decision_date", false, [&] { return request->mutable_decision_on(); });
}

absl::Status FillPerson(const json& object, intake::v1::RegisterPetitionRequest* request) {
  intake::v1::Petitioner person;
  ASSIGN_OR_RETURN(*person.mutable_full_name(), Text(object, "petitioner_name"));
  ASSIGN_OR_RETURN(const std::string gender_word, Text(object, "petitioner_gender"));
  ASSIGN_OR_RETURN(const int gender, ValueOf(kGenders, "petitioner_gender", gender_word));
  person.set_gender(static_cast<intake::v1::Gender>(gender));
  const auto year = object.find("petitioner_birth_year");
  if (year == object.end() || *year != "") {
    ASSIGN_OR_RETURN(const int number, Number(object, "petitioner_birth_year", 0));
    person.set_birth_year(number);
  }
  ASSIGN_OR_RETURN(*person.mutable_address(), Text(object, "petitioner_address"));
  ASSIGN_OR_RETURN(*person.mutable_id_number(), Text(object, "petitioner_id_number"));
  ASSIGN_OR_RETURN(*person.mutable_phone(), Text(object, "petitioner_phone"));
  if (person.ByteSizeLong() > 0) *request->add_petitioners() = std::move(person);
  return absl::OkStatus();
}

absl::Status FillReceipt(const json& object, intake::v1::RegisterPetitionRequest* request) {
  ASSIGN_OR_RETURN(*request->mutable_external_id(), Text(object, "id", true));
  if (request->external_id().empty()) return Missing("id");
  ASSIGN_OR_RETURN(*request->mutable_agency_code(), Text(object, "addressed_to_code", true));
  ASSIGN_OR_RETURN(*request->mutable_addressee(), Text(object, "addressed_to"));
  ASSIGN_OR_RETURN(const std::string channel_word, Text(object, "channel", true));
  ASSIGN_OR_RETURN(const int channel, ValueOf(kChannels, "channel", channel_word));
  request->set_channel(static_cast<intake::v1::Channel>(channel));
  RETURN_IF_ERROR(
      Day(object, "received_date", true, [&] { return request->mutable_received_on(); }));
  ASSIGN_OR_RETURN(const int size, Number(object, "group_size", 1));
  request->set_group_size(size);
  ASSIGN_OR_RETURN(const bool anonymous, Truth(object, "is_anonymous"));
  request->set_anonymous(anonymous);
  ASSIGN_OR_RETURN(const bool signature, Truth(object, "has_signature"));
  request->set_has_signature(signature);
  ASSIGN_OR_RETURN(const bool evidence, Truth(object, "has_evidence"));
  request->set_has_evidence(evidence);
  ASSIGN_OR_RETURN(const std::string defect_word, Text(object, "defect"));
  ASSIGN_OR_RETURN(const int defect, ValueOf(kDefects, "defect", defect_word));
  request->set_defect(static_cast<intake::v1::Defect>(defect));
  return absl::OkStatus();
}

// The object on a line. `json` alone would keep the last of two fields with one name.
absl::StatusOr<json> ObjectOn(std::string_view line) {
  if (line.size() > kLineBytesMax) {
    return InvalidField("", "the line is longer than 1 MiB", "Dòng dài hơn 1 MiB.");
  }
  if (!text::IsValidUtf8(line)) {
    return InvalidField("", "the line is not UTF-8", "Dòng không phải UTF-8.");
  }
  std::set<std::string> seen;
  std::string twice;
  const auto note_keys = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::key && depth == 1 &&
        !seen.insert(parsed.get<std::string>()).second) {
      twice = parsed.get<std::string>();
    }
    return true;
  };
  json object = json::parse(line, note_keys, /*allow_exceptions=*/false);
  if (object.is_discarded()) {
    return InvalidField("", "the line is not JSON", "Dòng không phải JSON.");
  }
  if (!object.is_object()) {
    return InvalidField("", "the line is not a JSON object", "Dòng không phải đối tượng JSON.");
  }
  if (!twice.empty()) {
    return InvalidField(Shortened(twice), "is there twice", "Trường này được ghi hai lần.");
  }
  return object;
}

}  // namespace

absl::StatusOr<PetitionLine> ParsePetitionLine(std::string_view line) {
  ASSIGN_OR_RETURN(const json object, ObjectOn(line));
  RETURN_IF_ERROR(CheckFields(object));
  PetitionLine parsed;
  ASSIGN_OR_RETURN(parsed.commune_code, Text(object, "commune_code"));
  intake::v1::RegisterPetitionRequest& request = parsed.request;
  RETURN_IF_ERROR(FillReceipt(object, &request));
  RETURN_IF_ERROR(FillMatter(object, &request));
  RETURN_IF_ERROR(FillPerson(object, &request));
  request.set_request_id(client::NamedRequestId(
      "donthu/import/petition", request.external_id() + "\n" + request.agency_code()));
  return parsed;
}

std::string LineFieldOf(const std::string& request_field) {
  if (request_field.empty()) return "";  // about the line as a whole
  for (const auto& [line_field, known] : kFields) {
    if (request_field == known) return line_field;
    // "mixed_kinds[1]", "received_on.month"
    const std::string prefix = known;
    if (!prefix.empty() && prefix.find('[') == std::string::npos && prefix != "petitioners" &&
        (absl::StartsWith(request_field, prefix + "[") ||
         absl::StartsWith(request_field, prefix + "."))) {
      return line_field;
    }
  }
  return request_field;
}

}  // namespace donthu::cli
