// The rows that hold numbers of petitioners, for sealing them anew.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/db/db.h"
#include "services/base/personal/number_keys.h"

namespace donthu::intake {

struct SealedRow {
  int64_t petition_id;
  personal::Place place;
  std::string sealed_id_number;
  std::string sealed_phone;
};

class ResealStore {
 public:
  explicit ResealStore(db::Pool& pool) : pool_(pool) {}

  // First byte of the latest sealed number, of the last thousand petitioners; nullopt when they
  // have none.
  absl::StatusOr<std::optional<char>> LatestKeyId();

  // Rows after `after` (nullptr = from the first on) with a number whose first byte is `key_id`, in
  // the order of petition and position, at most `limit`.
  absl::StatusOr<std::vector<SealedRow>> Under(char key_id, const SealedRow* after, int limit);

  // Replaces what `before` holds, where it still does: the two lists are in the same order.
  absl::Status Replace(const std::vector<SealedRow>& before, const std::vector<SealedRow>& after,
                       const std::vector<std::string>& id_number_hashes,
                       const std::vector<std::string>& phone_hashes);

 private:
  db::Pool& pool_;
};

}  // namespace donthu::intake
