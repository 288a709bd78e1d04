#include "services/base/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace donthu::log {
namespace {

spdlog::logger& Logger() {
  // Leaked on purpose: threads may log until the very end.
  static auto* logger = [] {
    auto* made = new spdlog::logger("donthu", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *logger;
}

void Write(spdlog::level::level_enum level, std::string_view severity, std::string_view event,
           Fields fields) {
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  line["severity"] = severity;
  line["event"] = event;
  for (const auto& [key, value] : fields) line[std::string(key)] = value;
  // Replacement of invalid UTF-8 keeps a log line from ever throwing.
  Logger().log(level, "{}",
               line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

void Info(std::string_view event, Fields fields) {
  Write(spdlog::level::info, "info", event, fields);
}
void Warning(std::string_view event, Fields fields) {
  Write(spdlog::level::warn, "warning", event, fields);
}
void Error(std::string_view event, Fields fields) {
  Write(spdlog::level::err, "error", event, fields);
}

}  // namespace donthu::log
