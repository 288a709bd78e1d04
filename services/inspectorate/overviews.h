// The methods on overviews: asked for, watched, opened.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/inspectorate_service.pb.h"
#include "services/base/process/process.h"
#include "services/base/reference/reference.h"
#include "services/inspectorate/inspectorate_store.h"
#include "services/inspectorate/overview.h"
#include "services/inspectorate/overview_board.h"
#include "services/inspectorate/overview_store.h"

namespace donthu::inspectorate {

class Overviews {
 public:
  // `moves` counts how often the projector has moved on. All must outlive this.
  Overviews(const Environment& environment, InspectorateStore& facts, ReferenceCache& reference,
            const std::atomic<uint64_t>& moves);

  // These do not wait for the projector.
  absl::StatusOr<v1::Overview> Get(const rpc::Call& call, const v1::GetOverviewRequest& request);
  absl::StatusOr<v1::ListOverviewResponse> List(const rpc::Call& call,
                                                const v1::ListOverviewRequest& request);
  absl::StatusOr<std::unique_ptr<rpc::Stream>> Watch(const rpc::Call& call,
                                                     const v1::WatchOverviewRequest& request);

 private:
  class Watcher;

  absl::StatusOr<std::shared_ptr<const OverviewBoard::Shown>> Show(
      const rpc::Call& call, const v1::GetOverviewRequest& request);

  InspectorateStore& facts_;
  ReferenceCache& reference_;
  const law::RuleBook& rules_;
  const Clock& clock_;
  const std::atomic<uint64_t>& moves_;
  OverviewStore store_;
  OverviewBoard board_;
};

}  // namespace donthu::inspectorate
