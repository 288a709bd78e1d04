#include "tests/integration/sample_request.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "clients/cpp/request_id.h"
#include "donthu/common/v1/date.pb.h"
#include "donthu/options/v1/options.pb.h"
#include "services/base/rpc/validation.h"
#include "tests/support/stack.h"

namespace donthu::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using options::v1::FieldRules;

// What each pattern of the protos is satisfied by.
const std::map<std::string, std::string> kSamples = {
    {"[!-~]+", "code"},
    {R"([0-9a-f]{64}\.[0-9]{1,12})", std::string(64, 'a') + ".1764000000"},
    {R"(\*|[A-Z]{2}[0-9]{0,2})", "*"},
    {R"(donthu(\.[a-z0-9_]+)+\.[A-Z][A-Za-z0-9]+/([A-Z][A-Za-z0-9]+|\*))",
     "donthu.intake.v1.IntakeService/*"},
    {"[0-9+ .-]{6,20}", "0912345678"},
    {"[0-9A-Za-z-]+", "A1"},
    {"[0-9A-Za-z./-]{1,40}", "A1"},
    {"[0-9A-Za-zĐđ./-]{1,40}", "A1"},
    {"[0-9A-Za-z]{6,20}", "123456789"},
    {"[0-9]+", "1"},
    {"[0-9]{6}", "123456"},
    {"[0-9a-f]{128}", std::string(128, 'a')},
    {"[0-9a-f]{32}", std::string(32, 'a')},
    {"[0-9a-f]{64}", std::string(64, 'a')},
    {"[0-9a-fA-F-]{36}", "6f7a1f0e-7b1d-4d5a-9a43-0d7c2c1e5b11"},
    {"[A-Z0-9][A-Za-z0-9-]*", "QB"},
    {"[A-Z]{2}[0-9]{0,2}", "DD01"},
    {"[A-Za-z0-9+/]{100,160}={0,2}", std::string(120, 'A')},
    {"[A-Za-z0-9+/]{43}=", std::string(43, 'A') + "="},
    {"[a-z0-9.-]+", "can-bo"},
    {"[a-z_]+", "ubnd_xa"},
};

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

std::string TextFor(const FieldDescriptor& field, const std::string& agency) {
  const FieldRules& rules = RulesOf(field);
  if (rules.agency_scope()) return agency;
  if (field.name() == "request_id") return client::NewRequestId();
  if (!rules.pattern().empty()) {
    const auto sample = kSamples.find(rules.pattern());
    if (sample == kSamples.end()) {
      std::fprintf(stderr, "no sample for the pattern %s of %s\n", rules.pattern().c_str(),
                   field.full_name().c_str());
      std::abort();
    }
    return sample->second;
  }
  return std::string(std::max<uint32_t>(rules.min_length(), 1), 'x');
}

void Fill(const std::string& agency, Message* message);

void SetNumber(const FieldDescriptor& field, Message* message) {
  const auto* reflection = message->GetReflection();
  const int64_t value = std::max<int64_t>(RulesOf(field).min(), 1);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->SetInt32(message, &field, static_cast<int32_t>(value));
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->SetInt64(message, &field, value);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection->SetUInt32(message, &field, static_cast<uint32_t>(value));
    default:
      return reflection->SetUInt64(message, &field, static_cast<uint64_t>(value));
  }
}

void AddOne(const FieldDescriptor& field, const std::string& agency, Message* message) {
  const auto* reflection = message->GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    Fill(agency, reflection->AddMessage(message, &field));
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection->AddString(message, &field, TextFor(field, agency));
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    reflection->AddEnumValue(message, &field, field.enum_type()->value(1)->number());
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    reflection->AddInt64(message, &field, 1);
  }
}

void SetOne(const FieldDescriptor& field, const std::string& agency, Message* message) {
  const auto* reflection = message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->SetBool(message, &field, true);
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->SetString(message, &field, TextFor(field, agency));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->SetEnumValue(message, &field, field.enum_type()->value(1)->number());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(agency, reflection->MutableMessage(message, &field));
    default:
      return SetNumber(field, message);
  }
}

void Fill(const std::string& agency, Message* message) {
  const Descriptor& type = *message->GetDescriptor();
  if (type.full_name() == common::v1::Date::descriptor()->full_name()) {
    message->CopyFrom(Day(2024, 3, 4));
    return;
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const FieldRules& rules = RulesOf(field);
    const bool flag = field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !field.is_repeated();
    if (!rules.required() && !rules.agency_scope() && !flag) continue;
    field.is_repeated() ? AddOne(field, agency, message) : SetOne(field, agency, message);
  }
}

}  // namespace

std::unique_ptr<Message> SampleRequest(const google::protobuf::MethodDescriptor& method,
                                       const std::string& agency) {
  const Message* prototype = MessageFactory::generated_factory()->GetPrototype(method.input_type());
  std::unique_ptr<Message> request(prototype->New());
  Fill(agency, request.get());
  return request;
}

bool NamesAnAgency(const Message& request) { return !rpc::ScopedAgencies(request).empty(); }

}  // namespace donthu::testing
