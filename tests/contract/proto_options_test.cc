// What every definition in the protos must say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <set>

#include "absl/strings/str_join.h"
#include "donthu/options/v1/options.pb.h"
#include "tests/contract/protos.h"

namespace donthu::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodOptions;
using options::v1::FieldRules;
using ::testing::Contains;
using ::testing::IsEmpty;

// The longest text that any field may hold; longer ones belong into attachments.
constexpr uint32_t kTextMax = 20000;

// Enums whose zero says something.
const std::set<std::string> kMeaningfulZero = {"DEFECT_NONE"};

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

std::string UpperSnake(const std::string& camel) {
  std::string out;
  for (char c : camel) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !out.empty()) out += '_';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return out;
}

// Public or granted, never both, never neither.
TEST(Methods, SayWhoMayCallThem) {
  for (const auto* method : Methods()) {
    const auto& access = method->options().GetExtension(options::v1::access);
    EXPECT_NE(access.public_(), access.grants_size() > 0) << method->full_name();
    for (const auto& grant : access.grants()) {
      EXPECT_NE(grant.role(), options::v1::ROLE_UNSPECIFIED) << method->full_name();
      EXPECT_NE(grant.scope(), options::v1::SCOPE_UNSPECIFIED) << method->full_name();
    }
  }
}

// Public and with effects: there is no principal before it.
const std::set<std::string> kWaysIn = {"donthu.identity.v1.IdentityService.SignIn",
                                       "donthu.identity.v1.IdentityService.FinishOidc"};

TEST(Methods, ThatArePublic_OnlyRead) {
  for (const auto* method : Methods()) {
    if (!method->options().GetExtension(options::v1::access).public_()) continue;
    if (kWaysIn.count(method->full_name()) > 0) continue;
    EXPECT_EQ(method->options().idempotency_level(), MethodOptions::NO_SIDE_EFFECTS)
        << method->full_name();
  }
}

TEST(Methods, SayWhetherTheyMayBeRepeated) {
  for (const auto* method : Methods()) {
    EXPECT_NE(method->options().idempotency_level(), MethodOptions::IDEMPOTENCY_UNKNOWN)
        << method->full_name();
  }
}

TEST(Methods, ThatChangeSomething_TakeARequestId) {
  for (const auto* method : Methods()) {
    const auto* field = method->input_type()->FindFieldByName("request_id");
    if (method->options().idempotency_level() != MethodOptions::IDEMPOTENT) {
      EXPECT_EQ(field, nullptr) << method->full_name();
      continue;
    }
    ASSERT_NE(field, nullptr) << method->full_name();
    EXPECT_TRUE(RulesOf(*field).required()) << field->full_name();
    EXPECT_TRUE(RE2::FullMatch("0b5bd5f5-6f6c-4c3e-9a5b-2f9d5a0c1e11", RulesOf(*field).pattern()))
        << field->full_name();
    EXPECT_FALSE(RE2::FullMatch("0b5bd5f5", RulesOf(*field).pattern())) << field->full_name();
  }
}

TEST(Methods, ThatList_HavePages) {
  for (const auto* method : Methods()) {
    if (method->name().rfind("List", 0) != 0) continue;
    const auto* size = method->input_type()->FindFieldByName("page_size");
    const auto* token = method->input_type()->FindFieldByName("page_token");
    // Lists that the law or the calendar bounds say so in their comment and answer in one piece.
    if (method->name() == "ListSubjectFields" || method->name() == "ListCalendarDays") continue;
    ASSERT_NE(size, nullptr) << method->full_name();
    ASSERT_NE(token, nullptr) << method->full_name();
    EXPECT_NE(method->output_type()->FindFieldByName("next_page_token"), nullptr)
        << method->full_name();
    EXPECT_EQ(RulesOf(*size).min(), 0) << size->full_name();
    EXPECT_GT(RulesOf(*size).max(), 0) << size->full_name();
  }
}

// A text without max_length may hold 200 characters; a page token is ours and bounded by that too.
TEST(Requests, BoundTheirTexts) {
  for (const auto* message : Sent()) {
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& rules = RulesOf(*message->field(i));
      EXPECT_LE(rules.max_length(), kTextMax) << message->field(i)->full_name();
      EXPECT_LE(rules.min_length(), rules.max_length() == 0 ? 200 : rules.max_length())
          << message->field(i)->full_name();
      EXPECT_TRUE(rules.pattern().empty() || RE2(rules.pattern()).ok())
          << message->field(i)->full_name();
      EXPECT_NE(message->field(i)->type(), FieldDescriptor::TYPE_BYTES)
          << message->field(i)->full_name();
    }
  }
}

