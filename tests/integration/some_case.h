// Cases for the tests of resolution.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "clients/cpp/request_id.h"
#include "services/law/date.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {

// A first complaint, received by the agency as the petition says and accepted by it.
inline resolution::v1::Case OpenComplaint(Caller& caller,
                                          const intake::v1::RegisterPetitionRequest& petition) {
  const auto registered = caller.intake.RegisterPetition(petition);
  EXPECT_THAT(registered, Succeeds());
  routing::v1::ProposeDisposalRequest propose;
  propose.set_petition_id(registered->petition_id());
  const auto proposal = caller.routing.ProposeDisposal(propose);
  EXPECT_THAT(proposal, Succeeds());
  const auto on = law::ToProto(*law::ToDay(petition.received_on()) + 1);
  EXPECT_THAT(caller.routing.Dispose(AsProposed(*proposal, petition.agency_code(),
                                                law::v1::PETITION_KIND_COMPLAINT, on)),
              Succeeds());
  resolution::v1::GetCaseRequest get;
  get.set_petition_id(registered->petition_id());
  const auto found = caller.resolution.GetCase(get);
  EXPECT_THAT(found, Succeeds());
  return found.value_or(resolution::v1::Case());
}

// An act to be done on the case as read; the caller says which.
inline resolution::v1::RecordActRequest ActOn(const resolution::v1::Case& found,
                                              const common::v1::Date& day) {
  resolution::v1::RecordActRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_case_id(found.id());
  request.set_etag(found.etag());
  *request.mutable_act()->mutable_acted_on() = day;
  return request;
}

inline std::string Iso(const common::v1::Date& date) {
  return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

// The clock of that limit which has not ended; nullptr when there is none.
inline const law::v1::Clock* RunningClock(const resolution::v1::Case& found,
                                          const std::string& limit) {
  for (const auto& clock : found.clocks()) {
    if (clock.limit() == limit && !clock.has_stopped_on()) return &clock;
  }
  return nullptr;
}

}  // namespace donthu::testing
