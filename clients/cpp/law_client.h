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
  absl::StatusOr<law::v1::ComputeDeadlinesResponse> ComputeDeadlines(
      const law::v1::ComputeDeadlinesRequest& request) const {
    return service_.Call<law::v1::ComputeDeadlinesResponse>("ComputeDeadlines", request);
  }
  absl::StatusOr<law::v1::Workflow> GetWorkflow(const law::v1::GetWorkflowRequest& request) const {
    return service_.Call<law::v1::Workflow>("GetWorkflow", request);
  }
  absl::StatusOr<law::v1::RuleCoverage> CheckRules(
      const law::v1::CheckRulesRequest& request) const {
    return service_.Call<law::v1::RuleCoverage>("CheckRules", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
