#include "services/ledger/record_reader.h"

#include <iterator>
#include <utility>

#include "services/base/status/status.h"

namespace donthu::ledger {
namespace {

constexpr int kBatch = 2000;

template <typename T>
void AddAll(std::vector<T> batch, std::deque<T>* all) {
  std::move(batch.begin(), batch.end(), std::back_inserter(*all));
}

}  // namespace

absl::Status RecordReader::Fill() {
  if (events_.empty() && more_events_) {
    ASSIGN_OR_RETURN(auto batch, store_.EventsAfter(event_at_, extent_, kBatch));
    more_events_ = batch.size() == kBatch;
    if (!batch.empty()) event_at_ = batch.back().place;
    AddAll(std::move(batch), &events_);
  }
  if (leaves_.empty() && more_leaves_) {
    ASSIGN_OR_RETURN(auto batch, store_.LeavesAfter(leaf_at_, extent_, kBatch));
    more_leaves_ = batch.size() == kBatch;
    if (!batch.empty()) leaf_at_ = batch.back().place;
    AddAll(std::move(batch), &leaves_);
  }
  if (seals_.empty() && more_seals_) {
    ASSIGN_OR_RETURN(auto batch, store_.SealsAfter(seal_size_, seal_number_, extent_, kBatch));
    more_seals_ = batch.size() == kBatch;
    if (!batch.empty()) seal_size_ = batch.back().size, seal_number_ = batch.back().number;
    AddAll(std::move(batch), &seals_);
  }
  return absl::OkStatus();
}

// Of event and leaf the one that comes first, or both where they lie at one place.
Row RecordReader::TakeRow() {
  Row row;
  const bool event_first =
      !events_.empty() && (leaves_.empty() || events_.front().place <= leaves_.front().place);
  row.place = event_first ? events_.front().place : leaves_.front().place;
  if (event_first) {
    row.event = std::move(events_.front().event);
    events_.pop_front();
  }
  if (!leaves_.empty() && leaves_.front().place == row.place) {
    row.leaf = std::move(leaves_.front().leaf);
    leaves_.pop_front();
    ++leaves_taken_;
  }
  return row;
}

absl::StatusOr<std::optional<Record>> RecordReader::Next() {
  RETURN_IF_ERROR(Fill());
  const bool rows_left = !events_.empty() || !leaves_.empty();
  if (!seals_.empty() && (seals_.front().size <= leaves_taken_ || !rows_left)) {
    Record record = std::move(seals_.front());
    seals_.pop_front();
    return std::optional<Record>(std::move(record));
  }
  if (!rows_left) return std::optional<Record>();
  return std::optional<Record>(TakeRow());
}

}  // namespace donthu::ledger
