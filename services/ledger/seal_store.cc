#include "services/ledger/seal_store.h"

#include <algorithm>

#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

// Every so many levels nodes are kept.
constexpr int kLevelStep = 8;

// Any number will do that nobody else takes: "seal" in ASCII.
constexpr db::Statement kLock = {"ledger_lock_sealing",
                                 "SELECT pg_advisory_xact_lock(1936023916)"};

constexpr db::Statement kLastSeal = {"ledger_last_seal", R"sql(
  SELECT number, size, root, previous_hash, (extract(epoch FROM sealed_at) * 1e6)::bigint AS sealed_us,
         key_id, next_key, signature
    FROM ledger.seal ORDER BY number DESC LIMIT 1)sql"};

constexpr db::Statement kSealCovering = {"ledger_seal_covering", R"sql(
  SELECT number, size, root, previous_hash, (extract(epoch FROM sealed_at) * 1e6)::bigint AS sealed_us,
         key_id, next_key, signature
    FROM ledger.seal WHERE size > $1::bigint ORDER BY size, number LIMIT 1)sql"};

constexpr db::Statement kSealsFrom = {"ledger_seals_from", R"sql(
  SELECT number, size, root, previous_hash, (extract(epoch FROM sealed_at) * 1e6)::bigint AS sealed_us,
         key_id, next_key, signature
    FROM ledger.seal WHERE number >= $1::bigint ORDER BY number LIMIT $2::bigint)sql"};

constexpr db::Statement kAddLeaves = {"ledger_add_leaves", R"sql(
  WITH last AS (
    SELECT l.xact, l.seq FROM ledger.leaf AS l WHERE l.position = $1::bigint - 1),
  fresh AS (
    SELECT e.xact, e.seq, e.subject, e.ordinal, e.hash
      FROM ledger_api.event AS e
     WHERE (e.xact, e.seq) > (coalesce((SELECT last.xact FROM last), '0'), coalesce((SELECT last.seq FROM last), 0))
       AND e.xact < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY e.xact, e.seq
     LIMIT $2::bigint)
  INSERT INTO ledger.leaf (position, xact, seq, subject, ordinal, hash)
  SELECT $1::bigint - 1 + row_number() OVER (ORDER BY f.xact, f.seq), f.xact, f.seq, f.subject, f.ordinal,
         ledger.leaf_hash(f.xact, f.seq, f.hash)
    FROM fresh AS f
  RETURNING position, hash)sql",
                                      true};

constexpr db::Statement kAddNodes = {"ledger_add_nodes", R"sql(
  INSERT INTO ledger.node (level, place, hash)
  SELECT level, place, decode(hash, 'hex') FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS n (level, place, hash)
  )sql",
                                     true};

constexpr db::Statement kAddSeal = {"ledger_add_seal", R"sql(
  INSERT INTO ledger.seal (number, size, root, previous_hash, sealed_at, key_id, next_key, signature)
  VALUES ($1::bigint, $2::bigint, decode($3, 'hex'), decode($4, 'hex'),
          timestamptz 'epoch' + $5::bigint * interval '1 microsecond', decode($6, 'hex'),
          decode($7, 'hex'), decode($8, 'hex')))sql",
                                    true};

constexpr db::Statement kLeaf = {"ledger_leaf_of_event", R"sql(
  SELECT xact::text AS xact, seq, position, subject, ordinal, hash
    FROM ledger.leaf WHERE subject = $1 AND ordinal = $2::bigint)sql"};

constexpr db::Statement kEventAt = {"ledger_event_at", R"sql(
  SELECT subject, ordinal, kind, agency, actor, to_char(occurred_on, 'YYYY-MM-DD') AS occurred_on,
         (extract(epoch FROM recorded_at) * 1e6)::bigint AS recorded_us, payload, previous_hash, hash
    FROM ledger_api.event WHERE xact = $1::text::xid8 AND seq = $2::bigint)sql"};

constexpr db::Statement kLeafHashes = {"ledger_leaf_hashes", R"sql(
  SELECT hash FROM ledger.leaf WHERE position >= $1::bigint AND position < $2::bigint ORDER BY position)sql"};

constexpr db::Statement kNodeHashes = {"ledger_node_hashes", R"sql(
  SELECT hash FROM ledger.node
   WHERE level = $3::smallint AND place >= $1::bigint AND place < $2::bigint ORDER BY place)sql"};

absl::Status Incomplete() {
  return absl::DataLossError("rows of the sealed tree are missing; verify the ledger");
}

std::optional<Seal> FirstOf(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return SealOf(rows[0]);
}

int64_t Signed(uint64_t n) { return static_cast<int64_t>(n); }

}  // namespace

SealStore SealStore::Over(db::Pool& pool) {
  return SealStore([&pool](const db::Statement& statement, const db::Params& params) {
    return pool.Run(statement, params);
  });
}

SealStore SealStore::Within(db::Transaction& transaction) {
  return SealStore([&transaction](const db::Statement& statement, const db::Params& params) {
    return transaction.Run(statement, params);
  });
}

absl::Status SealStore::LockSealing() { return run_(kLock, db::Params()).status(); }

absl::StatusOr<std::optional<Seal>> SealStore::LastSeal() {
  ASSIGN_OR_RETURN(const auto rows, run_(kLastSeal, db::Params()));
  return FirstOf(rows);
}

