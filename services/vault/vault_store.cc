#include "services/vault/vault_store.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "services/base/clock/timestamp.h"
#include "services/base/db/request.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/status/status.h"

namespace donthu::vault {
namespace {

using nlohmann::json;

// Events sent in one transaction, which holds others back meanwhile.
constexpr int kFlushMax = 100;

constexpr db::Statement kUnsent = {"vault_unsent", R"sql(
  SELECT id, subject, kind, agency, actor, occurred_on, payload
    FROM vault.outbox WHERE NOT sent ORDER BY place LIMIT $1::bigint FOR UPDATE)sql"};

constexpr db::Statement kSent = {"vault_sent", R"sql(
  UPDATE vault.outbox SET sent = true WHERE id = $1::uuid)sql",
                                 true};

constexpr db::Statement kLeave = {"vault_leave", R"sql(
  INSERT INTO vault.outbox (id, subject, kind, agency, actor, occurred_on, payload)
  SELECT fresh.id, $1, $2, $3, $4, $5::date, ($6::jsonb || jsonb_build_object('record', fresh.id))::text
    FROM gen_random_uuid() AS fresh (id))sql",
                                  true};

constexpr db::Statement kRepeated = {"vault_repeated", R"sql(
  SELECT fingerprint, response FROM vault.request WHERE request_id = $1::uuid)sql"};

constexpr db::Statement kKeep = {"vault_keep", R"sql(
  INSERT INTO vault.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea))sql",
                                 true};

#define DONTHU_ENTRY_COLUMNS                                                                   \
  "SELECT id, reference, petition_id, agency, ciphertext, key_id, wrapped, recovery_wrapped, " \
  "(extract(epoch FROM deposited_at) * 1e6)::bigint AS deposited_us FROM vault.entry "

constexpr db::Statement kDeposited = {"vault_deposited",
                                      DONTHU_ENTRY_COLUMNS "WHERE request_id = $1::uuid"};
constexpr db::Statement kGetEntry = {"vault_get_entry",
                                     DONTHU_ENTRY_COLUMNS "WHERE reference = $1"};
constexpr db::Statement kEntriesBefore = {
    "vault_entries_before", DONTHU_ENTRY_COLUMNS
    "WHERE agency = $1 AND deposited_at < to_timestamp($2::bigint / 1e6) AND id > $3::bigint "
    "ORDER BY id LIMIT $4::bigint"};
constexpr db::Statement kEntriesNotUnder = {
    "vault_entries_not_under", DONTHU_ENTRY_COLUMNS
    "WHERE agency = $1 AND key_id <> $2::bigint AND id > $3::bigint ORDER BY id LIMIT $4::bigint"};

constexpr db::Statement kDeposit = {"vault_deposit", R"sql(
  INSERT INTO vault.entry (reference, request_id, petition_id, agency, ciphertext, key_id, wrapped, recovery_wrapped)
  VALUES ($1, $2::uuid, $3::bigint, $4, $5::bytea, $6::bigint, $7::bytea, $8::bytea))sql",
                                    true};

#define DONTHU_KEY_COLUMNS                                                      \
  "SELECT k.id, k.agency, k.public_key, k.custodian, k.state, k.confirmed_by, " \
  "(SELECT count(*) FROM vault.entry AS e WHERE e.key_id = k.id) AS entries "   \
  "FROM vault.custodian_key AS k "

constexpr db::Statement kGetKey = {"vault_get_key", DONTHU_KEY_COLUMNS "WHERE k.id = $1::bigint"};
constexpr db::Statement kActiveKey = {
    "vault_active_key",
    "SELECT id, agency, public_key, custodian, state, confirmed_by, 0 AS entries "
    "FROM vault.custodian_key WHERE agency = $1 AND state = 2"};
constexpr db::Statement kKeys = {
    "vault_keys", DONTHU_KEY_COLUMNS
    "WHERE k.agency = $1 AND k.id < $2::bigint ORDER BY k.id DESC LIMIT $3::bigint"};

constexpr db::Statement kProposeKey = {"vault_propose_key", R"sql(
  INSERT INTO vault.custodian_key (agency, public_key, custodian, state) VALUES ($1, $2::bytea, $3, 1)
  RETURNING id)sql",
                                       true};
constexpr db::Statement kReplaceKey = {"vault_replace_key", R"sql(
  UPDATE vault.custodian_key SET state = 3 WHERE agency = $1 AND state = 2)sql",
                                       true};
constexpr db::Statement kConfirmKey = {"vault_confirm_key", R"sql(
  UPDATE vault.custodian_key SET state = 2, confirmed_by = $2 WHERE id = $1::bigint AND state = 1 RETURNING id)sql",
                                       true};

