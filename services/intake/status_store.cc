#include "services/intake/status_store.h"

#include "services/base/status/status.h"

namespace donthu::intake {
namespace {

// Of a petition whose author is withheld nothing is read that came after its receipt. A petition is
// where its last handling is that no other agency has taken over (referral state 2).
constexpr db::Statement kStatus = {"intake_status", R"sql(
  SELECT p.code, p.agency, p.received_on, h.agency AS holder, h.opened_on, coalesce(h.disposal, 0) AS disposal,
         h.disposed_on, coalesce(h.sent_to, '') AS sent_to, c.agency AS case_agency, coalesce(c.state, 0) AS case_state,
         c.accept_due_on, c.settle_due_on, c.answered_on, c.last_step_on
    FROM intake.petition AS p
    LEFT JOIN LATERAL (
      SELECT w.agency, w.opened_on, w.disposal, w.disposed_on, w.sent_to
        FROM routing_api.handling_card AS w
       WHERE w.petition_id = p.id AND NOT p.identity_withheld AND w.referral_state IS DISTINCT FROM 2
       ORDER BY w.opened_on DESC LIMIT 1) AS h ON true
    LEFT JOIN LATERAL (
      SELECT k.agency, k.state, k.accept_due_on, k.settle_due_on, k.answered_on, k.last_step_on
        FROM resolution_api.case_card AS k
       WHERE k.petition_id = p.id AND NOT p.identity_withheld
       ORDER BY k.case_id DESC LIMIT 1) AS c ON true
   WHERE p.code IN ($1, $2))sql"};

}  // namespace

absl::StatusOr<std::optional<StatusFacts>> StatusStore::Find(const std::string& printed,
                                                             const std::string& typed) {
  // Nobody is signed in; the receipt's secret has been checked.
  const db::ViewScope everything(db::View::Everything());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kStatus, db::Params().Text(printed).Text(typed)));
  if (rows.empty()) return std::optional<StatusFacts>();
  const auto& row = rows[0];
  StatusFacts facts{
      row["code"].c_str(), row["agency"].c_str(), db::DayOf(row["received_on"]), {}, {}};
  if (!row["holder"].is_null()) {
    facts.at = Whereabouts{row["holder"].c_str(), db::DayOf(row["opened_on"]),
                           static_cast<law::v1::Disposal>(row["disposal"].as<int>()),
                           db::OptionalDayOf(row["disposed_on"]), row["sent_to"].c_str()};
  }
  if (!row["case_agency"].is_null()) {
    facts.in_case = CaseCard{row["case_agency"].c_str(),
                             static_cast<law::v1::CaseState>(row["case_state"].as<int>()),
                             db::OptionalDayOf(row["accept_due_on"]),
                             db::OptionalDayOf(row["settle_due_on"]),
                             db::OptionalDayOf(row["answered_on"]),
                             db::DayOf(row["last_step_on"])};
  }
  return std::optional<StatusFacts>(std::move(facts));
}

}  // namespace donthu::intake
