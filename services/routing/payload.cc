#include "services/routing/payload.h"

#include "services/law/date.h"

namespace donthu::routing {
namespace {

using nlohmann::json;

std::string IsoDay(const common::v1::Date& date) {
  return law::FormatIsoDay(absl::CivilDay(date.year(), date.month(), date.day()));
}

}  // namespace

json HandlingJson(const Held& held) {
  const v1::Handling& h = held.handling;
  return {{"petition_id", h.petition_id()},
          {"petition_code", h.petition_code()},
          {"agency", h.agency_code()},
          {"opened_on", IsoDay(h.opened_on())},
          {"kind", static_cast<int>(h.kind())},
          {"subject", held.subject_code},
          {"area", held.area_key},
          {"matter_id", h.matter_id()},
          {"disposal", static_cast<int>(h.disposal())},
          {"disposed_on", h.has_disposed_on() ? json(IsoDay(h.disposed_on())) : json()},
          {"eligible", h.eligible()},
          {"competent", h.competent()},
          {"prior_status", static_cast<int>(h.prior_status())},
          {"case_type", static_cast<int>(h.case_type())},
          {"above_level", h.above_level()},
          // Not of the agency that received it: the event of its registration says that.
          {"classify_due_on",
           held.classify_due_on ? json(law::FormatIsoDay(*held.classify_due_on)) : json()}};
}

json ReferralJson(const v1::Referral& referral) {
  return {{"id", referral.id()},
          {"petition_id", referral.petition_id()},
          {"from", referral.from_agency_code()},
          {"to", referral.to_agency_code()},
          {"state", static_cast<int>(referral.state())},
          {"replied", !referral.reply_number().empty()},
          {"decided", !referral.decision_number().empty()}};
}

json DecisionJson(const std::string& number, const std::string& by, const std::string& to) {
  return {{"number", number}, {"by", by}, {"to", to}};
}

}  // namespace donthu::routing
