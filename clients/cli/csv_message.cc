#include "clients/cli/csv_message.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv.h"
#include "clients/cli/labels.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status Expected(const char* what) { return absl::InvalidArgumentError(what); }

absl::Status SetDay(const std::string& text, Message* message) {
  auto* date = dynamic_cast<common::v1::Date*>(message);
  if (date == nullptr) return Expected("this field can't be given in a table");
  const auto day = law::ParseIsoDay(text);
  if (!day.ok()) return Expected("must be a day that exists, as 2024-03-18");
  *date = law::ToProto(*day);
  return absl::OkStatus();
}

absl::Status SetEnum(const FieldDescriptor& field, const std::string& text, Message* message) {
  const auto* value = FindValue(*field.enum_type(), text);
  if (value == nullptr) return Expected("must be a value of its enum");
  if (field.is_repeated()) {
    message->GetReflection()->AddEnum(message, &field, value);
  } else {
    message->GetReflection()->SetEnum(message, &field, value);
  }
  return absl::OkStatus();
}

// One value; adds it where the field is repeated.
absl::Status SetOne(const FieldDescriptor& field, const std::string& text, Message* message) {
  const auto* reflection = message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) {
        reflection->AddString(message, &field, text);
      } else {
        reflection->SetString(message, &field, text);
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text != "true" && text != "false") return Expected("must be true or false");
      reflection->SetBool(message, &field, text == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_INT32: {
      int number = 0;
      if (!absl::SimpleAtoi(text, &number)) return Expected("must be a whole number");
      reflection->SetInt32(message, &field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(field, text, message);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetDay(text, reflection->MutableMessage(message, &field));
    default:
      return Expected("this field can't be given in a table");
  }
}

absl::Status At(int line, const std::string& column, const absl::Status& status) {
  return absl::InvalidArgumentError(
      absl::StrFormat("line %d: %s: %s", line, column, ToStd(status.message())));
}

absl::StatusOr<std::vector<const FieldDescriptor*>> FieldsOf(const CsvRow& header,
                                                             const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  for (const std::string& name : header.cells) {
    const auto* field = message.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) return At(header.line, name, Expected("is not a known column"));
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) {
      return At(header.line, name, Expected("is there twice"));
    }
    fields.push_back(field);
  }
  return fields;
}

}  // namespace

absl::Status SetField(const FieldDescriptor& field, const std::string& cell, Message* message) {
  if (cell.empty()) return absl::OkStatus();
  if (!text::IsValidUtf8(cell)) return Expected("is not UTF-8");
  if (!field.is_repeated()) return SetOne(field, cell, message);
  for (const std::string& part : std::vector<std::string>(absl::StrSplit(cell, ';'))) {
    const std::string item(absl::StripAsciiWhitespace(part));
    if (!item.empty()) RETURN_IF_ERROR(SetOne(field, item, message));
  }
  return absl::OkStatus();
}

absl::Status ReadTable(std::string_view text, const std::function<Message*()>& add,
                       std::vector<int>* lines) {
  ASSIGN_OR_RETURN(const auto rows, ParseCsv(text));
  if (rows.empty()) return absl::InvalidArgumentError("line 1: the header is missing");
  std::vector<const FieldDescriptor*> fields;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    Message* message = add();
    if (fields.empty()) {
      ASSIGN_OR_RETURN(fields, FieldsOf(rows[0], *message));
    }
    if (row.cells.size() != fields.size()) {
      return absl::InvalidArgumentError(absl::StrFormat("line %d: has %d values, the header %d",
                                                        row.line, row.cells.size(), fields.size()));
    }
    for (std::size_t column = 0; column < fields.size(); ++column) {
      const absl::Status set = SetField(*fields[column], row.cells[column], message);
      if (!set.ok()) return At(row.line, fields[column]->name(), set);
    }
    lines->push_back(row.line);
  }
  return absl::OkStatus();
}

}  // namespace donthu::cli
