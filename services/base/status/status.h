// Failures as values: an absl::Status whose reason, Vietnamese text and field violations travel
// with it to the edge, where services/base/rpc turns them into a gRPC status. No personal data in
// any of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "donthu/common/v1/error.pb.h"

namespace donthu {

using common::v1::ErrorReason;

// absl::string_view on Debian 12 is not std::string_view and neither converts to the other; these
// do.
inline absl::string_view ToAbsl(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view ToStd(absl::string_view s) { return {s.data(), s.size()}; }

// A failure being described. Converts to absl::Status and absl::StatusOr<T>.
//   return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG, "etag is not current")
//       .Vi("Hồ sơ vừa được người khác sửa. Tải lại rồi thử lại.").With("etag", etag);
class Failure {
 public:
  Failure(absl::StatusCode code, ErrorReason reason, std::string_view message);

  Failure& Vi(std::string_view message_vi);
  Failure& With(std::string_view key, std::string_view value);
  Failure& Field(std::string_view field, std::string_view description,
                 std::string_view description_vi);
  // Why the law refuses, cut to what travels with an answer (ErrorDetail.explanation).
  Failure& Because(law::v1::Derivation explanation);

  operator absl::Status() const;  // NOLINT: meant to be implicit
  template <typename T>
  operator absl::StatusOr<T>() const {  // NOLINT: meant to be implicit
    return absl::Status(*this);
  }

 private:
  absl::StatusCode code_;
  std::string message_;
  common::v1::ErrorDetail detail_;
};

// INVALID_ARGUMENT / INVALID_FIELD about one field.
Failure InvalidField(std::string_view field, std::string_view description,
                     std::string_view description_vi);
// NOT_FOUND, also where the caller may not know that the subject exists.
Failure NotFound(std::string_view what, std::string_view message_vi);

// The detail that a Failure put on a status; empty when there is none.
common::v1::ErrorDetail DetailOf(const absl::Status& status);
ErrorReason ReasonOf(const absl::Status& status);

}  // namespace donthu

#define DONTHU_CONCAT_INNER(a, b) a##b
#define DONTHU_CONCAT(a, b) DONTHU_CONCAT_INNER(a, b)

// Returns from the enclosing function when expr is not OK.
#define RETURN_IF_ERROR(expr) RETURN_IF_ERROR_IMPL(DONTHU_CONCAT(donthu_status_, __LINE__), expr)
#define RETURN_IF_ERROR_IMPL(tmp, expr) \
  do {                                  \
    absl::Status tmp = (expr);          \
    if (!tmp.ok()) return tmp;          \
  } while (false)

// Unwraps a StatusOr into lhs, or returns its status.
#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_IMPL(DONTHU_CONCAT(donthu_status_or_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_IMPL(tmp, lhs, expr) \
  auto tmp = (expr);                          \
  if (!tmp.ok()) return tmp.status();         \
  lhs = *std::move(tmp)
