#include "services/base/db/request.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/base/access/access.h"
#include "services/base/status/status.h"

namespace donthu::db {

std::string FingerprintOf(const google::protobuf::Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream out(&bytes);
    google::protobuf::io::CodedOutputStream coded(&out);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return Sha256(bytes);
}

absl::StatusOr<bool> IsRepeat(const pqxx::field& request_fingerprint,
                              const std::string& fingerprint) {
  if (request_fingerprint.is_null()) return false;
  if (BytesOf(request_fingerprint) == fingerprint) return true;
  return Failure(absl::StatusCode::kAlreadyExists, common::v1::REQUEST_ID_REUSED,
                 "this request_id was used before with another body")
      .Field("request_id", "was used before with another body",
             "Mã yêu cầu đã dùng cho một nội dung khác.")
      .Vi("Yêu cầu này đã được gửi trước đó với nội dung khác. Xin tạo yêu cầu mới.");
}

absl::Status ClaimLost() {
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "a request with this id was under way and failed; repeat");
}

}  // namespace donthu::db
