#include "clients/cli/act_words.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/enum_flag.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using resolution::v1::Act;

const google::protobuf::OneofDescriptor& KindOneof() {
  return *Act::descriptor()->FindOneofByName("kind");
}

std::string WordOf(const FieldDescriptor& field) {
  std::string word = field.name();
  std::replace(word.begin(), word.end(), '_', '-');
  return word;
}

// Fills a field of the act's own message by the flag of the same name, when there are both.
absl::Status FillIn(const Arguments& arguments, google::protobuf::Message* act) {
  const auto* descriptor = act->GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    const std::string flag = WordOf(*field);
    if (!arguments.Has(flag)) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      act->GetReflection()->SetString(act, field, arguments.Text(flag));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      act->GetReflection()->SetBool(act, field, true);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      ASSIGN_OR_RETURN(const auto value, EnumFlag<resolution::v1::Conclusion>(arguments, flag));
      act->GetReflection()->SetEnumValue(act, field, value);
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> ActWords() {
  std::vector<std::string> words;
  for (int i = 0; i < KindOneof().field_count(); ++i) {
    const auto* field = KindOneof().field(i);
    if (field->number() != Act::kLodgeFieldNumber) words.push_back(WordOf(*field));
  }
  return words;
}

absl::StatusOr<Act> ActFrom(const std::string& word, const Arguments& arguments) {
  const auto words = ActWords();
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    return UsageError(
        absl::StrFormat("không có việc \"%s\"; chọn: %s", word, absl::StrJoin(words, ", ")));
  }
  std::string name = word;
  std::replace(name.begin(), name.end(), '-', '_');
  Act act;
  act.set_document_number(arguments.Text("document"));
  act.set_note(arguments.Text("note"));
  const auto* field = Act::descriptor()->FindFieldByName(name);
  RETURN_IF_ERROR(FillIn(arguments, act.GetReflection()->MutableMessage(&act, field)));
  return act;
}

std::string WordOf(const Act& act) {
  const auto* field = act.GetReflection()->GetOneofFieldDescriptor(act, &KindOneof());
  return field == nullptr ? "" : WordOf(*field);
}

}  // namespace donthu::cli
