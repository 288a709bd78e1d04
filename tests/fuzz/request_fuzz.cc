// Any bytes as the request of any method: decoding, NFC, validation, and the page that it asks for.
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/message_differencer.h>

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "donthu/options/v1/options.pb.h"
#include "services/base/page/page.h"
#include "services/base/rpc/validation.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/message_mutator.h"
#include "tests/fuzz/methods.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/violations.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

namespace donthu::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr absl::CivilDay kToday(2024, 6, 1);
constexpr size_t kSelectorBytes = 2;

const google::protobuf::Descriptor& TypeFor(Input* input) {
  const auto high = static_cast<uint16_t>(input->Byte() << 8);
  return *MethodFor(static_cast<uint16_t>(high | input->Byte())).input_type();
}

void PromiseRefusal(const absl::Status& refusal, const google::protobuf::Descriptor& type) {
  if (ReasonOf(refusal) != common::v1::MALFORMED_REQUEST) return PromiseOwnWords(refusal, type);
  Promise(ToStd(refusal.message()) == "the bytes are not a " + type.full_name(),
          "a malformed request is told by its type only");
}

void PromiseText(const std::string& text, const options::v1::FieldRules& rules, bool valid) {
  Promise(text::IsValidUtf8(text), "text is UTF-8");
  Promise(text::IsNfc(text), "text is in NFC");
  if (!valid) return;
  Promise(!text::HasForbiddenControl(text), "valid text has no control character");
  const size_t max = rules.max_length() > 0 ? rules.max_length() : 200;
  Promise(text::CodePoints(text) <= max, "valid text is within its length");
}

// What handlers rely on: `valid` says whether Validate let the message through.
void PromiseFields(const Message& message, bool valid) {
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    const auto& rules = field->options().GetExtension(options::v1::rules);
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    const auto max = rules.max_items() > 0 ? static_cast<int>(rules.max_items()) : 100;
    Promise(!valid || size <= max || !field->is_repeated(), "a valid list is within its length");
    for (int i = 0; i < size; ++i) {
      const bool list = field->is_repeated();
      if (field->type() == FieldDescriptor::TYPE_STRING) {
        PromiseText(list ? reflection.GetRepeatedString(message, field, i)
                         : reflection.GetString(message, field),
                    rules, valid);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        PromiseFields(list ? reflection.GetRepeatedMessage(message, field, i)
                           : reflection.GetMessage(message, field),
                      valid);
      }
    }
  }
}

void PromisePage(const Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("page_token");
  if (field == nullptr || request.GetDescriptor()->FindFieldByName("page_size") == nullptr) return;
  const auto key = page::Key(request, request.GetReflection()->GetString(request, field), "dit");
  Promise(key.ok() || ReasonOf(key.status()) == common::v1::BAD_PAGE_TOKEN,
          "a bad page token is refused as one");
}

void Run(Input input) {
  const auto& type = TypeFor(&input);
  const auto message = NewMessage(type);
  const absl::Status parsed = rpc::ParseRequest(input.Rest(), message.get());
  if (!parsed.ok()) return PromiseRefusal(parsed, type);
  rpc::Normalise(message.get());
  const absl::Status valid = rpc::Validate(*message, kToday);
  if (!valid.ok()) PromiseOwnWords(valid, type);
  PromiseFields(*message, valid.ok());

  const auto again = NewMessage(type);
  Promise(rpc::ParseRequest(message->SerializeAsString(), again.get()).ok(),
          "what was read can be read again");
  rpc::Normalise(again.get());
  Promise(google::protobuf::util::MessageDifferencer::Equals(*message, *again),
          "a request that was read, brought to NFC and written is the same again");
  Promise(rpc::Validate(*again, kToday).ok() == valid.ok(), "and is judged the same");
  for (const std::string& agency : rpc::ScopedAgencies(*message)) {
    Promise(!agency.empty(), "an agency that is scoped has a code");
  }
  PromisePage(*message);
}

}  // namespace
}  // namespace donthu::fuzz

// protobuf's own complaints would fill the log.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}

// Half of the inputs change as bytes do, the other half as messages do.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned int seed) {
  namespace fuzz = donthu::fuzz;
  std::mt19937 random(seed);
  if (size < fuzz::kSelectorBytes || random() % 2 == 0) {
    return LLVMFuzzerMutate(data, size, size_max);
  }
  fuzz::Input input(data, size);
  const auto message = fuzz::NewMessage(fuzz::TypeFor(&input));
  // What can't be read is kept as far as it could.
  (void)message->ParsePartialFromString(input.Rest());
  fuzz::MutateMessage(message.get(), random);
  const std::string bytes = message->SerializePartialAsString();
  if (bytes.size() + fuzz::kSelectorBytes > size_max) return size;
  std::copy(bytes.begin(), bytes.end(), data + fuzz::kSelectorBytes);
  return bytes.size() + fuzz::kSelectorBytes;
}
