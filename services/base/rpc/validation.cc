#include "services/base/rpc/validation.h"

#include <re2/re2.h>

#include <functional>
#include <map>

#include "absl/strings/str_format.h"
#include "donthu/common/v1/date.pb.h"
#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/unknown_field_set.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"

namespace donthu::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;
using options::v1::FieldRules;

// Where a field carries no bound of its own.
constexpr int kMaxLength = 200;
constexpr int kMaxItems = 100;

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

std::string PathOf(const std::string& prefix, const FieldDescriptor& field, int index = -1) {
  std::string path = prefix.empty() ? field.name() : prefix + "." + field.name();
  if (index >= 0) path += absl::StrFormat("[%d]", index);
  return path;
}

// Calls fn for each value of each set field: (field, index or -1, path).
using Visit = std::function<void(const FieldDescriptor&, int, const std::string&)>;

void ForEachSet(const Message& message, const std::string& prefix, const Visit& fn) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (!field->is_repeated()) {
      fn(*field, -1, PathOf(prefix, *field));
      continue;
    }
    const int size = message.GetReflection()->FieldSize(message, field);
    for (int i = 0; i < size; ++i) fn(*field, i, PathOf(prefix, *field, i));
  }
}

const std::string& TextOf(const Message& message, const FieldDescriptor& field, int index,
                          std::string* scratch) {
  const Reflection& reflection = *message.GetReflection();
  return index < 0 ? reflection.GetStringReference(message, &field, scratch)
                   : reflection.GetRepeatedStringReference(message, &field, index, scratch);
}

const Message& ChildOf(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& reflection = *message.GetReflection();
  return index < 0 ? reflection.GetMessage(message, &field)
                   : reflection.GetRepeatedMessage(message, &field, index);
}

bool IsText(const FieldDescriptor& field) { return field.type() == FieldDescriptor::TYPE_STRING; }

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// For a message and for raw fields, whose groups nest too.
template <typename Parsed>
bool ParseWithinDepth(const std::string& bytes, Parsed* parsed) {
  google::protobuf::io::CodedInputStream in(reinterpret_cast<const uint8_t*>(bytes.data()),
                                            static_cast<int>(bytes.size()));
  in.SetRecursionLimit(kDepthMax);
  return parsed->ParseFromCodedStream(&in) && in.ConsumedEntireMessage();
}

// The path of the first string field whose bytes are not UTF-8; empty when there is none down to
// kDepthMax, below which nothing is parsed.
std::string FirstInvalidText(const UnknownFieldSet& fields, const Descriptor& type,
                             const std::string& prefix, int depth = 1) {
  std::map<int, int> seen;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& raw = fields.field(i);
    const FieldDescriptor* field = type.FindFieldByNumber(raw.number());
    if (field == nullptr || raw.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    const int index = field->is_repeated() ? seen[raw.number()]++ : -1;
    const std::string path = PathOf(prefix, *field, index);
    if (IsText(*field) && !text::IsValidUtf8(raw.length_delimited())) return path;
    UnknownFieldSet nested;
    if (IsMessage(*field) && depth < kDepthMax &&
        ParseWithinDepth(raw.length_delimited(), &nested)) {
      std::string found = FirstInvalidText(nested, *field->message_type(), path, depth + 1);
      if (!found.empty()) return found;
    }
  }
  return "";
}

class Validator {
 public:
  explicit Validator(absl::CivilDay today) : today_(today) {}

