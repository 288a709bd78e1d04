#include "tests/benchmark/fill.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/text/fold.h"
#include "services/base/text/similarity.h"

namespace donthu::benchmark {
namespace {

constexpr int kTexts = 1000;
// Fingerprints that differ; each then stands for as many petitions alike to the letter as there are
// rows for it, 30 of 300 thousand.
constexpr int kPrints = 10'000;

// $1 rows, $2 texts, $3 the same folded, $4 names, $5 the same folded, $6 fingerprints in
// hexadecimal, $7 their band keys as array literals.
constexpr db::Statement kFill = {"benchmark_fill", R"sql(
  WITH sample AS MATERIALIZED (
    SELECT n, body, to_tsvector('simple', folded) AS words
      FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t(body, folded, n)),
  person AS MATERIALIZED (
    SELECT n, full_name, folded_name, to_tsvector('simple', folded_name) AS words
      FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS p(full_name, folded_name, n)),
  print AS MATERIALIZED (
    SELECT n, decode(fingerprint, 'hex') AS fingerprint, band_keys::bigint[] AS band_keys
      FROM unnest($6::text[], $7::text[]) WITH ORDINALITY AS f(fingerprint, band_keys, n)),
  chosen AS MATERIALIZED (
    SELECT g AS id, 1 + g % cardinality($6::text[]) AS print,
           1 + g % cardinality($2::text[]) AS sample, 1 + g * 7 % cardinality($4::text[]) AS person,
           (1 + (random() * 359)::int)::text AS agency, 1 + (random() * 78)::int AS subject,
           1 + (random() * 150)::int AS area, date '2024-01-01' + (random() * 365)::int AS received_on
      FROM generate_series(1, $1::bigint) AS g),
  petition AS (
    INSERT INTO intake.petition (
      id, code, agency, channel, received_on, kind, mixed_kinds, subject, area, title, body, group_size, representatives,
      anonymous, names_author, gives_address, has_signature, has_evidence, defect, second_complaint, addressee, external_id,
      identity_withheld, registered_by, fingerprint, band_keys, hints, words)
    SELECT id, 'H46.' || agency || '-' || to_char(received_on, 'YYMMDD') || '-' || id, agency, 2, received_on, 1, '{}',
           subject, area, left(sample.body, 60), sample.body, 1, 0, false, true, true, true, false, 0, false, '', '', false,
           'benchmark', fingerprint, band_keys, '', sample.words || person.words
      FROM chosen JOIN sample ON sample.n = chosen.sample JOIN person ON person.n = chosen.person
           JOIN print ON print.n = chosen.print)
  INSERT INTO intake.petitioner (petition_id, position, full_name, folded_name, gender, birth_year, address,
                                 id_number_hash, representative)
  SELECT id, 1, full_name, folded_name, 2, 1970, 'tổ dân phố 2', '', false
    FROM chosen JOIN person ON person.n = chosen.person)sql"};

}  // namespace

void Fill(testing::PrivatePostgres& postgres, const std::string& database,
          const Petitions& petitions, int rows) {
  std::mt19937_64 random(rows);
  std::vector<std::string> texts, folded_texts, names, folded_names, prints, keys;
  for (int i = 0; i < kTexts; ++i) {
    texts.push_back(petitions.Body(random));
    folded_texts.push_back(text::Fold(texts.back()));
  }
  for (int i = 0; i < kNames; ++i) {
    names.push_back(NameOf(i));
    folded_names.push_back(text::Fold(names.back()));
  }
  for (int i = 0; i < kPrints; ++i) {
    const auto print = text::FingerprintOf("Đơn đề nghị", petitions.Letter(random));
    prints.push_back(absl::BytesToHexString(text::Encode(print)));
    keys.push_back("{" + absl::StrJoin(text::BandKeys(print), ",") + "}");
  }
  db::Pool owner({postgres.Dsn(database, "donthu_owner"), 1, absl::Seconds(5), ""});
  const auto filled = owner.Run(kFill, db::Params()
                                           .Int(rows)
                                           .TextArray(texts)
                                           .TextArray(folded_texts)
                                           .TextArray(names)
                                           .TextArray(folded_names)
                                           .TextArray(prints)
                                           .TextArray(keys));
  if (!filled.ok()) {
    std::fprintf(stderr, "filling failed: %s\n", filled.status().ToString().c_str());
    std::abort();
  }
  testing::MustRun(absl::StrFormat("tools/pg psql %s/pg -d %s -qc 'VACUUM ANALYZE'",
                                   postgres.directory(), database));
}

}  // namespace donthu::benchmark