constexpr db::Statement kRewrap = {"vault_rewrap", R"sql(
  UPDATE vault.entry AS e SET key_id = k.id, wrapped = decode(w.wrapped, 'base64')
    FROM vault.custodian_key AS k, unnest($3::text[], $4::text[]) AS w (reference, wrapped)
   WHERE k.id = $2::bigint AND k.agency = $1 AND k.state = 2 AND e.agency = $1 AND e.reference = w.reference
  RETURNING e.id)sql",
                                   true};

constexpr db::Statement kRequestDisclosure = {"vault_request_disclosure", R"sql(
  INSERT INTO vault.disclosure (entry_id, requested_by, requester_agency, reason, purpose, hours, public_key, state,
                                requested_at)
  VALUES ($1::bigint, $2, $3, $4, $5::int, $6::int, $7::bytea, 1, to_timestamp($8::bigint / 1e6)) RETURNING id)sql",
                                              true};

#define DONTHU_DISCLOSURE_COLUMNS                                                             \
  "SELECT d.id, d.entry_id, e.reference, e.agency, d.requested_by, d.requester_agency, "      \
  "d.reason, d.purpose, d.hours, d.public_key, d.state, d.decided_by, d.refusal, d.wrapped, " \
  "(extract(epoch FROM d.requested_at) * 1e6)::bigint AS requested_us, "                      \
  "(extract(epoch FROM d.expires_at) * 1e6)::bigint AS expires_us "                           \
  "FROM vault.disclosure AS d JOIN vault.entry AS e ON e.id = d.entry_id "

constexpr db::Statement kGetDisclosure = {"vault_get_disclosure",
                                          DONTHU_DISCLOSURE_COLUMNS "WHERE d.id = $1::bigint"};
constexpr db::Statement kDisclosures = {
    "vault_disclosures", DONTHU_DISCLOSURE_COLUMNS
    "WHERE (d.requested_by = $1 OR e.agency = ANY ($2::text[])) AND ($3 = '' OR e.agency = $3) "
    "AND (NOT $4::boolean OR d.state = 1) AND d.id < $5::bigint ORDER BY d.id DESC "
    "LIMIT $6::bigint"};

constexpr db::Statement kDecide = {"vault_decide", R"sql(
  UPDATE vault.disclosure
     SET state = $2::int, decided_by = $3, refusal = $4, wrapped = $5::bytea,
         expires_at = to_timestamp($6::bigint / 1e6)
   WHERE id = $1::bigint AND state = 1 RETURNING id)sql",
                                   true};

int64_t Micros(const google::protobuf::Timestamp& time) {
  return absl::ToUnixMicros(FromTimestamp(time));
}

absl::Status AnotherWon() {
  return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                 "another command on the same subject won")
      .Vi("Hồ sơ vừa được người khác cập nhật. Xin thực hiện lại.");
}

Entry EntryOf(const pqxx::row& row) {
  Entry entry;
  entry.id = row["id"].as<int64_t>();
  entry.name.set_reference(row["reference"].c_str());
  entry.name.set_petition_id(row["petition_id"].as<int64_t>());
  entry.name.set_agency_code(row["agency"].c_str());
  entry.ciphertext = db::BytesOf(row["ciphertext"]);
  entry.key_id = row["key_id"].as<int64_t>();
  entry.wrapped = db::BytesOf(row["wrapped"]);
  entry.recovery_wrapped = db::BytesOf(row["recovery_wrapped"]);
  entry.deposited_at = db::TimeOf(row["deposited_us"]);
  return entry;
}

std::vector<Entry> EntriesOf(const pqxx::result& rows) {
  std::vector<Entry> entries;
  for (const auto& row : rows) entries.push_back(EntryOf(row));
  return entries;
}

v1::CustodianKey KeyOf(const pqxx::row& row) {
  v1::CustodianKey key;
  const std::string public_key = db::BytesOf(row["public_key"]);
  key.set_id(row["id"].as<int64_t>());
  key.set_agency_code(row["agency"].c_str());
  key.set_public_key(absl::Base64Escape(public_key));
  key.set_fingerprint(envelope::FingerprintOf(public_key));
  key.set_custodian(row["custodian"].c_str());
  key.set_state(static_cast<v1::CustodianKeyState>(row["state"].as<int>()));
  key.set_confirmed_by(row["confirmed_by"].c_str());
  key.set_entries(row["entries"].as<int64_t>());
  return key;
}