  void Check(const Message& message, const std::string& prefix) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) CheckPresence(message, *type.field(i), prefix);
    ForEachSet(message, prefix, [&](const auto& field, int index, const std::string& path) {
      CheckValue(message, field, index, path);
    });
  }

  absl::Status Result() const {
    if (count_ == 0) return absl::OkStatus();
    return failure_;
  }

 private:
  void Add(const std::string& path, const std::string& what, const std::string& what_vi) {
    if (++count_ == 1) {
      failure_ = Failure(absl::StatusCode::kInvalidArgument, common::v1::INVALID_FIELD,
                         path + ": " + what);
      failure_.Vi(what_vi);
    }
    // A caller who sent a thousand bad rows learns enough from the first twenty.
    if (count_ <= 20) failure_.Field(path, what, what_vi);
  }

  void CheckPresence(const Message& message, const FieldDescriptor& field,
                     const std::string& prefix) {
    const FieldRules& rules = RulesOf(field);
    const Reflection& reflection = *message.GetReflection();
    if (field.is_repeated()) {
      const int size = reflection.FieldSize(message, &field);
      const int max = rules.max_items() > 0 ? static_cast<int>(rules.max_items()) : kMaxItems;
      if (size > max) {
        Add(PathOf(prefix, field), absl::StrFormat("has more than %d items", max),
            absl::StrFormat("Có quá %d mục.", max));
      }
      if (size == 0 && rules.required()) AddMissing(PathOf(prefix, field));
      return;
    }
    if (rules.required() && !reflection.HasField(message, &field)) {
      AddMissing(PathOf(prefix, field));
    }
  }

  void AddMissing(const std::string& path) {
    Add(path, "is required", "Chưa nhập thông tin bắt buộc.");
  }

  void CheckValue(const Message& message, const FieldDescriptor& field, int index,
                  const std::string& path) {
    if (IsText(field)) {
      std::string scratch;
      CheckText(TextOf(message, field, index, &scratch), RulesOf(field), path);
    } else if (IsMessage(field)) {
      const Message& child = ChildOf(message, field, index);
      if (child.GetDescriptor() == common::v1::Date::descriptor()) {
        CheckDate(static_cast<const common::v1::Date&>(child), RulesOf(field), path);
      } else {
        Check(child, path);
      }
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckEnum(message, field, index, path);
    } else if (index < 0) {
      CheckNumber(message, field, path);
    }
  }

  void CheckText(const std::string& value, const FieldRules& rules, const std::string& path) {
    if (text::HasForbiddenControl(value)) {
      Add(path, "holds a control character", "Có ký tự điều khiển không hợp lệ.");
      return;
    }
    const int max = rules.max_length() > 0 ? static_cast<int>(rules.max_length()) : kMaxLength;
    const auto length = static_cast<int>(text::CodePoints(value));
    if (length > max) {
      Add(path, absl::StrFormat("is longer than %d characters", max),
          absl::StrFormat("Dài quá %d ký tự.", max));
    } else if (length < static_cast<int>(rules.min_length())) {
      Add(path, absl::StrFormat("is shorter than %d characters", rules.min_length()),
          absl::StrFormat("Ngắn hơn %d ký tự.", rules.min_length()));
    } else if (rules.required() && value.find_first_not_of(" \t\r\n") == std::string::npos) {
      Add(path, "is blank", "Chưa nhập thông tin bắt buộc.");
    } else if (!rules.pattern().empty() && !RE2::FullMatch(value, Pattern(rules.pattern()))) {
      Add(path, "does not have the expected form", "Không đúng định dạng.");
    }
  }

  // Patterns are few and come from our own protos; each is compiled once per thread.
  static const RE2& Pattern(const std::string& pattern) {
    thread_local std::vector<std::unique_ptr<RE2>> compiled;
    for (const auto& one : compiled) {
      if (one->pattern() == pattern) return *one;
    }
    return *compiled.emplace_back(std::make_unique<RE2>(pattern));
  }

  void CheckDate(const common::v1::Date& date, const FieldRules& rules, const std::string& path) {
    const absl::CivilDay day(date.year(), date.month(), date.day());
    const bool exists = day.year() == date.year() && day.month() == date.month() &&
                        day.day() == date.day() && date.year() >= 1900 && date.year() <= 2200;
    if (!exists) {
      Add(path, "is not a date between 1900 and 2200", "Ngày không có thật.");
    } else if (rules.not_future() && day > today_) {
      Add(path, "lies in the future", "Ngày không được sau hôm nay.");
    }
  }

  void CheckEnum(const Message& message, const FieldDescriptor& field, int index,
                 const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const int number = index < 0 ? reflection.GetEnumValue(message, &field)
                                 : reflection.GetRepeatedEnumValue(message, &field, index);
    if (field.enum_type()->FindValueByNumber(number) == nullptr || (index >= 0 && number == 0)) {
      Add(path, "is not a known value", "Giá trị không có trong danh mục.");
    }
  }

  void CheckNumber(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const FieldRules& rules = RulesOf(field);
    if (rules.min() == 0 && rules.max() == 0) return;
    const Reflection& reflection = *message.GetReflection();
    int64_t value = 0;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      value = reflection.GetInt32(message, &field);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      value = reflection.GetInt64(message, &field);
    } else {
      return;
    }
    if (value < rules.min() || value > rules.max()) {
      Add(path, absl::StrFormat("is not between %d and %d", rules.min(), rules.max()),
          absl::StrFormat("Phải từ %d đến %d.", rules.min(), rules.max()));
    }
  }

  const absl::CivilDay today_;
  int count_ = 0;
  Failure failure_{absl::StatusCode::kInvalidArgument, common::v1::INVALID_FIELD, ""};
};

}  // namespace

absl::Status ParseRequest(const std::string& bytes, Message* message) {
  // The raw fields are looked at first, because protobuf refuses bad text without saying where.
  UnknownFieldSet raw;
  if (ParseWithinDepth(bytes, &raw)) {
    const std::string path = FirstInvalidText(raw, *message->GetDescriptor(), "");
    if (!path.empty()) {
      return InvalidField(path, "is not UTF-8 text", "Không phải văn bản UTF-8 hợp lệ.");
    }
    if (ParseWithinDepth(bytes, message)) return absl::OkStatus();
  }
  return Failure(absl::StatusCode::kInvalidArgument, common::v1::MALFORMED_REQUEST,
                 "the bytes are not a " + message->GetDescriptor()->full_name())
      .Vi("Yêu cầu không đúng định dạng.");
}

void Normalise(Message* message) {
  const Reflection& reflection = *message->GetReflection();
  ForEachSet(*message, "", [&](const auto& field, int index, const std::string&) {
    if (IsText(field)) {
      std::string scratch;
      const std::string& value = TextOf(*message, field, index, &scratch);
      if (text::IsNfc(value)) return;
      std::string nfc = text::ToNfc(value);
      if (index < 0) {
        reflection.SetString(message, &field, std::move(nfc));
      } else {
        reflection.SetRepeatedString(message, &field, index, std::move(nfc));
      }
    } else if (IsMessage(field) && !field.is_map()) {
      Normalise(index < 0 ? reflection.MutableMessage(message, &field)
                          : reflection.MutableRepeatedMessage(message, &field, index));
    }
  });
}

absl::Status Validate(const Message& message, absl::CivilDay today) {
  Validator validator(today);
  validator.Check(message, "");
  return validator.Result();
}

std::vector<std::string> ScopedAgencies(const Message& message) {
  std::vector<std::string> agencies;
  ForEachSet(message, "", [&](const auto& field, int index, const std::string&) {
    if (IsMessage(field)) {
      const auto within = ScopedAgencies(ChildOf(message, field, index));
      agencies.insert(agencies.end(), within.begin(), within.end());
    }
    if (!IsText(field) || !RulesOf(field).agency_scope()) return;
    std::string scratch;
    agencies.push_back(TextOf(message, field, index, &scratch));
  });
  return agencies;
}

}  // namespace donthu::rpc
