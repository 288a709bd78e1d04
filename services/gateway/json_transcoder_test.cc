#include "services/gateway/json_transcoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Request = intake::v1::RegisterPetitionRequest;

// Stands for what a person typed and nobody else may see.
constexpr char kTyped[] = "BiMat79";

class JsonTranscoderTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Read(const std::string& json) {
    return transcoder_.ToBytes(*Request::descriptor(), json);
  }
  const JsonTranscoder transcoder_;
};

TEST_F(JsonTranscoderTest, ReadsAndPrintsTheSame) {
  const std::string json =
      R"({"agencyCode":"QB","receivedOn":{"year":2024,"month":3,"day":4},"title":"Đơn \"thư\"",)"
      R"("petitioners":[{"fullName":"Trần Văn Mẫu","birthYear":1970}],"groupSize":2})";
  const auto bytes = Read(json);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  Request request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_EQ(request.petitioners(0).full_name(), "Trần Văn Mẫu");
  const auto printed = transcoder_.ToJson(*Request::descriptor(), *bytes);
  ASSERT_TRUE(printed.ok());
  EXPECT_EQ(*Read(*printed), *bytes);
}

TEST_F(JsonTranscoderTest, UnknownFieldOrEnumName_IsRefused) {
  for (const std::string json :
       {R"({"bogus":1})", R"({"petitioners":[{"bogus":1}]})", R"({"kind":"BOGUS"})",
        R"({"bogus":null})", R"({"bogus":{}})", R"({"bogus":[]})"}) {
    EXPECT_EQ(Read(json).status().code(), absl::StatusCode::kInvalidArgument) << json;
  }
}

TEST_F(JsonTranscoderTest, WrongValue_NamesItsField) {
  const auto field_of = [this](const std::string& json) {
    const auto detail = DetailOf(Read(json).status());
    return detail.field_violations_size() == 1 ? detail.field_violations(0).field() : "";
  };
  EXPECT_EQ(field_of(R"({"kind":"BiMat79"})"), "kind");
  EXPECT_EQ(field_of(R"({"petitioners":[{},{"birthYear":"BiMat79"}]})"),
            "petitioners[1].birth_year");
  EXPECT_EQ(field_of(R"({"receivedOn":{"year":1.5}})"), "received_on.year");
  EXPECT_EQ(field_of(R"({"petitioners":[{"BiMat79":1}]})"), "petitioners[0]");
}

TEST_F(JsonTranscoderTest, ErrorsNeverRepeatWhatWasSent) {
  for (const std::string json : {
           R"({"BiMat79":1})",
           R"({"title":BiMat79})",
           R"({"kind":"BiMat79"})",
           R"({"title":"BiMat79)",
           R"(BiMat79)",
           R"(["BiMat79"])",
           R"({"(title) BiMat79":1})",
           "{\"(title.BiMat79)\":1}",
           R"({"petitioners":[{"fullName":"BiMat79","birthYear":"BiMat79"}]})",
           R"({"title":["BiMat79"]})",
           "{\"title\":\"BiMat79\xff\"}",
           R"({"title":"BiMat79"} x)",
       }) {
    const absl::Status status = Read(json).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr(kTyped)));
    EXPECT_THAT(DetailOf(status).ShortDebugString(), Not(HasSubstr(kTyped)));
  }
}

TEST_F(JsonTranscoderTest, Depth_IsBounded) {
  const std::string deep = R"({"petitioners":)" + std::string(200'000, '[');
  EXPECT_FALSE(Read(deep).ok());
}

TEST_F(JsonTranscoderTest, BytesThatAreNoMessage_AreADefectOfOurs) {
  const auto printed = transcoder_.ToJson(*Request::descriptor(), "\x0a\x7f");
  EXPECT_EQ(printed.status().code(), absl::StatusCode::kInternal);
}

TEST(KnownPath, StopsWhereTheTypeDoes) {
  const auto& type = *Request::descriptor();
  EXPECT_EQ(KnownPath(type, "title"), "title");
  EXPECT_EQ(KnownPath(type, "title.x"), "title");
  EXPECT_EQ(KnownPath(type, "petitioners[12].birth_year"), "petitioners[12].birth_year");
  EXPECT_EQ(KnownPath(type, "petitioners[1x].birth_year"), "petitioners");
  EXPECT_EQ(KnownPath(type, "petitioners[].birth_year"), "petitioners");
  EXPECT_EQ(KnownPath(type, "petitioners["), "petitioners");
  EXPECT_EQ(KnownPath(type, "petitioners[1].x"), "petitioners[1]");
  for (const char* path : {"", ".", "[1]", "x", "[", "]", ".title"}) {
    EXPECT_EQ(KnownPath(type, path), "") << path;
  }
  EXPECT_EQ(KnownPath(*common::v1::ErrorDetail::descriptor(), "metadata[\"secret\"]"), "metadata");
}

}  // namespace
}  // namespace donthu::gateway
