#include "clients/cli/failure.h"

#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

std::string NameOf(const absl::Status& status) { return absl::StatusCodeToString(status.code()); }

}  // namespace

void PrintFailure(const absl::Status& status, std::ostream& err) {
  const auto detail = DetailOf(status);
  if (!detail.message_vi().empty()) err << "donthu: " << detail.message_vi() << "\n";
  err << (detail.message_vi().empty() ? "donthu: " : "  ");
  if (!IsUsageError(status)) {
    err << NameOf(status) << " ";
    if (detail.reason() != common::v1::ERROR_REASON_UNSPECIFIED) {
      err << common::v1::ErrorReason_Name(detail.reason()) << " ";
    }
  }
  err << status.message() << "\n";
  for (const auto& violation : detail.field_violations()) {
    err << "  " << violation.field() << ": " << violation.description() << "\n";
  }
  for (const auto& fact : detail.explanation().facts()) {
    err << "  " << fact.name_vi() << ": " << fact.value_vi() << "\n";
  }
  for (const auto& step : detail.explanation().steps_vi()) err << "  " << step << "\n";
  for (const auto& rule : detail.explanation().rules()) {
    err << "  Căn cứ: " << rule.citation() << "\n";
  }
}

Json FailureJson(const absl::Status& status) {
  const auto detail = DetailOf(status);
  Json fields = Json::array();
  for (const auto& violation : detail.field_violations()) {
    fields.push_back({{"field", violation.field()},
                      {"description", violation.description()},
                      {"description_vi", violation.description_vi()}});
  }
  Json metadata = Json::object();
  for (const auto& [key, value] : detail.metadata()) metadata[key] = value;
  return {{"code", NameOf(status)},
          {"reason", common::v1::ErrorReason_Name(detail.reason())},
          {"message", std::string(status.message())},
          {"message_vi", detail.message_vi()},
          {"fields", fields},
          {"metadata", metadata}};
}

int ExitStatusOf(const absl::Status& status) {
  if (status.ok()) return kOk;
  if (IsUsageError(status)) return kUsageMistake;
  return absl::IsUnavailable(status) ? kUnreachable : kRefused;
}

}  // namespace donthu::cli
