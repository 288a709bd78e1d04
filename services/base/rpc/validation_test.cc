// The bounds that stand in the protos, tried on real requests.
#include "services/base/rpc/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "donthu/directory/v1/directory_service.pb.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "donthu/routing/v1/routing_service.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "services/base/status/status.h"

namespace donthu::rpc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr absl::CivilDay kToday(2024, 3, 10);
// "ơ" decomposed: o and U+031B; and composed.
constexpr char kDecomposed[] = "o\xCC\x9B";
constexpr char kComposed[] = "\xC6\xA1";
// In every value that is refused; must not come back in an error.
constexpr char kMarker[] = "BIMAT";

void SetDay(common::v1::Date* date, int year, int month, int day) {
  date->set_year(year);
  date->set_month(month);
  date->set_day(day);
}

intake::v1::RegisterPetitionRequest Valid() {
  intake::v1::RegisterPetitionRequest request;
  request.set_request_id("0b5bd5f5-6f6c-4c3e-9a5b-2f9d5a0c1e11");
  request.set_agency_code("QB-450-UBND");
  request.set_channel(intake::v1::CHANNEL_DIRECT);
  SetDay(request.mutable_received_on(), 2024, 3, 4);
  request.set_kind(law::v1::PETITION_KIND_COMPLAINT);
  request.set_subject_code("DD01");
  request.set_title("Khiếu nại quyết định thu hồi đất");
  request.set_body("Tôi không đồng ý.");
  request.add_petitioners()->set_full_name("Trần Văn Mẫu");
  request.set_group_size(1);
  return request;
}

std::string Repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  const auto detail = DetailOf(status);
  for (const auto& violation : detail.field_violations()) {
    fields.push_back(violation.field());
  }
  return fields;
}

// The fields that Validate names; each violation must carry both texts.
std::vector<std::string> Refused(const google::protobuf::Message& request) {
  const absl::Status status = Validate(request, kToday);
  if (status.ok()) return {};
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), common::v1::INVALID_FIELD);
  const auto detail = DetailOf(status);
  EXPECT_FALSE(detail.message_vi().empty());
  for (const auto& violation : detail.field_violations()) {
    EXPECT_FALSE(violation.description().empty()) << violation.field();
    EXPECT_FALSE(violation.description_vi().empty()) << violation.field();
  }
  return FieldsOf(status);
}

// The fields that are refused when one thing is changed in a valid request.
template <typename Change>
std::vector<std::string> RefusedAfter(Change change) {
  auto request = Valid();
  change(request);
  return Refused(request);
}

TEST(Validate, ValidRequest_IsAccepted) { EXPECT_THAT(Refused(Valid()), IsEmpty()); }

TEST(Validate, EmptyRequest_NamesEveryRequiredFieldAtOnce) {
  EXPECT_THAT(Refused(intake::v1::RegisterPetitionRequest()),
              ElementsAre("request_id", "agency_code", "channel", "received_on", "kind",
                          "subject_code", "title", "body", "group_size"));
}

TEST(Validate, BlankText_CountsAsMissing) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_title(" \t\r\n"); }), ElementsAre("title"));
}

TEST(Validate, LengthIsCountedInCodePoints) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_title(Repeat(kComposed, 300)); }), IsEmpty());
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_title(Repeat(kComposed, 301)); }),
              ElementsAre("title"));
}

TEST(Validate, TextWithoutABound_MayHold200) {
  directory::v1::ListAgenciesRequest request;
  request.set_query(Repeat(kComposed, 200));
  EXPECT_THAT(Refused(request), IsEmpty());
  request.set_query(Repeat(kComposed, 201));
  EXPECT_THAT(Refused(request), ElementsAre("query"));
}

TEST(Validate, ControlCharacters_AreRefused) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_body(std::string("a\0b", 3)); }),
              ElementsAre("body"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_body("a\x1B[31m"); }), ElementsAre("body"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_body("dòng một\r\n\tdòng hai"); }), IsEmpty());
}

TEST(Validate, PatternMustMatchTheWholeText) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_request_id("x" + r.request_id()); }),
              ElementsAre("request_id"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_request_id(r.request_id() + "\n"); }),
              ElementsAre("request_id"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.mutable_petitioners(0)->set_phone("gọi tôi"); }),
              ElementsAre("petitioners[0].phone"));
}

