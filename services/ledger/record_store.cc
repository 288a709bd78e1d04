#include "services/ledger/record_store.h"

#include <cstdlib>
#include <string>

#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

// One statement, hence one moment for all of it.
constexpr db::Statement kExtent = {"ledger_extent", R"sql(
  SELECT (SELECT coalesce(max(position) + 1, 0) FROM ledger.leaf) AS leaves,
         (SELECT coalesce(max(number), 0) FROM ledger.seal) AS seals,
         coalesce(newest.xact::text, '0') AS xact, coalesce(newest.seq, 0) AS seq
    FROM (SELECT 1) AS one
    LEFT JOIN LATERAL (SELECT e.xact, e.seq FROM ledger_api.event AS e
                        WHERE e.xact < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY e.xact DESC, e.seq DESC LIMIT 1) AS newest ON true)sql"};

constexpr db::Statement kEvents = {"ledger_events_whole", R"sql(
  SELECT e.xact::text AS xact, e.seq, subject, ordinal, kind, agency, actor,
         to_char(occurred_on, 'YYYY-MM-DD') AS occurred_on,
         (extract(epoch FROM recorded_at) * 1e6)::bigint AS recorded_us, payload, previous_hash, hash
    FROM ledger_api.event AS e
   WHERE (e.xact, e.seq) > ($1::text::xid8, $2::bigint)
     AND (e.xact, e.seq) <= ($3::text::xid8, $4::bigint)
   ORDER BY e.xact, e.seq
   LIMIT $5::bigint)sql"};

constexpr db::Statement kLeaves = {"ledger_leaves", R"sql(
  SELECT l.xact::text AS xact, l.seq, position, subject, ordinal, hash
    FROM ledger.leaf AS l
   WHERE (l.xact, l.seq) > ($1::text::xid8, $2::bigint) AND position < $3::bigint
   ORDER BY l.xact, l.seq
   LIMIT $4::bigint)sql"};

constexpr db::Statement kSeals = {"ledger_seals_by_size", R"sql(
  SELECT number, size, root, previous_hash, (extract(epoch FROM sealed_at) * 1e6)::bigint AS sealed_us,
         key_id, next_key, signature
    FROM ledger.seal
   WHERE (size, number) > ($1::bigint, $2::bigint) AND number <= $3::bigint
   ORDER BY size, number
   LIMIT $4::bigint)sql"};

db::Params& AddPlace(const Place& place, db::Params& params) {
  return params.Text(std::to_string(place.xact)).Int(place.seq);
}

}  // namespace

Hash HashOf(const pqxx::field& field) {
  // The tables' constraints leave no other length.
  return HashFromBytes(db::BytesOf(field)).value_or(Hash{});
}

Place PlaceOf(const pqxx::row& row) {
  return {std::strtoull(row["xact"].c_str(), nullptr, 10), row["seq"].as<int64_t>()};
}

Seal SealOf(const pqxx::row& row) {
  Seal seal;
  seal.number = row["number"].as<uint64_t>();
  seal.size = row["size"].as<uint64_t>();
  seal.root = HashOf(row["root"]);
  seal.previous_hash = HashOf(row["previous_hash"]);
  seal.sealed_us = row["sealed_us"].as<int64_t>();
  seal.key_id = HashOf(row["key_id"]);
  if (!row["next_key"].is_null()) seal.next_key = db::BytesOf(row["next_key"]);
  seal.signature = db::BytesOf(row["signature"]);
  return seal;
}

HashedEvent EventOf(const pqxx::row& row) {
  HashedEvent event;
  event.subject = row["subject"].c_str();
  event.ordinal = row["ordinal"].as<int64_t>();
  event.kind = row["kind"].c_str();
  event.agency = row["agency"].c_str();
  event.actor = row["actor"].c_str();
  event.occurred_on = row["occurred_on"].c_str();
  event.recorded_us = row["recorded_us"].as<int64_t>();
  event.payload = row["payload"].c_str();
  event.previous_hash = HashOf(row["previous_hash"]);
  event.hash = HashOf(row["hash"]);
  return event;
}

absl::StatusOr<Extent> RecordStore::Now() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kExtent, db::Params()));
  return Extent{rows[0]["leaves"].as<uint64_t>(), rows[0]["seals"].as<uint64_t>(),
                PlaceOf(rows[0])};
}

absl::StatusOr<std::vector<PlacedEvent>> RecordStore::EventsAfter(const Place& place,
                                                                  const Extent& extent, int limit) {
  db::Params params;
  AddPlace(extent.last, AddPlace(place, params)).Int(limit);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kEvents, params));
  std::vector<PlacedEvent> events;
  events.reserve(rows.size());
  for (const auto& row : rows) events.push_back({PlaceOf(row), EventOf(row)});
  return events;
}

absl::StatusOr<std::vector<PlacedLeaf>> RecordStore::LeavesAfter(const Place& place,
                                                                 const Extent& extent, int limit) {
  db::Params params;
  AddPlace(place, params).Int(static_cast<int64_t>(extent.leaves)).Int(limit);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kLeaves, params));
  std::vector<PlacedLeaf> leaves;
  leaves.reserve(rows.size());
  for (const auto& row : rows) {
    leaves.push_back({PlaceOf(row),
                      {row["position"].as<uint64_t>(), row["subject"].c_str(),
                       row["ordinal"].as<int64_t>(), HashOf(row["hash"])}});
  }
  return leaves;
}

absl::StatusOr<std::vector<Seal>> RecordStore::SealsAfter(uint64_t size, uint64_t number,
                                                          const Extent& extent, int limit) {
  const auto params = db::Params()
                          .Int(static_cast<int64_t>(size))
                          .Int(static_cast<int64_t>(number))
                          .Int(static_cast<int64_t>(extent.seals))
                          .Int(limit);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kSeals, params));
  std::vector<Seal> seals;
  for (const auto& row : rows) seals.push_back(SealOf(row));
  return seals;
}

}  // namespace donthu::ledger
