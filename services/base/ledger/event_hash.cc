#include "services/base/ledger/event_hash.h"

namespace donthu::ledger {
namespace {

void AddNetstring(const std::string& text, std::string* bytes) {
  bytes->append(std::to_string(text.size())).append(":").append(text);
}

}  // namespace

Hash EventHash(const HashedEvent& event) {
  std::string bytes = BytesOf(event.previous_hash);
  AddNetstring(event.subject, &bytes);
  AddNetstring(std::to_string(event.ordinal), &bytes);
  AddNetstring(event.kind, &bytes);
  AddNetstring(event.agency, &bytes);
  AddNetstring(event.actor, &bytes);
  AddNetstring(event.occurred_on, &bytes);
  AddNetstring(std::to_string(event.recorded_us), &bytes);
  AddNetstring(event.payload, &bytes);
  return Sha256(bytes);
}

std::string BigEndian(uint64_t n) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, n >>= 8) bytes[static_cast<size_t>(i)] = static_cast<char>(n & 255);
  return bytes;
}

Hash LeafOf(const Place& place, const Hash& event_hash) {
  return LeafHash(BigEndian(place.xact) + BigEndian(static_cast<uint64_t>(place.seq)) +
                  BytesOf(event_hash));
}

}  // namespace donthu::ledger
