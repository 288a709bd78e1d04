#include "clients/cli/petition_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nlohmann/json.hpp"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json GoodLine() {
  return json::parse(R"({
    "id": "SP-1", "title": "Về đường thôn", "body": "Đường hỏng.", "type": "kiến nghị",
    "mixed_types": ["khiếu nại", "tố cáo"], "subject_code": "GT01", "commune_code": "19105",
    "commune_key": "19105-old", "district_code": "455", "commune_name": "Xã Quảng Hòa",
    "petitioner_name": "Lê Văn A", "petitioner_gender": "nam", "petitioner_birth_year": 1969,
    "petitioner_address": "thôn Đông", "group_size": 3, "is_anonymous": false,
    "has_signature": true, "has_evidence": true, "defect": "unclear",
    "received_date": "2024-01-04", "decision_date": "2023-12-01", "out_of_time": false,
    "is_second_complaint": true, "channel": "thư điện tử", "addressed_to": "Chủ tịch UBND xã",
    "addressed_to_code": "QB-19105-UBND", "addressed_level": "commune"})");
}

// The field that is complained of in this line; "OK" when none is.
std::string FieldRefused(const json& line) {
  const auto parsed = ParsePetitionLine(line.dump());
  if (parsed.ok()) return "OK";
  const auto detail = DetailOf(parsed.status());
  EXPECT_EQ(detail.reason(), common::v1::INVALID_FIELD);
  EXPECT_EQ(detail.field_violations_size(), 1);
  EXPECT_FALSE(detail.message_vi().empty());
  return detail.field_violations(0).field();
}

std::string FieldRefusedWith(const std::string& field, const json& value) {
  json line = GoodLine();
  line[field] = value;
  return FieldRefused(line);
}

TEST(PetitionLine, EveryFieldFindsItsPlace) {
  const auto parsed = ParsePetitionLine(GoodLine().dump());
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->request.external_id(), "SP-1");
  EXPECT_EQ(parsed->request.agency_code(), "QB-19105-UBND");
  EXPECT_EQ(parsed->request.addressee(), "Chủ tịch UBND xã");
  EXPECT_EQ(parsed->request.title(), "Về đường thôn");
  EXPECT_EQ(parsed->request.body(), "Đường hỏng.");
  EXPECT_EQ(parsed->request.kind(), law::v1::PETITION_KIND_RECOMMENDATION);
  ASSERT_EQ(parsed->request.mixed_kinds_size(), 2);
  EXPECT_EQ(parsed->request.mixed_kinds(1), law::v1::PETITION_KIND_DENUNCIATION);
  EXPECT_EQ(parsed->request.subject_code(), "GT01");
  EXPECT_EQ(parsed->request.area_key(), "19105-old");
  ASSERT_EQ(parsed->request.petitioners_size(), 1);
  EXPECT_EQ(parsed->request.petitioners(0).full_name(), "Lê Văn A");
  EXPECT_EQ(parsed->request.petitioners(0).gender(), intake::v1::GENDER_MALE);
  EXPECT_EQ(parsed->request.petitioners(0).birth_year(), 1969);
  EXPECT_EQ(parsed->request.petitioners(0).address(), "thôn Đông");
  EXPECT_EQ(parsed->request.group_size(), 3);
  EXPECT_FALSE(parsed->request.anonymous());
  EXPECT_TRUE(parsed->request.has_signature());
  EXPECT_TRUE(parsed->request.has_evidence());
  EXPECT_EQ(parsed->request.defect(), intake::v1::DEFECT_UNCLEAR);
  EXPECT_EQ(parsed->request.received_on().day(), 4);
  EXPECT_EQ(parsed->request.decision_on().month(), 12);
  EXPECT_TRUE(parsed->request.second_complaint());
  EXPECT_EQ(parsed->request.channel(), intake::v1::CHANNEL_EMAIL);
}

