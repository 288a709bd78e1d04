#include "clients/cli/act_words.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
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

absl::Status FillEnums(const Arguments& arguments, const std::string& flag,
                       const FieldDescriptor& field, google::protobuf::Message* act) {
  const std::string text = arguments.Text(flag);
  const std::vector<std::string> names =
      field.is_repeated() ? absl::StrSplit(text, ',') : std::vector<std::string>{text};
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const int value, EnumValue(*field.enum_type(), flag, name));
    if (field.is_repeated()) {
      act->GetReflection()->AddEnumValue(act, &field, value);
    } else {
      act->GetReflection()->SetEnumValue(act, &field, value);
    }
  }
  return absl::OkStatus();
}

absl::Status FillField(const Arguments& arguments, const FieldDescriptor& field,
                       google::protobuf::Message* act) {
  const auto& reflection = *act->GetReflection();
  const std::string flag = WordOf(field);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(act, &field, arguments.Text(flag));
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(act, &field, true);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM:
      return FillEnums(arguments, flag, field, act);
    case FieldDescriptor::CPPTYPE_INT64: {
      ASSIGN_OR_RETURN(const auto id, ParseId(arguments.Text(flag)));
      reflection.SetInt64(act, &field, id);
      return absl::OkStatus();
    }
    default: {
      ASSIGN_OR_RETURN(const auto day, arguments.RequiredDay(flag));
      reflection.MutableMessage(act, &field)->CopyFrom(day);
      return absl::OkStatus();
    }
  }
}

// Whether a person can give the field on the command line: all but lists of messages, which only
// the system fills.
bool IsFlag(const FieldDescriptor& field) {
  return field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || !field.is_repeated();
}

// Fills the fields of the act's own message by the flags of their names.
absl::Status FillIn(const Arguments& arguments, google::protobuf::Message* act) {
  const auto* descriptor = act->GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    if (!IsFlag(field) || !arguments.Has(WordOf(field))) continue;
    RETURN_IF_ERROR(FillField(arguments, field, act));
  }
  return absl::OkStatus();
}

std::string ValueOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "";
    case FieldDescriptor::CPPTYPE_ENUM:
      return field.is_repeated() ? "TÊN,TÊN" : "TÊN";
    case FieldDescriptor::CPPTYPE_INT64:
      return "SỐ";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return "NGÀY";
    default:
      return "CHỮ";
  }
}

absl::StatusOr<const FieldDescriptor*> FieldOf(const std::string& word) {
  const auto words = ActWords();
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    return UsageError(
        absl::StrFormat("không có việc \"%s\"; chọn: %s", word, absl::StrJoin(words, ", ")));
  }
  std::string name = word;
  std::replace(name.begin(), name.end(), '-', '_');
  return Act::descriptor()->FindFieldByName(name);
}

}  // namespace

std::vector<std::string> ActWords() {
  std::vector<std::string> words;
  for (int i = 0; i < KindOneof().field_count(); ++i) {
    const auto* field = KindOneof().field(i);
    // The system alone lodges and redates.
    if (field->number() == Act::kLodgeFieldNumber || field->number() == Act::kRedateFieldNumber)
      continue;
    words.push_back(WordOf(*field));
  }
  return words;
}

std::vector<Flag> ActFlags() {
  std::map<std::string, Flag> flags;
  for (int i = 0; i < KindOneof().field_count(); ++i) {
    const auto& act = *KindOneof().field(i);
    for (int j = 0; j < act.message_type()->field_count(); ++j) {
      const auto& field = *act.message_type()->field(j);
      if (!IsFlag(field)) continue;
      Flag& flag = flags[WordOf(field)];
      flag.name = WordOf(field);
      flag.value = ValueOf(field);
      flag.help += (flag.help.empty() ? "" : ", ") + WordOf(act);
    }
  }
  std::vector<Flag> listed;
  for (auto& [name, flag] : flags) listed.push_back(std::move(flag));
  return listed;
}

absl::StatusOr<int> ActNumber(const std::string& word) {
  ASSIGN_OR_RETURN(const auto* field, FieldOf(word));
  // The oneof's numbers follow ActKind.
  return field->number() - Act::kLodgeFieldNumber + law::v1::ACT_KIND_LODGE;
}

absl::StatusOr<Act> ActFrom(const std::string& word, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto* field, FieldOf(word));
  Act act;
  act.set_document_number(arguments.Text("document"));
  act.set_note(arguments.Text("note"));
  RETURN_IF_ERROR(FillIn(arguments, act.GetReflection()->MutableMessage(&act, field)));
  return act;
}

std::string WordOf(const Act& act) {
  const auto* field = act.GetReflection()->GetOneofFieldDescriptor(act, &KindOneof());
  return field == nullptr ? "" : WordOf(*field);
}

}  // namespace donthu::cli
