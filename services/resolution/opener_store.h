// The SQL of the reader that follows the ledger: opens cases, joins petitions, re-dates clocks.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/base/db/db.h"
#include "services/base/ledger/tail.h"
#include "services/resolution/case_rows_store.h"
#include "services/resolution/step.h"

namespace donthu::resolution {

// What the reader does within one transaction. Cases that it reads stay as they are until its end.
class OpenerTransaction {
 public:
  explicit OpenerTransaction(db::Transaction& tx) : tx_(tx) {}

  // Nothing happens when the petition opened a case of that type for that agency before.
  absl::Status Open(Opening opening);

  // The latest open case that the petition is in; of the parts of a mixed one rather that of the
  // type.
  absl::StatusOr<std::optional<v1::Case>> OpenCaseOf(int64_t petition_id, law::v1::CaseType type);

  // Whether the petition is in an open case, or was moved into any by hand.
  absl::StatusOr<bool> IsInCase(int64_t petition_id);

  // Open cases after this one, in order of id, that have a clock running on that day or later.
  absl::StatusOr<std::vector<v1::Case>> Running(int64_t after, absl::CivilDay on, int size);

  absl::Status Record(const Step& step);

 private:
  db::Transaction& tx_;
};

class OpenerStore {
 public:
  explicit OpenerStore(db::Pool& pool) : pool_(pool) {}

  absl::StatusOr<ledger::Cursor> Cursor();

  // Where the reader stands: after which event, and, while it re-dates clocks for the next one, up
  // to which case.
  struct Place {
    ledger::Cursor cursor;
    int64_t redated_case = 0;
  };

  // Does the work, which says where the reader stands afterwards, and moves there: all or nothing.
  // The cursor row's lock lets one process at a time work; `from` must still be where the reader
  // stands, else nothing happens and false is returned.
  using Work = std::function<absl::StatusOr<Place>(OpenerTransaction& tx, const Place& place)>;
  absl::StatusOr<bool> Move(const ledger::Cursor& from, const Work& work);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::resolution
