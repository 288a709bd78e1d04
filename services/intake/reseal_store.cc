#include "services/intake/reseal_store.h"

#include "services/base/db/bytea.h"
#include "services/base/status/status.h"

namespace donthu::intake {
namespace {

constexpr db::Statement kLatestKey = {"intake_latest_key", R"sql(
  SELECT substr(coalesce(nullif(sealed_id_number, ''), sealed_phone), 1, 1) AS key_id
    FROM (SELECT petition_id, position, sealed_id_number, sealed_phone
            FROM intake.petitioner ORDER BY petition_id DESC, position DESC LIMIT 1000) AS latest
   WHERE sealed_id_number <> '' OR sealed_phone <> ''
   ORDER BY petition_id DESC, position DESC LIMIT 1)sql"};

constexpr db::Statement kUnderKey = {"intake_under_key", R"sql(
  SELECT w.petition_id, w.position, p.code, w.sealed_id_number, w.sealed_phone
    FROM intake.petitioner AS w JOIN intake.petition AS p ON p.id = w.petition_id
   WHERE (w.petition_id, w.position) > ($1::bigint, $2::int)
     AND (substr(w.sealed_id_number, 1, 1) = $3::bytea OR substr(w.sealed_phone, 1, 1) = $3::bytea)
   ORDER BY w.petition_id, w.position LIMIT $4::bigint)sql"};

constexpr db::Statement kReplace = {"intake_reseal", R"sql(
  UPDATE intake.petitioner AS w
     SET sealed_id_number = n.id_number, id_number_hash = n.id_hash, sealed_phone = n.phone, phone_hash = n.phone_hash
    FROM unnest($1::bigint[], $2::int[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[], $8::text[])
           AS n (petition_id, position, id_number_was, phone_was, id_number, phone, id_hash, phone_hash)
   WHERE w.petition_id = n.petition_id AND w.position = n.position
     AND w.sealed_id_number = n.id_number_was AND w.sealed_phone = n.phone_was)sql",
                                    true};

}  // namespace

absl::StatusOr<std::optional<char>> ResealStore::LatestKeyId() {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kLatestKey, db::Params()));
  if (rows.empty()) return std::optional<char>();
  return std::optional<char>(db::BytesOf(rows[0]["key_id"]).front());
}

absl::StatusOr<std::vector<SealedRow>> ResealStore::Under(char key_id, const SealedRow* after,
                                                          int limit) {
  db::Params params;
  params.Int(after == nullptr ? 0 : after->petition_id)
      .Int(after == nullptr ? 0 : after->place.position)
      .Bytes(std::string(1, key_id))
      .Int(limit);
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kUnderKey, params));
  std::vector<SealedRow> found;
  for (const auto& row : rows) {
    found.push_back({row["petition_id"].as<int64_t>(),
                     {row["code"].c_str(), row["position"].as<int>()},
                     db::BytesOf(row["sealed_id_number"]),
                     db::BytesOf(row["sealed_phone"])});
  }
  return found;
}

absl::Status ResealStore::Replace(const std::vector<SealedRow>& before,
                                  const std::vector<SealedRow>& after,
                                  const std::vector<std::string>& id_number_hashes,
                                  const std::vector<std::string>& phone_hashes) {
  std::vector<int64_t> ids, positions;
  std::vector<std::string> ids_before, phones_before, ids_after, phones_after;
  for (size_t i = 0; i < before.size(); ++i) {
    ids.push_back(before[i].petition_id);
    positions.push_back(before[i].place.position);
    ids_before.push_back(db::ByteaText(before[i].sealed_id_number));
    phones_before.push_back(db::ByteaText(before[i].sealed_phone));
    ids_after.push_back(db::ByteaText(after[i].sealed_id_number));
    phones_after.push_back(db::ByteaText(after[i].sealed_phone));
  }
  return pool_
      .Run(kReplace, db::Params()
                         .IntArray(ids)
                         .IntArray(positions)
                         .TextArray(ids_before)
                         .TextArray(phones_before)
                         .TextArray(ids_after)
                         .TextArray(phones_after)
                         .TextArray(id_number_hashes)
                         .TextArray(phone_hashes))
      .status();
}

}  // namespace donthu::intake