std::optional<v1::CustodianKey> OneKey(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return KeyOf(rows[0]);
}

Asked AskedOf(const pqxx::row& row) {
  Asked asked;
  asked.entry_id = row["entry_id"].as<int64_t>();
  asked.public_key = db::BytesOf(row["public_key"]);
  if (!row["wrapped"].is_null()) asked.wrapped = db::BytesOf(row["wrapped"]);
  v1::Disclosure& disclosure = asked.disclosure;
  disclosure.set_id(row["id"].as<int64_t>());
  disclosure.set_reference(row["reference"].c_str());
  disclosure.set_agency_code(row["agency"].c_str());
  disclosure.set_requested_by(row["requested_by"].c_str());
  disclosure.set_requester_agency_code(row["requester_agency"].c_str());
  disclosure.set_reason(row["reason"].c_str());
  disclosure.set_purpose(static_cast<v1::DisclosurePurpose>(row["purpose"].as<int>()));
  disclosure.set_hours(row["hours"].as<int>());
  disclosure.set_fingerprint(envelope::FingerprintOf(asked.public_key));
  disclosure.set_state(static_cast<v1::DisclosureState>(row["state"].as<int>()));
  disclosure.set_decided_by(row["decided_by"].c_str());
  disclosure.set_refusal(row["refusal"].c_str());
  *disclosure.mutable_requested_at() = ToTimestamp(db::TimeOf(row["requested_us"]));
  if (!row["expires_us"].is_null()) {
    *disclosure.mutable_expires_at() = ToTimestamp(db::TimeOf(row["expires_us"]));
  }
  return asked;
}

std::string DisclosurePayload(const v1::Disclosure& disclosure) {
  return json{{"reference", disclosure.reference()},
              {"purpose", static_cast<int>(disclosure.purpose())},
              {"hours", disclosure.hours()}}
      .dump();
}

std::string DisclosureSubject(int64_t id) { return "disclosure/" + std::to_string(id); }
std::string KeySubject(int64_t id) { return "custodian_key/" + std::to_string(id); }

}  // namespace

absl::Status VaultStore::Flush() {
  int sent = kFlushMax;
  while (sent == kFlushMax) {
    RETURN_IF_ERROR(pool_.Transact([&](db::Transaction& transaction) -> absl::Status {
      // Whoever else flushes waits here, and then finds nothing left of what this one sends.
      ASSIGN_OR_RETURN(const auto rows, transaction.Run(kUnsent, db::Params().Int(kFlushMax)));
      sent = static_cast<int>(rows.size());
      for (const auto& row : rows) {
        RETURN_IF_ERROR(record_.Append({row["subject"].c_str(), row["kind"].c_str(),
                                        row["agency"].c_str(), row["actor"].c_str(),
                                        db::DayOf(row["occurred_on"]), row["payload"].c_str()}));
        RETURN_IF_ERROR(
            transaction.Run(kSent, db::Params().Text(std::string(row["id"].c_str()))).status());
      }
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

absl::Status VaultStore::Leave(db::Transaction& transaction, const Command& command,
                               const std::string& subject, const std::string& kind,
                               const std::string& agency, const std::string& payload) {
  return transaction
      .Run(kLeave, db::Params()
                       .Text(subject)
                       .Text(kind)
                       .Text(agency)
                       .Text(command.actor.officer)
                       .Day(command.today)
                       .Text(payload))
      .status();
}

absl::StatusOr<std::optional<std::string>> VaultStore::Repeated(const Command& command) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kRepeated, db::Params().Text(command.request_id)));
  if (rows.empty()) return std::optional<std::string>();
  ASSIGN_OR_RETURN(const bool repeat, db::IsRepeat(rows[0]["fingerprint"], command.fingerprint));
  (void)repeat;  // a row is there, so it is either a repeat or an error
  return std::optional<std::string>(db::BytesOf(rows[0]["response"]));
}

absl::Status VaultStore::Write(
    const Command& command,
    const std::function<absl::StatusOr<std::string>(db::Transaction&)>& fn) {
  return pool_.Transact([&](db::Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string response, fn(transaction));
    // A twin that was faster has taken the key; all is rolled back, and a repeat gets its answer.
    return transaction
        .Run(kKeep,
             db::Params().Text(command.request_id).Bytes(command.fingerprint).Bytes(response))
        .status();
  });
}

absl::StatusOr<std::optional<v1::EntryName>> VaultStore::Deposited(const std::string& request_id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kDeposited, db::Params().Text(request_id)));
  if (rows.empty()) return std::optional<v1::EntryName>();
  return std::optional<v1::EntryName>(EntryOf(rows[0]).name);
}