TEST(PetitionLine, Anonymous_HasNoPetitioner) {
  json line = GoodLine();
  for (const char* field :
       {"petitioner_name", "petitioner_gender", "petitioner_birth_year", "petitioner_address"}) {
    line[field] = "";
  }
  line["is_anonymous"] = true;
  const auto parsed = ParsePetitionLine(line.dump());
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_TRUE(parsed->request.petitioners().empty());
}

TEST(PetitionLine, AnswersToBeScoredAgainst_AreNeverRead) {
  json line = GoodLine();
  for (const char* field :
       {"expected_agency_kind", "expected_agency_code", "expected_level", "expected_handling",
        "handling_note", "wrong_level", "near_duplicate_of", "duplicate_kind", "related_to",
        "style", "word_count"}) {
    line[field] = {{"any", json::array({"thing", nullptr})}};
  }
  const auto with = ParsePetitionLine(line.dump());
  const auto without = ParsePetitionLine(GoodLine().dump());
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_EQ(with->request.SerializeAsString(), without->request.SerializeAsString());
}

TEST(PetitionLine, SameIdAndAgency_SameRequest) {
  json line = GoodLine();
  const std::string first = ParsePetitionLine(line.dump())->request.request_id();
  line["title"] = "Khác";
  EXPECT_EQ(ParsePetitionLine(line.dump())->request.request_id(), first);
  line["addressed_to_code"] = "QB-UBND";
  EXPECT_NE(ParsePetitionLine(line.dump())->request.request_id(), first);
}

TEST(PetitionLine, UnknownField_IsRefusedByName) {
  EXPECT_EQ(FieldRefusedWith("petitioner_nickname", "x"), "petitioner_nickname");
}

TEST(PetitionLine, LongNameOfAnUnknownField_IsCutBetweenCharacters) {
  std::string name = "a";
  for (int i = 0; i < 40; ++i) name += "đ";
  EXPECT_EQ(FieldRefusedWith(name, "x"), name.substr(0, 59));
}

TEST(PetitionLine, MissingFields_AreNamed) {
  for (const char* field : {"id", "title", "body", "type", "subject_code", "received_date",
                            "channel", "addressed_to_code"}) {
    json line = GoodLine();
    line.erase(field);
    EXPECT_EQ(FieldRefused(line), field);
    line[field] = nullptr;
    EXPECT_EQ(FieldRefused(line), field);
  }
  EXPECT_EQ(FieldRefusedWith("id", ""), "id");
  EXPECT_EQ(FieldRefusedWith("received_date", ""), "received_date");
}

TEST(PetitionLine, OptionalFields_MayBeAbsentOrNull) {
  for (const char* field :
       {"mixed_types", "commune_code", "commune_key", "district_code", "commune_name",
        "petitioner_gender", "petitioner_birth_year", "petitioner_address", "group_size",
        "is_anonymous", "has_evidence", "defect", "decision_date", "out_of_time",
        "is_second_complaint", "addressed_to", "addressed_level", "petitioner_phone"}) {
    json line = GoodLine();
    line.erase(field);
    EXPECT_EQ(FieldRefused(line), "OK") << field;
    line[field] = nullptr;
    EXPECT_EQ(FieldRefused(line), "OK") << field;
  }
}

