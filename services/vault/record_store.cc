#include "services/vault/record_store.h"

#include "services/base/status/status.h"

namespace donthu::vault {
namespace {

constexpr db::Statement kAppend = {"vault_append", R"sql(
  SELECT ledger.append($1, $2, $3, $4, $5::date, $6)
   WHERE NOT EXISTS (SELECT 1 FROM ledger_api.event WHERE subject = $1 AND kind = $2 AND payload = $6))sql",
                                   true};

constexpr db::Statement kSentInto = {"vault_sent_into", R"sql(
  SELECT 1 FROM routing_api.holder
   WHERE petition_id = $1::bigint AND ($2::text[] IS NULL OR agency = ANY ($2)) LIMIT 1)sql"};

constexpr db::Statement kRegistered = {"vault_registered", R"sql(
  SELECT id FROM intake_api.petition_card WHERE id = ANY ($1::bigint[]))sql"};

}  // namespace

absl::Status RecordStore::Append(const Event& event) {
  // It looks for one event that it wrote itself, and tells nobody.
  const db::ViewScope everything(db::View::Everything());
  return pool_
      .Run(kAppend, db::Params()
                        .Text(event.subject)
                        .Text(event.kind)
                        .Text(event.agency)
                        .Text(event.actor)
                        .Day(event.occurred_on)
                        .Text(event.payload))
      .status();
}

absl::StatusOr<bool> RecordStore::WasSentInto(int64_t petition_id, const Reach& reach) {
  db::Params params;
  params.Int(petition_id);
  if (reach.agencies()) {
    params.TextArray(*reach.agencies());
  } else {
    params.Null();
  }
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kSentInto, params));
  return !rows.empty();
}

absl::StatusOr<std::set<int64_t>> RecordStore::Registered(
    const std::vector<int64_t>& petition_ids) {
  // A custodian need not know of the petitions to learn which entries are orphans.
  const db::ViewScope everything(db::View::Everything());
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRegistered, db::Params().IntArray(petition_ids)));
  std::set<int64_t> ids;
  for (const auto& row : rows) ids.insert(row[0].as<int64_t>());
  return ids;
}

}  // namespace donthu::vault
