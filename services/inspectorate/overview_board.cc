#include "services/inspectorate/overview_board.h"

#include "services/base/status/status.h"

namespace donthu::inspectorate {
namespace {

// An overview is some tens of kB.
constexpr size_t kEntriesMax = 64;

}  // namespace

std::shared_ptr<const OverviewBoard::Shown> OverviewBoard::Find(const std::string& asked,
                                                                const std::string& state) {
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->asked != asked || entry->state != state) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return entries_.front().shown;
  }
  return nullptr;
}

absl::StatusOr<std::shared_ptr<const OverviewBoard::Shown>> OverviewBoard::Get(
    const std::string& asked, const std::string& state, const Make& make) {
  {
    std::lock_guard lock(mutex_);
    if (auto shown = Find(asked, state)) return shown;
    making_.insert(asked);
  }
  const auto begun = std::chrono::steady_clock::now();
  auto overview = make();
  const auto cost = std::chrono::steady_clock::now() - begun;
  std::lock_guard lock(mutex_);
  making_.erase(making_.find(asked));
  RETURN_IF_ERROR(overview.status());
  auto shown = std::make_shared<const Shown>(Shown{*std::move(overview), cost});
  entries_.remove_if([&](const Entry& entry) { return entry.asked == asked; });
  entries_.push_front({asked, state, shown});
  if (entries_.size() > kEntriesMax) entries_.pop_back();
  return shown;
}

bool OverviewBoard::IsMaking(const std::string& asked) const {
  std::lock_guard lock(mutex_);
  return making_.count(asked) > 0;
}

}  // namespace donthu::inspectorate