TEST(PetitionLine, WrongTypes_AreNamed) {
  for (const char* field : {"id",
                            "title",
                            "body",
                            "type",
                            "subject_code",
                            "commune_code",
                            "commune_key",
                            "district_code",
                            "commune_name",
                            "petitioner_name",
                            "petitioner_gender",
                            "petitioner_address",
                            "petitioner_id_number",
                            "petitioner_phone",
                            "defect",
                            "received_date",
                            "decision_date",
                            "channel",
                            "addressed_to",
                            "addressed_to_code",
                            "addressed_level",
                            "is_anonymous",
                            "has_signature",
                            "has_evidence",
                            "out_of_time",
                            "is_second_complaint",
                            "mixed_types"}) {
    EXPECT_EQ(FieldRefusedWith(field, 7), field);
  }
  for (const json& value : {json("3"), json(1.5), json(true), json(5'000'000'000),
                            json(-5'000'000'000), json(18446744073709551615u)}) {
    EXPECT_EQ(FieldRefusedWith("group_size", value), "group_size") << value;
    EXPECT_EQ(FieldRefusedWith("petitioner_birth_year", value), "petitioner_birth_year") << value;
  }
  EXPECT_EQ(FieldRefusedWith("mixed_types", {1}), "mixed_types");
}

TEST(PetitionLine, WordsThatDoNotExist_AreNamed) {
  EXPECT_EQ(FieldRefusedWith("type", "khieu nai"), "type");
  EXPECT_EQ(FieldRefusedWith("mixed_types", {"khác"}), "mixed_types");
  EXPECT_EQ(FieldRefusedWith("channel", "fax"), "channel");
  EXPECT_EQ(FieldRefusedWith("petitioner_gender", "khác"), "petitioner_gender");
  EXPECT_EQ(FieldRefusedWith("defect", "none"), "defect");
}

TEST(PetitionLine, ImpossibleDays_AreNamed) {
  for (const char* day : {"2024-02-30", "2024-13-01", "04/01/2024", "2024-1-4", "hôm qua"}) {
    EXPECT_EQ(FieldRefusedWith("received_date", day), "received_date") << day;
    EXPECT_EQ(FieldRefusedWith("decision_date", day), "decision_date") << day;
  }
}

TEST(PetitionLine, DecomposedWords_AreUnderstood) {
  EXPECT_EQ(FieldRefusedWith("petitioner_gender", "nu\xcc\x83"), "petitioner_gender");  // "nũ"
  EXPECT_EQ(FieldRefusedWith("petitioner_gender", "nu\xcc\x9b\xcc\x83"), "OK");         // "nữ"
}

TEST(PetitionLine, BadBytes_AreRefusedWithoutAField) {
  EXPECT_THAT(std::string(ParsePetitionLine("{\"id\": \"\xff\"}").status().message()),
              HasSubstr("UTF-8"));
  EXPECT_THAT(std::string(ParsePetitionLine("{\"id\": ").status().message()), HasSubstr("JSON"));
  EXPECT_THAT(std::string(ParsePetitionLine("[1]").status().message()), HasSubstr("object"));
  EXPECT_FALSE(ParsePetitionLine("").ok());
  EXPECT_THAT(
      std::string(ParsePetitionLine(std::string(kLineBytesMax + 1, ' ')).status().message()),
      HasSubstr("longer"));
  EXPECT_FALSE(ParsePetitionLine(std::string(kLineBytesMax, '[')).ok());
}

TEST(PetitionLine, FieldTwice_IsRefused) {
  const std::string line = GoodLine().dump();
  const auto parsed = ParsePetitionLine("{\"title\":\"một\"," + line.substr(1));
  EXPECT_EQ(DetailOf(parsed.status()).field_violations(0).field(), "title");
}

TEST(PetitionLine, Errors_NeverHoldTheValue) {
  json line = GoodLine();
  line["petitioner_gender"] = "Lê Văn A";
  EXPECT_THAT(std::string(ParsePetitionLine(line.dump()).status().message()),
              ::testing::Not(HasSubstr("Lê Văn A")));
}

TEST(LineFieldOf, NamesTheFieldOfTheFile) {
  EXPECT_EQ(LineFieldOf("received_on"), "received_date");
  EXPECT_EQ(LineFieldOf("received_on.month"), "received_date");
  EXPECT_EQ(LineFieldOf("agency_code"), "addressed_to_code");
  EXPECT_EQ(LineFieldOf("mixed_kinds[1]"), "mixed_types");
  EXPECT_EQ(LineFieldOf("petitioners[0].full_name"), "petitioner_name");
  EXPECT_EQ(LineFieldOf("petitioners"), "petitioner_name");
  EXPECT_EQ(LineFieldOf("request_id"), "id");
  EXPECT_EQ(LineFieldOf("something_new"), "something_new");
  EXPECT_EQ(LineFieldOf(""), "");
}

}  // namespace
}  // namespace donthu::cli
