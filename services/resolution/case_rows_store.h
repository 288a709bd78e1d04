// How cases, acts and clocks lie in the database: shared by the stores of resolution.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "donthu/law/v1/facts.pb.h"
#include "donthu/resolution/v1/resolution_service.pb.h"
#include "services/base/db/db.h"
#include "services/base/redact/redact.h"
#include "services/resolution/step.h"

namespace donthu::resolution {

// A case about to open.
struct Opening {
  // Empty for cases that the system opens, which nobody repeats.
  std::string request_id;
  std::string fingerprint;
  // Serialised answer, kept for repeats.
  std::string response;
  std::string actor;
  // As it opens, with clocks and its first timeline entry. Its id comes from NextCaseId.
  v1::Case opened;
  // The agency that takes the petition, or a part of it, up and so opens it; empty when it opens
  // otherwise.
  std::string accepted_by;
  // Agencies that an accused named for it leads, to be shut out of the petition from then on.
  std::vector<std::string> barred;
  // Its first act.
  v1::Lodge lodge;
};

std::string ToJsonText(const google::protobuf::Message& message);
void FromJsonText(const std::string& text, google::protobuf::Message* message);

// A message as the ledger keeps it: without what people wrote.
template <typename Message>
nlohmann::json Redacted(Message message) {
  Redact(&message);
  return nlohmann::json::parse(ToJsonText(message));
}

// From the columns of DONTHU_CASE_COLUMNS.
v1::Case CaseFrom(const pqxx::row& row);

#define DONTHU_CASE_COLUMNS                                                                      \
  "c.id, c.type, c.agency, c.petition_id, c.petition_code, c.received_on, c.state, c.remote, "   \
  "c.complex, c.version, c.title, c.source, c.parent_id, "                                       \
  "(SELECT coalesce(jsonb_agg(k.clock ORDER BY k.number), '[]') FROM resolution.clock AS k "     \
  "WHERE k.case_id = c.id) AS clocks, "                                                          \
  "(SELECT coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'act', a.act, "             \
  "'basis', a.basis, 'actor', a.actor, 'recordedAt', to_char(a.recorded_at AT TIME ZONE 'UTC', " \
  "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')) ORDER BY a.number), '[]') FROM resolution.act AS a "    \
  "WHERE a.case_id = c.id) AS timeline, "                                                        \
  "(SELECT coalesce(jsonb_agg(l.petition_id ORDER BY l.petition_id IS DISTINCT FROM "            \
  "c.petition_id, l.joined_on, l.petition_id), '[]') FROM resolution.case_petition AS l "        \
  "WHERE l.case_id = c.id AND l.parted_on IS NULL) AS petitions, "                               \
  "(SELECT count(*) FROM resolution.commitment AS m WHERE m.case_id = c.id AND m.state = 1) AS " \
  "open_commitments, "                                                                           \
  "(SELECT coalesce(jsonb_agg(jsonb_build_array(s.id, s.type, s.agency) ORDER BY s.id), '[]') "  \
  "FROM resolution.case_petition AS o JOIN resolution.case AS s ON s.id = o.case_id "            \
  "WHERE o.petition_id = c.petition_id AND o.accepted_by IS NOT NULL AND o.case_id <> c.id) "    \
  "AS split_cases "                                                                              \
  "FROM resolution.case AS c "

// One statement: claim where there is a request, move the case from the version read (else
// STALE_ETAG), clocks, act, petitions, event. Row: claimed.
extern const db::Statement kRecordAct;
db::Params RecordParams(const Step& step);

// From [[id, type, agency], …].
google::protobuf::RepeatedPtrField<v1::SplitCase> SplitCasesFrom(const std::string& json);

// One statement: claim where there is a request, case, clocks, first act, event. When the petition
// opened a case of that type for that agency before, or was moved into one: STALE_ETAG where there
// is a request, else nothing happens. Row: claimed.
extern const db::Statement kOpenCase;
db::Params OpenParams(const Opening& opening);

// A number for a case about to open. Row: id.
extern const db::Statement kNextCaseId;
db::Params NextCaseIdParams(const v1::Case& opening);

}  // namespace donthu::resolution
