// Answers without what the proto options call personal or secret: for output that is handed on.
#pragma once

#include <memory>

#include "clients/cpp/connection.h"

namespace donthu::cli {

// Asks `connection`, and leaves out of every answer the fields that have a sensitivity
// (services/base/redact). Answers of the identity service come whole: they are what signing in
// needs, and no export.
std::unique_ptr<client::Connection> Redacted(std::unique_ptr<client::Connection> connection);

}  // namespace donthu::cli
