#include "services/base/duplicates/duplicates.h"

#include <algorithm>

#include "services/base/status/status.h"

namespace donthu {
namespace {

// Five ways to come into question, each through an index and each bounded: alike in text at the
// same place, alike in text anywhere, same name, same identity number, same place and subject
// within a year and a half. What the caller may not know of is left out before it is counted: it
// must not take the place of another.
constexpr db::Statement kCandidates = {"duplicate_candidates", R"sql(
  WITH candidate AS (
    (SELECT id FROM intake_api.petition_text
      WHERE band_keys && $1::bigint[] AND area = $4 AND area <> '' AND ($7::bigint = 0 OR id < $7)
        AND (NOT identity_withheld OR ($8::boolean AND ($9::text[] IS NULL OR agency = ANY ($9))))
      LIMIT 100)
    UNION
    (SELECT id FROM intake_api.petition_text
      WHERE band_keys && $1::bigint[] AND ($7::bigint = 0 OR id < $7)
        AND (NOT identity_withheld OR ($8::boolean AND ($9::text[] IS NULL OR agency = ANY ($9))))
      LIMIT 100)
    UNION
    (SELECT petition_id FROM intake_api.petitioner_key
      WHERE $2 <> '' AND folded_name = $2 AND ($7::bigint = 0 OR petition_id < $7)
      ORDER BY petition_id DESC LIMIT 50)
    UNION
    (SELECT petition_id FROM intake_api.petitioner_key
      WHERE id_number_hash <> '' AND id_number_hash = $3 AND ($7::bigint = 0 OR petition_id < $7)
      ORDER BY petition_id DESC LIMIT 50)
    UNION
    (SELECT id FROM intake_api.petition_text
      WHERE area = $4 AND area <> '' AND subject = $5 AND received_on > $6::date - 548 AND ($7::bigint = 0 OR id < $7)
        AND (NOT identity_withheld OR ($8::boolean AND ($9::text[] IS NULL OR agency = ANY ($9))))
      ORDER BY received_on DESC, id DESC LIMIT 50))
  SELECT t.id, t.code, t.fingerprint, t.folded_name, t.birth_year, t.id_number_hash, t.subject, t.area, t.decision_on,
         t.received_on
    FROM candidate JOIN intake_api.petition_text AS t USING (id))sql"};

text::DuplicateFacts FactsOf(const pqxx::row& row) {
  text::DuplicateFacts facts;
  facts.fingerprint = text::Decode(db::BytesOf(row["fingerprint"])).value_or(text::Fingerprint());
  facts.name = row["folded_name"].c_str();
  facts.birth_year = row["birth_year"].as<int>();
  facts.id_number_hash = row["id_number_hash"].c_str();
  facts.subject_code = row["subject"].c_str();
  facts.commune_key = row["area"].c_str();
  facts.decision_on = db::OptionalDayOf(row["decision_on"]);
  facts.received_on = db::DayOf(row["received_on"]);
  return facts;
}

}  // namespace

absl::StatusOr<std::vector<intake::v1::DuplicateHint>> FindDuplicates(db::Pool& pool,
                                                                      const DuplicateQuery& query,
                                                                      const Reach& reach,
                                                                      size_t limit) {
  db::Params params;
  params.IntArray(query.band_keys)
      .Text(query.facts.name)
      .Text(query.facts.id_number_hash)
      .Text(query.facts.commune_key)
      .Text(query.facts.subject_code)
      .Day(query.facts.received_on)
      .Int(query.before_id)
      .Bool(query.identity_withheld);
  if (reach.agencies()) {
    params.TextArray(*reach.agencies());
  } else {
    params.Null();
  }
  ASSIGN_OR_RETURN(const auto rows, pool.Run(kCandidates, params));
  std::vector<intake::v1::DuplicateHint> hints;
  for (const auto& row : rows) {
    const auto judged = text::JudgeDuplicate(query.facts, FactsOf(row));
    if (!judged) continue;
    auto& hint = hints.emplace_back();
    hint.set_petition_id(row["id"].as<int64_t>());
    hint.set_code(row["code"].c_str());
    hint.set_score(judged->score);
    hint.set_reason(judged->reason_vi);
  }
  std::sort(hints.begin(), hints.end(), [](const auto& a, const auto& b) {
    return std::make_pair(-a.score(), a.petition_id()) <
           std::make_pair(-b.score(), b.petition_id());
  });
  if (hints.size() > limit) hints.resize(limit);
  return hints;
}

const db::Statement& CandidatesStatement() { return kCandidates; }

}  // namespace donthu
