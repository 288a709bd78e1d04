#include "services/ledger/sealer.h"

#include <string>
#include <utility>
#include <vector>

#include "services/base/log/log.h"
#include "services/base/status/status.h"

namespace donthu::ledger {

Sealer::Sealer(db::Pool& pool, const Clock& clock, Options options)
    : pool_(pool), clock_(clock), options_(std::move(options)) {}

Sealer::~Sealer() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Sealer::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Sealer::Run() {
  std::unique_lock lock(mutex_);
  bool last = false;
  while (!last) {
    // Read before the round, so that a round follows whatever was there when stopping was asked.
    last = stopping_;
    lock.unlock();
    Round();
    lock.lock();
    if (!last) {
      wake_.wait_for(lock, absl::ToChronoNanoseconds(options_.interval),
                     [this] { return stopping_; });
    }
  }
}

void Sealer::Round() {
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more) more = SealOnce();
  const bool failing = !more.ok();
  if (failing && !failing_) {
    log::Error("ledger_not_sealed", {{"code", absl::StatusCodeToString(more.status().code())},
                                     {"why", std::string(more.status().message())}});
  }
  failing_ = failing;
}

absl::StatusOr<bool> Sealer::SealOnce() {
  const db::ViewScope everything(db::View::Everything());
  bool more = false;
  made_.reset();
  RETURN_IF_ERROR(pool_.Transact([this, &more](db::Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(more, SealWithin(SealStore::Within(transaction)));
    return absl::OkStatus();
  }));
  if (made_) {
    seen_ = made_;
    log::Info("ledger_sealed",
              {{"number", std::to_string(made_->number)}, {"size", std::to_string(made_->size)}});
  }
  return more;
}

absl::StatusOr<bool> Sealer::SealWithin(SealStore store) {
  RETURN_IF_ERROR(store.LockSealing());
  RETURN_IF_ERROR(CheckMemory(store));
  ASSIGN_OR_RETURN(const std::optional<Seal> last, store.LastSeal());
  seen_ = last;
  ASSIGN_OR_RETURN(const PrivateKey* key, KeyAfter(last));
  ASSIGN_OR_RETURN(Frontier tree, TreeUnder(last, store));
  ASSIGN_OR_RETURN(const std::vector<Hash> leaves, store.AddLeaves(tree.size(), kEventsMax));
  std::vector<std::pair<Subtree, Hash>> nodes;
  for (const Hash& leaf : leaves) {
    tree.Append(leaf, [&nodes](Subtree subtree, const Hash& hash) {
      if (subtree.level > 0) nodes.emplace_back(subtree, hash);
    });
  }
  const auto& next = options_.keys.next;
  const bool hands_over = next && next->public_key().id() != key->public_key().id();
  if (leaves.empty() && !hands_over) return false;
  RETURN_IF_ERROR(store.AddNodes(nodes));
  Seal seal;
  seal.number = last ? last->number + 1 : 1;
  seal.size = tree.size();
  seal.root = tree.Root();
  if (last) seal.previous_hash = SealHash(*last);
  seal.sealed_us = absl::ToUnixMicros(clock_.Now());
  if (hands_over) seal.next_key = next->public_key().raw();
  key->Sign(&seal);
  RETURN_IF_ERROR(store.AddSeal(seal));
  made_ = seal;
  return leaves.size() == kEventsMax;
}

// Seals that were taken back while we ran, e.g. by restoring an old state, would else be made anew
// with the same numbers and without a trace.
absl::Status Sealer::CheckMemory(SealStore& store) {
  if (!seen_) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto now, store.SealAt(seen_->number));
  if (now && SealHash(*now) == SealHash(*seen_)) return absl::OkStatus();
  return absl::DataLossError("a seal that was there is gone or another; verify the ledger");
}

absl::StatusOr<const PrivateKey*> Sealer::KeyAfter(const std::optional<Seal>& last) const {
  if (!last) return &*options_.keys.current;
  const Hash id = last->next_key.empty() ? last->key_id : Sha256(last->next_key);
  const PrivateKey* key = options_.keys.Find(id);
  if (key != nullptr) return key;
  return absl::FailedPreconditionError(
      "the ledger's seals go on with key " + ToHex(id) +
      ", which is not config's ledger.seal_key_file; see docs/runbooks/ledger.md");
}

// What is kept of the tree is believed only as far as the last seal confirms it.
absl::StatusOr<Frontier> Sealer::TreeUnder(const std::optional<Seal>& last, SealStore& store) {
  if (!last) return Frontier();
  ASSIGN_OR_RETURN(Frontier tree, store.FrontierAt(last->size));
  if (tree.Root() == last->root) return tree;
  return absl::DataLossError("the sealed tree does not match the last seal; verify the ledger");
}

absl::Status Sealer::Check() {
  ASSIGN_OR_RETURN(const auto last, SealStore::Over(pool_).LastSeal());
  return KeyAfter(last).status();
}

}  // namespace donthu::ledger
