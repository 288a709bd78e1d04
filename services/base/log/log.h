// One JSON object a line on standard error: time, severity, event, and the fields given. Values are
// identifiers, codes, counts and statement names; never text that a person wrote, nor what an
// exception said.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace donthu::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

void Info(std::string_view event, Fields fields = {});
void Warning(std::string_view event, Fields fields = {});
void Error(std::string_view event, Fields fields = {});

}  // namespace donthu::log