TEST(Validate, EmptyOptionalText_NeedsNotMatchItsPattern) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.mutable_petitioners(0)->set_phone(""); }), IsEmpty());
}

TEST(Validate, NumbersOutsideTheirBounds_AreRefused) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_group_size(0); }), ElementsAre("group_size"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_group_size(-1); }), ElementsAre("group_size"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_group_size(10001); }), ElementsAre("group_size"));
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_group_size(10000); }), IsEmpty());
  EXPECT_THAT(RefusedAfter([](auto& r) { r.mutable_petitioners(0)->set_birth_year(2101); }),
              ElementsAre("petitioners[0].birth_year"));
}

TEST(Validate, NegativePageSize_IsRefused) {
  intake::v1::ListPetitionsRequest request;
  request.set_page_size(-1);
  EXPECT_THAT(Refused(request), ElementsAre("page_size"));
}

TEST(Validate, LargeIdentifiers_AreAccepted) {
  routing::v1::ProposeDisposalRequest request;
  request.set_petition_id(std::numeric_limits<int64_t>::max());
  EXPECT_THAT(Refused(request), IsEmpty());
  request.set_petition_id(-1);
  EXPECT_THAT(Refused(request), ElementsAre("petition_id"));
}

TEST(Validate, ImpossibleDates_AreRefused) {
  struct {
    int year, month, day;
  } const impossible[] = {{2024, 2, 30},      {2023, 2, 29},      {2024, 4, 31},   {2024, 13, 1},
                          {2024, 0, 1},       {2024, 1, 0},       {2024, 1, -1},   {0, 1, 1},
                          {1899, 12, 31},     {2201, 1, 1},       {-2024, 3, 4},   {0, 0, 0},
                          {2024, 1, 1 << 30}, {2024, 1 << 30, 1}, {1 << 30, 1, 1}, {2024, 1, 366},
                          {2024, 12, 32}};
  for (const auto& date : impossible) {
    EXPECT_THAT(RefusedAfter([&](auto& r) {
                  SetDay(r.mutable_received_on(), date.year, date.month, date.day);
                }),
                ElementsAre("received_on"))
        << date.year << "-" << date.month << "-" << date.day;
  }
}

TEST(Validate, LeapDay_IsADate) {
  EXPECT_THAT(RefusedAfter([](auto& r) { SetDay(r.mutable_received_on(), 2024, 2, 29); }),
              IsEmpty());
}

TEST(Validate, FutureDate_IsRefusedAndTodayIsNot) {
  EXPECT_THAT(RefusedAfter([](auto& r) { SetDay(r.mutable_received_on(), 2024, 3, 10); }),
              IsEmpty());
  EXPECT_THAT(RefusedAfter([](auto& r) { SetDay(r.mutable_received_on(), 2024, 3, 11); }),
              ElementsAre("received_on"));
}

TEST(Validate, FutureDate_IsAcceptedWhereNotForbidden) {
  intake::v1::ListPetitionsRequest request;
  SetDay(request.mutable_received_to(), 2200, 12, 31);
  EXPECT_THAT(Refused(request), IsEmpty());
}

TEST(Validate, UnknownEnumNumber_IsRefused) {
  EXPECT_THAT(RefusedAfter([](auto& r) { r.set_channel(static_cast<intake::v1::Channel>(99)); }),
              ElementsAre("channel"));
  EXPECT_THAT(
      RefusedAfter([](auto& r) { r.add_mixed_kinds(static_cast<law::v1::PetitionKind>(99)); }),
      ElementsAre("mixed_kinds[0]"));
}

TEST(Validate, UnspecifiedInAList_IsRefused) {
  EXPECT_THAT(RefusedAfter([](auto& r) {
                r.add_mixed_kinds(law::v1::PETITION_KIND_COMPLAINT);
                r.add_mixed_kinds(law::v1::PETITION_KIND_UNSPECIFIED);
              }),
              ElementsAre("mixed_kinds[1]"));
}

