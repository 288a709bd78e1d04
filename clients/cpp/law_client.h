// Answers from the rule book. What each method promises and how it fails:
// proto/donthu/law/v1/law_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/law/v1/law_service.pb.h"

namespace donthu::client {

class LawClient {
 public:
  explicit LawClient(Connection& connection) : service_(connection, "donthu.law.v1.LawService") {}

  absl::StatusOr<law::v1::DueDate> ComputeDeadline(
      const law::v1::ComputeDeadlineRequest& request) const {
    return service_.Call<law::v1::DueDate>("ComputeDeadline", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
