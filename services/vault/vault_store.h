// All SQL on the database of secrets. A command changes its rows, keeps its answer for repeats and
// leaves its event in the outbox, in one transaction; Flush sends what is in the outbox.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "donthu/vault/v1/vault_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/db.h"
#include "services/vault/record_store.h"

namespace donthu::vault {

// Who gives a command, and how a repeat of it is known.
struct Command {
  std::string request_id;
  std::string fingerprint;
  Principal actor;
  absl::CivilDay today;
};

struct Entry {
  int64_t id = 0;
  v1::EntryName name;
  std::string ciphertext;
  // The custodian's key that wraps the entry's key.
  int64_t key_id = 0;
  std::string wrapped;
  std::string recovery_wrapped;
  absl::Time deposited_at;
};

// A disclosure with what only those may have who take part in it.
struct Asked {
  v1::Disclosure disclosure;
  int64_t entry_id = 0;
  std::string public_key;
  // For the requester; empty unless granted.
  std::string wrapped;
};

class VaultStore {
 public:
  VaultStore(db::Pool& pool, RecordStore& record) : pool_(pool), record_(record) {}

  // Sends the events of the outbox in their order. Until it is OK nothing secret may leave.
  absl::Status Flush();

  // The answer to a repeat of this command; nullopt when new; REQUEST_ID_REUSED with another body
  // or from another person.
  absl::StatusOr<std::optional<std::string>> Repeated(const Command& command);

  // nullopt when nothing was deposited under this request_id.
  absl::StatusOr<std::optional<v1::EntryName>> Deposited(const std::string& request_id);
  // CONCURRENT_CHANGE when a twin won.
  absl::Status Deposit(const Command& command, const Entry& entry);

  absl::StatusOr<std::optional<Entry>> GetEntry(const std::string& reference);
  // Of one agency, deposited before a time, in order of deposit, after `after_id`.
  absl::StatusOr<std::vector<Entry>> EntriesBefore(const std::string& agency, absl::Time before,
                                                   int64_t after_id, int size);
  // Of one agency, wrapped by another key than this one, in order of deposit, after `after_id`.
  absl::StatusOr<std::vector<Entry>> EntriesNotUnder(const std::string& agency, int64_t key_id,
                                                     int64_t after_id, int size);
  absl::Status RecordListing(const Command& command, const std::string& agency, bool recovery,
                             size_t count);

  absl::StatusOr<std::optional<v1::CustodianKey>> GetKey(int64_t id);
  absl::StatusOr<std::optional<v1::CustodianKey>> ActiveKey(const std::string& agency);
  // Newest first, older than `before_id`.
  absl::StatusOr<std::vector<v1::CustodianKey>> Keys(const std::string& agency, int64_t before_id,
                                                     int size);
  // Gives the key its id. CONCURRENT_CHANGE also for a public key that is there already.
  absl::StatusOr<v1::CustodianKey> ProposeKey(const Command& command, v1::CustodianKey key);
  // CONCURRENT_CHANGE when it is PROPOSED no more.
  absl::Status ConfirmKey(const Command& command, const v1::CustodianKey& confirmed);
  absl::StatusOr<v1::RewrapResponse> Rewrap(const Command& command,
                                            const v1::RewrapRequest& request);

  // Gives the disclosure its id.
  absl::StatusOr<v1::Disclosure> RequestDisclosure(const Command& command, const Asked& asked);
  absl::StatusOr<std::optional<Asked>> GetDisclosure(int64_t id);
  // Those asked for by this officer, or of entries of agencies within `decides`; of one agency
  // unless empty. Newest first, older than `before_id`.
  absl::StatusOr<std::vector<v1::Disclosure>> Disclosures(const std::string& officer,
                                                          const Reach& decides,
                                                          const v1::ListDisclosuresRequest& request,
                                                          int64_t before_id, int size);
  // Writes what was decided. CONCURRENT_CHANGE when it was decided already.
  absl::Status Decide(const Command& command, const Asked& decided);
  // Records that a key or a ciphertext was handed out; a repeat is recorded once.
  absl::Status RecordHandingOut(const Command& command, const char* kind,
                                const v1::Disclosure& disclosure);

 private:
  // Runs fn in a transaction and keeps its answer, which Repeated gives from then on.
  absl::Status Write(const Command& command,
                     const std::function<absl::StatusOr<std::string>(db::Transaction&)>& fn);
  static absl::Status Leave(db::Transaction& transaction, const Command& command,
                            const std::string& subject, const std::string& kind,
                            const std::string& agency, const std::string& payload);

  db::Pool& pool_;
  RecordStore& record_;
};

}  // namespace donthu::vault