TEST(Rules, StandOnFieldsThatTheyFit) {
  for (const auto* message : Messages()) {
    for (int i = 0; i < message->field_count(); ++i) {
      const auto& field = *message->field(i);
      const auto& rules = RulesOf(field);
      const bool text = field.type() == FieldDescriptor::TYPE_STRING;
      const bool number = field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                          field.cpp_type() == FieldDescriptor::CPPTYPE_INT64;
      const bool text_rule = rules.max_length() > 0 || rules.min_length() > 0 ||
                             !rules.pattern().empty() || rules.agency_scope();
      EXPECT_TRUE(text || !text_rule) << field.full_name();
      EXPECT_TRUE(number || (rules.min() == 0 && rules.max() == 0)) << field.full_name();
      EXPECT_LE(rules.min(), rules.max()) << field.full_name();
      EXPECT_TRUE(field.is_repeated() || rules.max_items() == 0) << field.full_name();
      EXPECT_TRUE(!rules.not_future() ||
                  field.message_type()->full_name() == "donthu.common.v1.Date")
          << field.full_name();
    }
  }
}

TEST(Enums, BeginWithUnspecified) {
  for (const auto* type : Enums()) {
    const auto* zero = type->FindValueByNumber(0);
    ASSERT_NE(zero, nullptr) << type->full_name();
    if (kMeaningfulZero.count(zero->name()) > 0) continue;
    EXPECT_EQ(zero->name(), UpperSnake(type->name()) + "_UNSPECIFIED") << type->full_name();
  }
}

TEST(Acts, HaveALabelAndACitation) {
  const auto* act = Files()[0]->pool()->FindMessageTypeByName("donthu.resolution.v1.Act");
  const auto* kinds = Files()[0]->pool()->FindEnumTypeByName("donthu.law.v1.ActKind");
  ASSERT_TRUE(act != nullptr && kinds != nullptr);
  const auto* oneof = act->FindOneofByName("kind");
  ASSERT_NE(oneof, nullptr);
  EXPECT_EQ(oneof->field_count() + 1, kinds->value_count()) << "each ActKind has its message";
  for (int i = 0; i < oneof->field_count(); ++i) {
    const auto& field = *oneof->field(i);
    const auto& info = field.message_type()->options().GetExtension(options::v1::act);
    EXPECT_NE(info.label_vi(), "") << field.full_name();
    EXPECT_NE(info.citation(), "") << field.full_name();
    // The numbers are what services turn one into the other by.
    const auto* kind = kinds->FindValueByNumber(field.number() - 9);
    ASSERT_NE(kind, nullptr) << field.full_name();
    EXPECT_EQ(kind->name(), "ACT_KIND_" + UpperSnake(field.message_type()->name()));
    EXPECT_EQ(kind->options().GetExtension(options::v1::label_vi), info.label_vi());
  }
}

// The element has a comment above it.
template <typename Element>
bool IsCommented(const Element& element) {
  google::protobuf::SourceLocation location;
  return element.GetSourceLocation(&location) && !location.leading_comments.empty();
}

// Fields that mean the same wherever they stand; what they mean is said in options.proto and docs.
bool IsCommon(const FieldDescriptor& field) {
  static const std::set<std::string> names = {"request_id", "etag", "page_size", "next_page_token",
                                              "page_token"};
  return names.count(field.name()) > 0;
}

bool IsAct(const Descriptor& message) {
  return !message.options().GetExtension(options::v1::act).label_vi().empty();
}

// A request or an answer is explained by its method, an act by its label and citation.
bool IsExplainedElsewhere(const Descriptor& message) {
  return IsAct(message) || RE2::FullMatch(message.name(), "\\w+(Request|Response)");
}

std::vector<std::string> UncommentedIn(const Descriptor& message) {
  std::vector<std::string> missing;
  if (!IsCommented(message) && !IsExplainedElsewhere(message)) {
    missing.push_back(message.full_name());
  }
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& field = *message.field(i);
    const bool act = field.message_type() != nullptr && IsAct(*field.message_type());
    if (!IsCommented(field) && !IsCommon(field) && !act) missing.push_back(field.full_name());
  }
  return missing;
}

TEST(Comments, StandAboveEveryMessageAndField) {
  std::vector<std::string> missing;
  for (const auto* message : Messages()) {
    for (auto& name : UncommentedIn(*message)) missing.push_back(std::move(name));
  }
  EXPECT_TRUE(missing.empty()) << missing.size() << " without:\n" << absl::StrJoin(missing, "\n");
}

TEST(Comments, StandAboveEveryServiceAndMethod) {
  for (const auto* method : Methods()) {
    EXPECT_TRUE(IsCommented(*method)) << method->full_name();
    EXPECT_TRUE(IsCommented(*method->service())) << method->service()->full_name();
  }
}

// A label for people explains a value as well as a comment does.
TEST(Comments, StandAboveEveryEnumValue) {
  for (const auto* type : Enums()) {
    EXPECT_TRUE(IsCommented(*type)) << type->full_name();
    for (int i = 0; i < type->value_count(); ++i) {
      const auto& value = *type->value(i);
      const bool labelled = !value.options().GetExtension(options::v1::label_vi).empty();
      EXPECT_TRUE(value.number() == 0 || labelled || IsCommented(value)) << value.full_name();
    }
  }
}

}  // namespace
}  // namespace donthu::contract
