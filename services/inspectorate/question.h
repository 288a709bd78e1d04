// What every question for figures has: an agency and those below it, and a period.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/methods.h"
#include "services/base/status/status.h"
#include "services/inspectorate/inspectorate_store.h"
#include "services/law/date.h"

namespace donthu::inspectorate {

struct Question {
  Period period;
  std::shared_ptr<const Reference> reference;
  // The agency and, unless own_only, all below it that lie within the caller's reach.
  std::vector<std::string> agencies;
};

// INVALID_FIELD on a period that ends before it begins and on an agency that is not known.
template <typename Request>
absl::StatusOr<Question> QuestionOf(const Reach& reach, const Request& request,
                                    ReferenceCache& reference) {
  Question question;
  ASSIGN_OR_RETURN(question.period.from, law::ToDay(request.from()));
  ASSIGN_OR_RETURN(question.period.to, law::ToDay(request.to()));
  if (question.period.to < question.period.from) {
    return InvalidField("to", "lies before from", "Ngày cuối kỳ trước ngày đầu kỳ.");
  }
  ASSIGN_OR_RETURN(question.reference, reference.Get());
  if (question.reference->Agency(request.agency_code()) == nullptr) {
    return InvalidField("agency_code", "names no agency", "Không có cơ quan này.");
  }
  question.agencies = {request.agency_code()};
  if (!request.own_only()) {
    question.agencies = question.reference->Tree(request.agency_code());
    std::erase_if(question.agencies, [&](const auto& agency) { return !reach.Includes(agency); });
  }
  return question;
}

}  // namespace donthu::inspectorate
