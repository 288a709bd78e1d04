#include "services/base/ledger/audit.h"

#include <algorithm>
#include <tuple>

namespace donthu::ledger {
namespace {

std::string NameOf(const SealedLeaf& leaf) {
  return leaf.subject + "#" + std::to_string(leaf.ordinal);
}

bool Before(const Defect& a, const Defect& b) {
  return std::tie(a.seal, a.subject, a.ordinal, a.what) <
         std::tie(b.seal, b.subject, b.ordinal, b.what);
}

struct Word {
  const char* what;
  const char* vi;
};
constexpr Word kWords[] = {
    {"gap", "thiếu sự kiện ngay trước"},
    {"previous_hash", "không nối tiếp sự kiện trước"},
    {"hash", "nội dung đã bị sửa"},
    {"repeated", "trùng số thứ tự"},
    {"missing", "đã niêm phong nhưng không còn"},
    {"changed", "khác với khi niêm phong"},
    {"inserted", "chèn vào giữa các sự kiện đã niêm phong"},
    {"misplaced", "sai vị trí trong danh sách niêm phong"},
    {"seal_key", "ký bằng khóa không được thừa nhận"},
    {"seal_signature", "chữ ký không đúng"},
    {"seal_link", "không nối tiếp niêm phong trước"},
    {"seal_missing", "không còn niêm phong này"},
    {"seal_size", "không đủ hoặc thừa sự kiện"},
    {"seal_root", "các sự kiện không khớp niêm phong"},
    {"seal_differs", "khác với niêm phong đã lưu trước đây"},
    {"export_end", "tệp bị cắt: không có dòng cuối khớp với nội dung"},
};

}  // namespace

std::string DefectVi(const std::string& what) {
  for (const Word& word : kWords) {
    if (what == word.what) return word.vi;
  }
  return what;
}

void Audit::Keep(Defect defect) {
  ++verdict_.defects_found;
  if (verdict_.defects.size() < kDefectsMax) verdict_.defects.push_back(std::move(defect));
}

void Audit::Add(std::string subject, int64_t ordinal, const char* what) {
  Keep({std::move(subject), ordinal, 0, what, ""});
}

void Audit::AddSeal(uint64_t number, const char* what, std::string range) {
  Keep({"", 0, number, what, std::move(range)});
}

void Audit::Take(const Row& row) {
  const bool in_turn = last_place_ < row.place;
  last_place_ = std::max(last_place_, row.place);
  if (row.event) TakeEvent(*row.event);
  if (row.leaf) {
    TakeLeaf(row);
  } else if (row.event && unsealed_.size() < kDefectsMax) {
    unsealed_.emplace_back(row.event->subject, row.event->ordinal);
  }
  if (in_turn) return;
  if (row.leaf) Add(row.leaf->subject, row.leaf->ordinal, "misplaced");
  if (!row.leaf && row.event) Add(row.event->subject, row.event->ordinal, "misplaced");
}

void Audit::TakeLeaf(const Row& row) {
  const SealedLeaf& leaf = *row.leaf;
  for (auto& [subject, ordinal] : unsealed_) Add(std::move(subject), ordinal, "inserted");
  unsealed_.clear();
  if (leaf.position != tree_.size()) Add(leaf.subject, leaf.ordinal, "misplaced");
  if (!row.event) {
    Add(leaf.subject, leaf.ordinal, "missing");
  } else if (row.event->subject != leaf.subject || row.event->ordinal != leaf.ordinal ||
             LeafOf(row.place, row.event->hash) != leaf.hash) {
    Add(leaf.subject, leaf.ordinal, "changed");
  }
  if (range_first_.empty()) range_first_ = NameOf(leaf);
  range_last_ = NameOf(leaf);
  tree_.Append(leaf.hash);
}

void Audit::TakeEvent(const HashedEvent& event) {
  ++verdict_.events;
  Chain& chain = chains_[event.subject];
  const Link link{event.previous_hash, event.hash, EventHash(event) == event.hash};
  if (event.ordinal <= chain.last || chain.waiting.count(event.ordinal) > 0) {
    return Add(event.subject, event.ordinal, "repeated");
  }
  if (event.ordinal != chain.last + 1) {
    chain.waiting.emplace(event.ordinal, link);
    return;
  }
  Join(event.subject, chain, event.ordinal, link);
  while (!chain.waiting.empty() && chain.waiting.begin()->first == chain.last + 1) {
    const auto next = chain.waiting.extract(chain.waiting.begin());
    Join(event.subject, chain, next.key(), next.mapped());
  }
}

void Audit::Join(const std::string& subject, Chain& chain, int64_t ordinal, const Link& link) {
  if (ordinal != chain.last + 1) {
    Add(subject, ordinal, "gap");
  } else if (link.previous_hash != chain.last_hash) {
    Add(subject, ordinal, "previous_hash");
  } else if (!link.content_holds) {
    Add(subject, ordinal, "hash");
  }
  chain.last = ordinal;
  chain.last_hash = link.hash;
}

void Audit::Take(const Seal& seal) {
  ++verdict_.seals;
  if (known_ && known_->number == seal.number) {
    known_found_ = true;
    if (SealHash(*known_) != SealHash(seal)) AddSeal(seal.number, "seal_differs");
  }
  if (!IsGenuine(seal)) {
    false_seals_.insert(seal.number);
    return;
  }
  CheckPlaceAmongSeals(seal);
  CheckRoot(seal);
  verdict_.sealed = std::max(verdict_.sealed, seal.size);
  verdict_.last_seal = seal;
}

// A seal that is not is no evidence of anything: nothing else is concluded from it.
bool Audit::IsGenuine(const Seal& seal) {
  if (!key_) return true;
  if (seal.key_id != key_->id()) {
    AddSeal(seal.number, "seal_key");
    return false;
  }
  if (!key_->Verifies(seal)) {
    AddSeal(seal.number, "seal_signature");
    return false;
  }
  if (!seal.next_key.empty()) {
    auto next = PublicKey::FromRaw(seal.next_key);
    if (next) key_ = *std::move(next);
  }
  return true;
}

void Audit::CheckPlaceAmongSeals(const Seal& seal) {
  const auto& last = verdict_.last_seal;
  const uint64_t expected = last ? last->number + 1 : 1;
  // Enough to name; a number of many millions must not keep us busy.
  const uint64_t named = std::min<uint64_t>(seal.number, expected + kDefectsMax);
  for (uint64_t number = expected; number < named; ++number) {
    if (false_seals_.count(number) == 0) AddSeal(number, "seal_missing");
  }
  const Hash previous = last ? SealHash(*last) : Hash{};
  if (seal.number < expected || (seal.number == expected && seal.previous_hash != previous)) {
    AddSeal(seal.number, "seal_link");
  }
}

// After one wrong root all later ones are wrong too and say nothing more.
void Audit::CheckRoot(const Seal& seal) {
  if (!roots_hold_) return;
  const std::string range = range_first_.empty() ? "" : range_first_ + ".." + range_last_;
  if (seal.size != tree_.size()) {
    AddSeal(seal.number, "seal_size", range);
  } else if (seal.root != tree_.Root()) {
    AddSeal(seal.number, "seal_root", range);
  } else {
    range_first_.clear();
    return;
  }
  roots_hold_ = false;
}

Verdict Audit::Finish() {
  for (auto& [subject, chain] : chains_) {
    for (const auto& [ordinal, link] : chain.waiting) Join(subject, chain, ordinal, link);
  }
  const uint64_t last = verdict_.last_seal ? verdict_.last_seal->number : 0;
  const bool replaced = false_seals_.count(last + 1) > 0;
  if (tree_.size() > verdict_.sealed && roots_hold_ && !replaced) {
    AddSeal(last + 1, "seal_missing", range_first_ + ".." + range_last_);
  }
  if (known_ && !known_found_) AddSeal(known_->number, "seal_missing");
  verdict_.subjects = chains_.size();
  auto& defects = verdict_.defects;
  std::sort(defects.begin(), defects.end(), Before);
  return std::move(verdict_);
}

}  // namespace donthu::ledger