absl::Status VaultStore::Deposit(const Command& command, const Entry& entry) {
  const auto& name = entry.name;
  return pool_.Transact([&](db::Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction
                        .Run(kDeposit, db::Params()
                                           .Text(name.reference())
                                           .Text(command.request_id)
                                           .Int(name.petition_id())
                                           .Text(name.agency_code())
                                           .Bytes(entry.ciphertext)
                                           .Int(entry.key_id)
                                           .Bytes(entry.wrapped)
                                           .Bytes(entry.recovery_wrapped))
                        .status());
    return Leave(transaction, command, "secret/" + name.reference(), "vault.IdentityDeposited",
                 name.agency_code(), json{{"petition_id", name.petition_id()}}.dump());
  });
}

absl::StatusOr<std::optional<Entry>> VaultStore::GetEntry(const std::string& reference) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGetEntry, db::Params().Text(reference)));
  if (rows.empty()) return std::optional<Entry>();
  return std::optional<Entry>(EntryOf(rows[0]));
}

absl::StatusOr<std::vector<Entry>> VaultStore::EntriesBefore(const std::string& agency,
                                                             absl::Time before, int64_t after_id,
                                                             int size) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kEntriesBefore,
                db::Params().Text(agency).Int(absl::ToUnixMicros(before)).Int(after_id).Int(size)));
  return EntriesOf(rows);
}

absl::StatusOr<std::vector<Entry>> VaultStore::EntriesNotUnder(const std::string& agency,
                                                               int64_t key_id, int64_t after_id,
                                                               int size) {
  ASSIGN_OR_RETURN(
      const auto rows,
      pool_.Run(kEntriesNotUnder, db::Params().Text(agency).Int(key_id).Int(after_id).Int(size)));
  return EntriesOf(rows);
}

absl::Status VaultStore::RecordListing(const Command& command, const std::string& agency,
                                       bool recovery, size_t count) {
  return pool_.Transact([&](db::Transaction& transaction) {
    return Leave(transaction, command, "agency_vault/" + agency, "vault.WrappedKeysListed", agency,
                 json{{"recovery", recovery}, {"count", count}}.dump());
  });
}

absl::StatusOr<std::optional<v1::CustodianKey>> VaultStore::GetKey(int64_t id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGetKey, db::Params().Int(id)));
  return OneKey(rows);
}

absl::StatusOr<std::optional<v1::CustodianKey>> VaultStore::ActiveKey(const std::string& agency) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kActiveKey, db::Params().Text(agency)));
  return OneKey(rows);
}

absl::StatusOr<std::vector<v1::CustodianKey>> VaultStore::Keys(const std::string& agency,
                                                               int64_t before_id, int size) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kKeys, db::Params().Text(agency).Int(before_id).Int(size)));
  std::vector<v1::CustodianKey> keys;
  for (const auto& row : rows) keys.push_back(KeyOf(row));
  return keys;
}

absl::StatusOr<v1::CustodianKey> VaultStore::ProposeKey(const Command& command,
                                                        v1::CustodianKey key) {
  std::string public_key;
  absl::Base64Unescape(key.public_key(), &public_key);
  RETURN_IF_ERROR(Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(
        const auto rows,
        transaction.Run(
            kProposeKey,
            db::Params().Text(key.agency_code()).Bytes(public_key).Text(key.custodian())));
    key.set_id(rows[0]["id"].as<int64_t>());
    RETURN_IF_ERROR(Leave(transaction, command, KeySubject(key.id()), "vault.CustodianKeyProposed",
                          key.agency_code(), json{{"fingerprint", key.fingerprint()}}.dump()));
    return key.SerializeAsString();
  }));
  return key;
}

absl::Status VaultStore::ConfirmKey(const Command& command, const v1::CustodianKey& confirmed) {
  return Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(
        transaction.Run(kReplaceKey, db::Params().Text(confirmed.agency_code())).status());
    ASSIGN_OR_RETURN(
        const auto rows,
        transaction.Run(kConfirmKey,
                        db::Params().Int(confirmed.id()).Text(confirmed.confirmed_by())));
    if (rows.empty()) return AnotherWon();
    RETURN_IF_ERROR(Leave(transaction, command, KeySubject(confirmed.id()),
                          "vault.CustodianKeyConfirmed", confirmed.agency_code(),
                          json{{"fingerprint", confirmed.fingerprint()}}.dump()));
    return confirmed.SerializeAsString();
  });
}

