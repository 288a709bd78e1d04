#include "services/intake/reseal.h"

#include "services/base/log/log.h"
#include "services/base/status/status.h"
#include "services/intake/reseal_store.h"

namespace donthu::intake {
namespace {

using personal::NumberKeys;
using personal::NumberKind;

constexpr int kBatch = 1000;

// One number under the current key, and its hash. Empty where there is none.
struct Resealed {
  std::string sealed;
  std::string hash;
};

absl::StatusOr<Resealed> Reseal(const NumberKeys& keys, NumberKind kind, const std::string& sealed,
                                const personal::Place& place) {
  ASSIGN_OR_RETURN(const std::string number, keys.Open(kind, sealed, place));
  return Resealed{keys.Seal(kind, number, place), keys.Hash(kind, number)};
}

absl::Status ResealBatch(ResealStore& store, const NumberKeys& keys,
                         const std::vector<SealedRow>& rows) {
  std::vector<SealedRow> before, after;
  std::vector<std::string> id_number_hashes, phone_hashes;
  for (const auto& row : rows) {
    auto id = Reseal(keys, NumberKind::kId, row.sealed_id_number, row.place);
    auto phone = Reseal(keys, NumberKind::kPhone, row.sealed_phone, row.place);
    if (!id.ok() || !phone.ok()) {
      // It was changed behind our back, and stays as it is for whoever looks into that.
      log::Error("sealed_number_does_not_open", {{"petition", row.place.petition_code}});
      continue;
    }
    before.push_back(row);
    after.push_back({row.petition_id, row.place, id->sealed, phone->sealed});
    id_number_hashes.push_back(id->hash);
    phone_hashes.push_back(phone->hash);
  }
  return store.Replace(before, after, id_number_hashes, phone_hashes);
}

absl::Status RefuseUnknownKey(ResealStore& store, const NumberKeys& keys) {
  ASSIGN_OR_RETURN(const auto latest, store.LatestKeyId());
  if (!latest || *latest == keys.current_id() || latest == keys.former_id()) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      "config: personal_data_key_file is not the key under which the numbers in intake.petitioner "
      "are sealed; docs/runbooks/personal_data_key.md");
}

}  // namespace

absl::Status ResealNumbers(db::Pool& pool, const NumberKeys& keys) {
  const db::ViewScope everything(db::View::Everything());
  ResealStore store(pool);
  RETURN_IF_ERROR(RefuseUnknownKey(store, keys));
  if (!keys.former_id()) return absl::OkStatus();
  std::optional<SealedRow> last;
  size_t count = 0;
  while (true) {
    ASSIGN_OR_RETURN(const auto rows,
                     store.Under(*keys.former_id(), last ? &*last : nullptr, kBatch));
    if (rows.empty()) break;
    RETURN_IF_ERROR(ResealBatch(store, keys, rows));
    count += rows.size();
    last = rows.back();
  }
  log::Info("numbers_sealed_anew", {{"petitioners", std::to_string(count)}});
  return absl::OkStatus();
}

}  // namespace donthu::intake