TEST(Validate, TooManyItems_AreRefused) {
  const auto kinds = [](int count) {
    return RefusedAfter([count](auto& r) {
      for (int i = 0; i < count; ++i) r.add_mixed_kinds(law::v1::PETITION_KIND_COMPLAINT);
    });
  };
  EXPECT_THAT(kinds(4), IsEmpty());
  EXPECT_THAT(kinds(5), ElementsAre("mixed_kinds"));
}

TEST(Validate, NestedMessages_AreCheckedUnderTheirPath) {
  EXPECT_THAT(
      RefusedAfter([](auto& r) { r.add_petitioners()->set_full_name(Repeat(kComposed, 101)); }),
      ElementsAre("petitioners[1].full_name"));
  resolution::v1::RecordActRequest request;
  request.set_request_id(Valid().request_id());
  request.set_case_id(1);
  request.set_etag("1");
  SetDay(request.mutable_act()->mutable_acted_on(), 2024, 3, 1);
  request.mutable_act()->mutable_refuse();
  EXPECT_THAT(Refused(request), ElementsAre("act.refuse.ground", "act.refuse.reason"));
}

TEST(Validate, AllViolations_AreReportedAtOnce) {
  EXPECT_THAT(RefusedAfter([](auto& r) {
                r.clear_channel();
                r.set_title(Repeat("x", 301));
                SetDay(r.mutable_received_on(), 2024, 2, 30);
                r.mutable_petitioners(0)->clear_full_name();
                r.set_group_size(0);
              }),
              ::testing::UnorderedElementsAre("channel", "title", "received_on",
                                              "petitioners[0].full_name", "group_size"));
}

TEST(Validate, ManyViolations_AreCutAtTwenty) {
  EXPECT_THAT(RefusedAfter([](auto& r) {
                for (int i = 0; i < 60; ++i) r.add_petitioners();
              }),
              SizeIs(20));
}

TEST(Validate, RefusedValues_NeverComeBack) {
  auto request = Valid();
  request.set_request_id(kMarker);
  request.set_agency_code(Repeat(kMarker, 20));
  request.set_title(Repeat(kMarker, 100));
  request.set_body(std::string(kMarker) + '\x01');
  request.mutable_petitioners(0)->set_full_name(Repeat(kMarker, 50));
  request.mutable_petitioners(0)->set_id_number(std::string(kMarker) + "!");
  request.mutable_petitioners(0)->set_phone(kMarker);
  const absl::Status status = Validate(request, kToday);
  EXPECT_THAT(FieldsOf(status), SizeIs(7));
  EXPECT_THAT(status.ToString(), Not(HasSubstr(kMarker)));
  EXPECT_THAT(DetailOf(status).DebugString(), Not(HasSubstr(kMarker)));
}

TEST(Normalise, DecomposedText_BecomesComposedEverywhere) {
  auto request = Valid();
  request.set_title(kDecomposed);
  request.mutable_petitioners(0)->set_full_name(kDecomposed);
  Normalise(&request);
  EXPECT_EQ(request.title(), kComposed);
  EXPECT_EQ(request.petitioners(0).full_name(), kComposed);
}

TEST(Normalise, DecomposedTextAtTheBound_IsAccepted) {
  auto request = Valid();
  request.set_title(Repeat(kDecomposed, 300));
  Normalise(&request);
  EXPECT_THAT(Refused(request), IsEmpty());
}

// The request's bytes with one piece of text replaced by as many other bytes.
std::string BytesWith(const google::protobuf::Message& request, const std::string& text,
                      const std::string& bytes) {
  EXPECT_EQ(text.size(), bytes.size());
  std::string all = request.SerializeAsString();
  const size_t at = all.find(text);
  EXPECT_NE(at, std::string::npos);
  return all.replace(at, text.size(), bytes);
}

absl::Status ParsePetition(const std::string& bytes) {
  intake::v1::RegisterPetitionRequest request;
  return ParseRequest(bytes, &request);
}

TEST(ParseRequest, ValidBytes_ComeBackAsTheyWere) {
  intake::v1::RegisterPetitionRequest request;
  ASSERT_TRUE(ParseRequest(Valid().SerializeAsString(), &request).ok());
  EXPECT_EQ(request.SerializeAsString(), Valid().SerializeAsString());
}

