// Whether a ledger is whole: events, sealed leaves and seals are taken in order, once, and what
// does not hold is named. The ledger service and the verifier outside the system use the same code
// on different sources. Pure, as merkle.h. Memory grows with the number of subjects, not of events.
//
// What a defect is called, of an event (subject and ordinal are set):
//
// - "gap": events before it in its chain are missing
//
// - "previous_hash": it does not continue the event before it in its chain
//
// - "hash": it does not have the content that was hashed
//
// - "repeated": its place in its chain is taken by another
//
// - "missing": it was sealed and is not there any more
//
// - "changed": it is not what was sealed
//
// - "inserted": it lies before sealed events but was never sealed itself
//
// - "misplaced": the list of sealed events does not name it in its turn
//
// Of a seal (its number is set):
//
// - "seal_key": signed with a key to which the seals before it did not hand over
//
// - "seal_signature": not what was signed
//
// - "seal_link": does not continue the seal before it
//
// - "seal_missing": later seals or sealed events show that it was there
//
// - "seal_size": the events that it covers are not as many
//
// - "seal_root": the events that it covers are others; which, is known to lie in `range`
//
// - "seal_differs": not the one that was shown earlier
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "services/base/ledger/event_hash.h"
#include "services/base/ledger/seal.h"

namespace donthu::ledger {

// An event as it stood when it was sealed.
struct SealedLeaf {
  // From 0 without gaps.
  uint64_t position = 0;
  std::string subject;
  int64_t ordinal = 0;
  Hash hash{};
};

// What lies at one place of the ledger. Either part may be missing: an event that is not sealed
// yet, or a sealed one that was removed.
struct Row {
  Place place;
  std::optional<SealedLeaf> leaf;
  std::optional<HashedEvent> event;
};

// One item of the ledger.
using Record = std::variant<Row, Seal>;

struct Defect {
  // Empty for a defect of a seal.
  std::string subject;
  int64_t ordinal = 0;
  // 0 for a defect of an event.
  uint64_t seal = 0;
  // One of the words above.
  std::string what;
  // "case/1#2..case/3#1": the first and the last event among which it lies, where that is all that
  // can be told.
  std::string range;
  friend bool operator==(const Defect&, const Defect&) = default;
};

inline constexpr size_t kDefectsMax = 1000;

struct Verdict {
  // Events, their subjects, events that are under a seal, seals.
  uint64_t events = 0;
  uint64_t subjects = 0;
  uint64_t sealed = 0;
  uint64_t seals = 0;
  // The newest seal that bears its signature.
  std::optional<Seal> last_seal;
  // All that were found; `defects` names the first kDefectsMax of them, those of events in order of
  // subject and ordinal before those of seals in order of number.
  uint64_t defects_found = 0;
  std::vector<Defect> defects;
};

class Audit {
 public:
  // `first_key`: the key with which the seals must begin; without one signatures are not checked.
  // `known`: a seal of this ledger that was kept elsewhere; must be found again.
  explicit Audit(std::optional<PublicKey> first_key, std::optional<Seal> known = std::nullopt)
      : key_(std::move(first_key)), known_(std::move(known)) {}

  // Rows in order of place. A seal as soon as the rows taken have as many leaves as its size says;
  // seals of one size in order of number.
  void Take(const Row& row);
  void Take(const Seal& seal);
  void Take(const Record& record) {
    std::visit([this](const auto& one) { Take(one); }, record);
  }

  // Once, after everything was taken.
  Verdict Finish();

 private:
  struct Link {
    Hash previous_hash;
    Hash hash;
    bool content_holds;
  };
  // Events of one subject may come out of turn: the transaction that appended the later one may
  // bear the smaller number.
  struct Chain {
    int64_t last = 0;
    Hash last_hash{};
    std::map<int64_t, Link> waiting;
  };

  void TakeLeaf(const Row& row);
  void TakeEvent(const HashedEvent& event);
  void Join(const std::string& subject, Chain& chain, int64_t ordinal, const Link& link);
  bool IsGenuine(const Seal& seal);
  void CheckPlaceAmongSeals(const Seal& seal);
  void CheckRoot(const Seal& seal);
  void Add(std::string subject, int64_t ordinal, const char* what);
  void AddSeal(uint64_t number, const char* what, std::string range = "");
  void Keep(Defect defect);

  std::optional<PublicKey> key_;
  const std::optional<Seal> known_;
  bool known_found_ = false;
  Verdict verdict_;
  Place last_place_;
  std::unordered_map<std::string, Chain> chains_;
  Frontier tree_;
  // Events without a leaf since the last leaf; at most kDefectsMax.
  std::vector<std::pair<std::string, int64_t>> unsealed_;
  // The first and the last sealed event since the last seal whose root was right.
  std::string range_first_, range_last_;
  bool roots_hold_ = true;
  std::set<uint64_t> false_seals_;
};

// "hash" → what it means, in Vietnamese.
std::string DefectVi(const std::string& what);

}  // namespace donthu::ledger