absl::StatusOr<std::optional<Seal>> SealStore::SealAt(uint64_t number) {
  ASSIGN_OR_RETURN(const auto seals, SealsFrom(number, 1));
  if (seals.empty() || seals[0].number != number) return std::optional<Seal>();
  return std::optional<Seal>(seals[0]);
}

absl::StatusOr<std::optional<Seal>> SealStore::SealCovering(uint64_t position) {
  ASSIGN_OR_RETURN(const auto rows, run_(kSealCovering, db::Params().Int(Signed(position))));
  return FirstOf(rows);
}

absl::StatusOr<std::vector<Seal>> SealStore::SealsFrom(uint64_t number, int limit) {
  ASSIGN_OR_RETURN(const auto rows, run_(kSealsFrom, db::Params().Int(Signed(number)).Int(limit)));
  std::vector<Seal> seals;
  for (const auto& row : rows) seals.push_back(SealOf(row));
  return seals;
}

absl::StatusOr<std::vector<Hash>> SealStore::AddLeaves(uint64_t size, int limit) {
  ASSIGN_OR_RETURN(const auto rows, run_(kAddLeaves, db::Params().Int(Signed(size)).Int(limit)));
  std::vector<Hash> hashes(rows.size());
  for (const auto& row : rows) {
    const uint64_t place = row["position"].as<uint64_t>() - size;
    if (place >= hashes.size()) return Incomplete();
    hashes[place] = HashOf(row["hash"]);
  }
  return hashes;
}

absl::Status SealStore::AddNodes(const std::vector<std::pair<Subtree, Hash>>& nodes) {
  std::vector<int64_t> levels, places;
  std::vector<std::string> hashes;
  for (const auto& [subtree, hash] : nodes) {
    if (subtree.level == 0 || subtree.level % kLevelStep != 0) continue;
    levels.push_back(subtree.level);
    places.push_back(Signed(subtree.index));
    hashes.push_back(ToHex(hash));
  }
  if (levels.empty()) return absl::OkStatus();
  return run_(kAddNodes, db::Params().IntArray(levels).IntArray(places).TextArray(hashes)).status();
}

absl::Status SealStore::AddSeal(const Seal& seal) {
  const auto params = db::Params()
                          .Int(Signed(seal.number))
                          .Int(Signed(seal.size))
                          .Text(ToHex(seal.root))
                          .Text(ToHex(seal.previous_hash))
                          .Int(seal.sealed_us)
                          .Text(ToHex(seal.key_id))
                          .TextOrNull(ToHex(seal.next_key))
                          .Text(ToHex(seal.signature));
  return run_(kAddSeal, params).status();
}

absl::StatusOr<std::optional<PlacedLeaf>> SealStore::LeafOfEvent(const std::string& subject,
                                                                 int64_t ordinal) {
  ASSIGN_OR_RETURN(const auto rows, run_(kLeaf, db::Params().Text(subject).Int(ordinal)));
  if (rows.empty()) return std::optional<PlacedLeaf>();
  const auto row = rows[0];
  return std::optional<PlacedLeaf>(PlacedLeaf{
      PlaceOf(row), {row["position"].as<uint64_t>(), subject, ordinal, HashOf(row["hash"])}});
}

absl::StatusOr<std::optional<HashedEvent>> SealStore::EventAt(const Place& place) {
  ASSIGN_OR_RETURN(const auto rows,
                   run_(kEventAt, db::Params().Text(std::to_string(place.xact)).Int(place.seq)));
  if (rows.empty()) return std::optional<HashedEvent>();
  return std::optional<HashedEvent>(EventOf(rows[0]));
}

absl::StatusOr<Hash> SealStore::SubtreeHash(const Subtree& subtree) {
  // The kept level below, and how many of its nodes make up this one.
  const int kept = subtree.level / kLevelStep * kLevelStep;
  const int above = subtree.level - kept;
  auto params =
      db::Params().Int(Signed(subtree.index << above)).Int(Signed((subtree.index + 1) << above));
  if (kept > 0) params.Int(kept);
  ASSIGN_OR_RETURN(const auto rows, run_(kept > 0 ? kNodeHashes : kLeafHashes, params));
  if (static_cast<uint64_t>(rows.size()) != uint64_t{1} << above) return Incomplete();
  Frontier tree;
  for (const auto& row : rows) tree.Append(HashOf(row["hash"]));
  return tree.Root();
}

absl::StatusOr<std::vector<Hash>> SealStore::PeakHashes(Range range) {
  std::vector<Hash> hashes;
  for (const Subtree& peak : PeaksOf(range)) {
    ASSIGN_OR_RETURN(const Hash hash, SubtreeHash(peak));
    hashes.push_back(hash);
  }
  return hashes;
}

absl::StatusOr<Frontier> SealStore::FrontierAt(uint64_t size) {
  ASSIGN_OR_RETURN(auto peaks, PeakHashes({0, size}));
  return Frontier(size, std::move(peaks));
}

absl::StatusOr<Hash> SealStore::HashOfRange(Range range) {
  ASSIGN_OR_RETURN(const auto peaks, PeakHashes(range));
  return FoldPeaks(peaks);
}

}  // namespace donthu::ledger