TEST(ParseRequest, TextThatIsNotUtf8_IsNamed) {
  auto request = Valid();
  request.set_body(std::string("xx") + kMarker);
  const absl::Status status = ParsePetition(BytesWith(request, "xx", "\xC3\x28"));
  EXPECT_EQ(ReasonOf(status), common::v1::INVALID_FIELD);
  EXPECT_THAT(FieldsOf(status), ElementsAre("body"));
  EXPECT_THAT(status.ToString() + DetailOf(status).DebugString(), Not(HasSubstr(kMarker)));
}

TEST(ParseRequest, NestedTextThatIsNotUtf8_IsNamedByPathAndIndex) {
  auto request = Valid();
  request.add_petitioners()->set_full_name("xx");
  EXPECT_THAT(FieldsOf(ParsePetition(BytesWith(request, "xx", "\xED\xA0"))),
              ElementsAre("petitioners[1].full_name"));

  resolution::v1::RecordActRequest act;
  act.mutable_act()->mutable_refuse()->set_reason("xx");
  const std::string bytes = BytesWith(act, "xx", "\xFF\xFE");
  EXPECT_THAT(FieldsOf(ParseRequest(bytes, &act)), ElementsAre("act.refuse.reason"));
}

TEST(ParseRequest, BytesThatAreNoMessage_AreMalformed) {
  for (const std::string& bytes :
       {std::string("\xFF\xFF\xFF"), std::string("\x0A\x7F", 2), std::string("{\"title\": \"x\"}"),
        std::string("\x0A", 1), Valid().SerializeAsString().substr(0, 45)}) {
    const absl::Status status = ParsePetition(bytes);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(status), common::v1::MALFORMED_REQUEST);
    EXPECT_FALSE(DetailOf(status).message_vi().empty());
  }
}

// A field of that number around `bytes`.
std::string Within(int number, const std::string& bytes) {
  google::protobuf::UnknownFieldSet fields;
  fields.AddLengthDelimited(number, bytes);
  std::string outer;
  fields.SerializeToString(&outer);
  return outer;
}

TEST(ParseRequest, MessagesNestedTooDeep_AreMalformed) {
  // nested_type (3) of DescriptorProto is a DescriptorProto.
  std::string bytes;
  for (int depth = 1; depth < kDepthMax; ++depth) bytes = Within(3, bytes);
  google::protobuf::DescriptorProto message;
  EXPECT_TRUE(ParseRequest(bytes, &message).ok());
  for (int more = 0; more < 3000; ++more) bytes = Within(3, bytes);
  EXPECT_EQ(ReasonOf(ParseRequest(bytes, &message)), common::v1::MALFORMED_REQUEST);
}

TEST(ParseRequest, GroupsNestedTooDeep_AreMalformed) {
  // Field 15 as a group, opened and never closed.
  const std::string bytes(1 << 20, '\x7b');
  intake::v1::RegisterPetitionRequest message;
  EXPECT_EQ(ReasonOf(ParseRequest(bytes, &message)), common::v1::MALFORMED_REQUEST);
}

TEST(ParseRequest, EmptyBytes_AreAnEmptyRequest) { EXPECT_TRUE(ParsePetition("").ok()); }

TEST(ScopedAgencies, HoldsWhatIsMarkedAndSet) {
  EXPECT_THAT(ScopedAgencies(Valid()), ElementsAre("QB-450-UBND"));
  EXPECT_THAT(ScopedAgencies(intake::v1::ListPetitionsRequest()), IsEmpty());
  routing::v1::DisposeRequest dispose;
  dispose.set_agency_code("A");
  dispose.set_to_agency_code("B");
  EXPECT_THAT(ScopedAgencies(dispose), ElementsAre("A"));
}

TEST(ScopedAgencies, AreFoundInMessagesWithin) {
  inspectorate::v1::ListOverviewRequest list;
  list.mutable_overview()->set_agency_code("A");
  list.mutable_selection()->set_agency_code("B");
  EXPECT_THAT(ScopedAgencies(list), ElementsAre("A", "B"));
}

}  // namespace
}  // namespace donthu::rpc