absl::StatusOr<v1::RewrapResponse> VaultStore::Rewrap(const Command& command,
                                                      const v1::RewrapRequest& request) {
  std::vector<std::string> references, wrapped;
  for (const auto& key : request.keys()) {
    references.push_back(key.reference());
    wrapped.push_back(key.wrapped());
  }
  v1::RewrapResponse response;
  RETURN_IF_ERROR(Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const auto rows, transaction.Run(kRewrap, db::Params()
                                                                   .Text(request.agency_code())
                                                                   .Int(request.key_id())
                                                                   .TextArray(references)
                                                                   .TextArray(wrapped)));
    response.set_rewrapped(static_cast<int>(rows.size()));
    RETURN_IF_ERROR(Leave(transaction, command, KeySubject(request.key_id()), "vault.KeysRewrapped",
                          request.agency_code(), json{{"count", response.rewrapped()}}.dump()));
    return response.SerializeAsString();
  }));
  return response;
}

absl::StatusOr<v1::Disclosure> VaultStore::RequestDisclosure(const Command& command,
                                                             const Asked& asked) {
  v1::Disclosure disclosure = asked.disclosure;
  RETURN_IF_ERROR(Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const auto rows, transaction.Run(kRequestDisclosure,
                                                      db::Params()
                                                          .Int(asked.entry_id)
                                                          .Text(disclosure.requested_by())
                                                          .Text(disclosure.requester_agency_code())
                                                          .Text(disclosure.reason())
                                                          .Int(disclosure.purpose())
                                                          .Int(disclosure.hours())
                                                          .Bytes(asked.public_key)
                                                          .Int(Micros(disclosure.requested_at()))));
    disclosure.set_id(rows[0]["id"].as<int64_t>());
    RETURN_IF_ERROR(Leave(transaction, command, DisclosureSubject(disclosure.id()),
                          "vault.DisclosureRequested", disclosure.agency_code(),
                          DisclosurePayload(disclosure)));
    return disclosure.SerializeAsString();
  }));
  return disclosure;
}

absl::StatusOr<std::optional<Asked>> VaultStore::GetDisclosure(int64_t id) {
  ASSIGN_OR_RETURN(const auto rows, pool_.Run(kGetDisclosure, db::Params().Int(id)));
  if (rows.empty()) return std::optional<Asked>();
  return std::optional<Asked>(AskedOf(rows[0]));
}

absl::StatusOr<std::vector<v1::Disclosure>> VaultStore::Disclosures(
    const std::string& officer, const Reach& decides, const v1::ListDisclosuresRequest& request,
    int64_t before_id, int size) {
  ASSIGN_OR_RETURN(const auto rows,
                   pool_.Run(kDisclosures,
                             db::Params()
                                 .Text(officer)
                                 .TextArray(decides.agencies().value_or(std::vector<std::string>()))
                                 .Text(request.agency_code())
                                 .Bool(request.waiting())
                                 .Int(before_id)
                                 .Int(size)));
  std::vector<v1::Disclosure> disclosures;
  for (const auto& row : rows) disclosures.push_back(AskedOf(row).disclosure);
  return disclosures;
}

absl::Status VaultStore::Decide(const Command& command, const Asked& decided) {
  const auto& disclosure = decided.disclosure;
  const bool granted = disclosure.state() == v1::DISCLOSURE_STATE_GRANTED;
  db::Params params;
  params.Int(disclosure.id())
      .Int(disclosure.state())
      .Text(disclosure.decided_by())
      .Text(disclosure.refusal());
  if (granted) {
    params.Bytes(decided.wrapped).Int(Micros(disclosure.expires_at()));
  } else {
    params.Null().Null();
  }
  return Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const auto rows, transaction.Run(kDecide, params));
    if (rows.empty()) return AnotherWon();
    RETURN_IF_ERROR(Leave(transaction, command, DisclosureSubject(disclosure.id()),
                          granted ? "vault.DisclosureGranted" : "vault.DisclosureRefused",
                          disclosure.agency_code(), DisclosurePayload(disclosure)));
    return disclosure.SerializeAsString();
  });
}

absl::Status VaultStore::RecordHandingOut(const Command& command, const char* kind,
                                          const v1::Disclosure& disclosure) {
  ASSIGN_OR_RETURN(const auto repeated, Repeated(command));
  if (repeated) return absl::OkStatus();
  return Write(command, [&](db::Transaction& transaction) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(Leave(transaction, command, DisclosureSubject(disclosure.id()), kind,
                          disclosure.agency_code(), DisclosurePayload(disclosure)));
    // What was handed out is not kept: a repeat must pass the same checks again.
    return std::string();
  });
}

}  // namespace donthu::vault
