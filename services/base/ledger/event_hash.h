// How an event is hashed into the chain of its subject, and how it becomes a leaf of the sealed
// tree. The same as ledger.event_hash() in migrations/ledger. Pure, as merkle.h.
#pragma once

#include <cstdint>
#include <string>

#include "services/base/ledger/merkle.h"

namespace donthu::ledger {

// Where an event lies among all: readers see events in this order.
struct Place {
  uint64_t xact = 0;
  int64_t seq = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// An event with all that its hash covers, in the form in which it is hashed.
struct HashedEvent {
  std::string subject;
  int64_t ordinal = 0;
  std::string kind;
  std::string agency;
  std::string actor;
  // "2024-03-04".
  std::string occurred_on;
  // Microseconds since 1970 UTC.
  int64_t recorded_us = 0;
  std::string payload;
  // Of the subject's event before; zeros for the first.
  Hash previous_hash{};
  // As stored; EventHash says what it should be.
  Hash hash{};
};

// SHA-256 over the previous hash and the fields as netstrings ("5:hello").
Hash EventHash(const HashedEvent& event);

// The leaf of an event: its hash, bound to its place (both numbers as 8 bytes, highest first).
Hash LeafOf(const Place& place, const Hash& event_hash);

// n as 8 bytes, highest first.
std::string BigEndian(uint64_t n);

}  // namespace donthu::ledger
