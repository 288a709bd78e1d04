#include "clients/cli/arguments.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

constexpr absl::string_view kUsage = "donthu.cli/usage";

}  // namespace

absl::Status UsageError(const std::string& message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsage, absl::Cord());
  return status;
}

bool IsUsageError(const absl::Status& status) { return status.GetPayload(kUsage).has_value(); }

std::string Arguments::Text(const std::string& flag) const {
  const auto found = flags.find(flag);
  return found == flags.end() ? "" : found->second;
}

absl::StatusOr<std::string> Arguments::Required(const std::string& flag) const {
  if (!Has(flag) || Text(flag).empty()) {
    return UsageError(absl::StrFormat("thiếu --%s", flag));
  }
  return Text(flag);
}

absl::StatusOr<std::int64_t> Arguments::Number(const std::string& flag, std::int64_t otherwise,
                                               std::int64_t min, std::int64_t max) const {
  if (!Has(flag)) return otherwise;
  std::int64_t number = 0;
  if (!absl::SimpleAtoi(Text(flag), &number) || number < min || number > max) {
    return UsageError(absl::StrFormat("--%s cần một số từ %d đến %d", flag, min, max));
  }
  return number;
}

absl::StatusOr<std::optional<common::v1::Date>> Arguments::Day(const std::string& flag) const {
  if (!Has(flag)) return std::optional<common::v1::Date>();
  const auto day = law::ParseIsoDay(Text(flag));
  if (!day.ok()) {
    return UsageError(absl::StrFormat("--%s cần một ngày có thật dạng 2024-03-18", flag));
  }
  return std::optional<common::v1::Date>(law::ToProto(*day));
}

absl::StatusOr<common::v1::Date> Arguments::RequiredDay(const std::string& flag) const {
  RETURN_IF_ERROR(Required(flag).status());
  ASSIGN_OR_RETURN(const auto day, Day(flag));
  return *day;
}

absl::StatusOr<Arguments> ParseArguments(const std::vector<std::string>& line,
                                         const std::vector<Flag>& known) {
  Arguments arguments;
  bool flags_ended = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string& word = line[i];
    if (flags_ended || word.size() < 3 || word.compare(0, 2, "--") != 0) {
      if (word == "--" && !flags_ended) {
        flags_ended = true;
      } else {
        arguments.words.push_back(word);
      }
      continue;
    }
    const auto equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    const auto flag = std::find_if(known.begin(), known.end(),
                                   [&name](const Flag& one) { return one.name == name; });
    if (flag == known.end()) return UsageError(absl::StrFormat("không có tùy chọn --%s", name));
    std::string value;
    if (equals != std::string::npos) {
      if (flag->value.empty()) return UsageError(absl::StrFormat("--%s không nhận giá trị", name));
      value = word.substr(equals + 1);
    } else if (!flag->value.empty()) {
      if (++i == line.size()) return UsageError(absl::StrFormat("--%s thiếu giá trị", name));
      value = line[i];
    }
    if (!arguments.flags.emplace(name, value).second) {
      return UsageError(absl::StrFormat("--%s được ghi hai lần", name));
    }
  }
  return arguments;
}

bool IsNumber(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

absl::StatusOr<std::int64_t> ParseId(const std::string& word) {
  std::int64_t id = 0;
  if (!IsNumber(word) || !absl::SimpleAtoi(word, &id) || id < 1) {
    return UsageError(absl::StrFormat("\"%s\" không phải là số của đơn hoặc vụ việc", word));
  }
  return id;
}

}  // namespace donthu::cli
