// A small sealed ledger in memory, for tests to damage.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/base/ledger/audit.h"
#include "services/base/ledger/test_keys.h"

namespace donthu::ledger {

class TestLedger {
 public:
  // Appends an event to the subject's chain.
  void Append(const std::string& subject) {
    HashedEvent event;
    event.subject = subject;
    event.ordinal = ++last_ordinal_[subject];
    event.kind = "test.Happened";
    event.agency = "QB-UBND";
    event.actor = "test";
    event.occurred_on = "2024-03-04";
    event.recorded_us = 1'709'500'000'000'000;
    event.payload = "{}";
    event.previous_hash = last_hash_[subject];
    event.hash = EventHash(event);
    last_hash_[subject] = event.hash;
    const auto place = static_cast<int64_t>(rows.size() + 1);
    rows.push_back({{static_cast<uint64_t>(100 + place), place}, std::nullopt, event});
  }

  // Seals what was appended, with `key`; hands over to `next` where one is given.
  void SealWith(const PrivateKey& key, const PublicKey* next = nullptr) {
    for (size_t i = tree_.size(); i < rows.size(); ++i) {
      const auto& event = *rows[i].event;
      rows[i].leaf = {i, event.subject, event.ordinal, LeafOf(rows[i].place, event.hash)};
      tree_.Append(rows[i].leaf->hash);
    }
    Seal seal;
    seal.number = seals.size() + 1;
    seal.size = tree_.size();
    seal.root = tree_.Root();
    if (!seals.empty()) seal.previous_hash = SealHash(seals.back());
    seal.sealed_us = 1'709'500'000'000'000;
    if (next != nullptr) seal.next_key = next->raw();
    key.Sign(&seal);
    seals.push_back(seal);
  }

  // Rows and seals in the order in which they are audited.
  std::vector<Record> Records() const {
    std::vector<Record> records;
    uint64_t leaves = 0;
    auto seal = seals.begin();
    const auto add_seals = [&] {
      for (; seal != seals.end() && seal->size <= leaves; ++seal) records.emplace_back(*seal);
    };
    add_seals();
    for (const Row& row : rows) {
      records.emplace_back(row);
      if (row.leaf) ++leaves;
      add_seals();
    }
    records.insert(records.end(), seal, seals.end());
    return records;
  }

  std::vector<Row> rows;
  std::vector<Seal> seals;

 private:
  std::map<std::string, int64_t> last_ordinal_;
  std::map<std::string, Hash> last_hash_;
  Frontier tree_;
};

inline PrivateKey NewPrivateKey() { return *PrivateKey::FromPem(NewTestKey().private_pem); }

}  // namespace donthu::ledger
