#include "services/ledger/ledger_proto.h"

namespace donthu::ledger {
namespace {

int64_t Signed(uint64_t n) { return static_cast<int64_t>(n); }

std::string Bytes(const std::string& digits) { return FromHex(digits).value_or(""); }
Hash HashOf(const std::string& digits) { return HashFromBytes(Bytes(digits)).value_or(Hash{}); }

v1::LedgerRow ToProto(const Row& row) {
  v1::LedgerRow message;
  message.set_xact(Signed(row.place.xact));
  message.set_seq(row.place.seq);
  if (row.leaf) {
    message.mutable_leaf()->set_position(Signed(row.leaf->position));
    message.mutable_leaf()->set_subject(row.leaf->subject);
    message.mutable_leaf()->set_ordinal(row.leaf->ordinal);
    message.mutable_leaf()->set_hash(ToHex(row.leaf->hash));
  }
  if (row.event) *message.mutable_event() = ledger::ToProto(*row.event);
  return message;
}

}  // namespace

v1::Seal ToProto(const Seal& seal) {
  v1::Seal message;
  message.set_number(Signed(seal.number));
  message.set_size(Signed(seal.size));
  message.set_root(ToHex(seal.root));
  message.set_previous_hash(ToHex(seal.previous_hash));
  message.set_sealed_us(seal.sealed_us);
  message.set_key_id(ToHex(seal.key_id));
  message.set_next_key(ToHex(seal.next_key));
  message.set_signature(ToHex(seal.signature));
  return message;
}

Seal FromProto(const v1::Seal& message) {
  Seal seal;
  seal.number = static_cast<uint64_t>(message.number());
  seal.size = static_cast<uint64_t>(message.size());
  seal.root = HashOf(message.root());
  seal.previous_hash = HashOf(message.previous_hash());
  seal.sealed_us = message.sealed_us();
  seal.key_id = HashOf(message.key_id());
  seal.next_key = Bytes(message.next_key());
  seal.signature = Bytes(message.signature());
  return seal;
}

v1::HashedEvent ToProto(const HashedEvent& event) {
  v1::HashedEvent message;
  message.set_subject(event.subject);
  message.set_ordinal(event.ordinal);
  message.set_kind(event.kind);
  message.set_agency(event.agency);
  message.set_actor(event.actor);
  message.set_occurred_on(event.occurred_on);
  message.set_recorded_us(event.recorded_us);
  message.set_payload(event.payload);
  message.set_previous_hash(ToHex(event.previous_hash));
  message.set_hash(ToHex(event.hash));
  return message;
}

v1::ExportRecord ToProto(const Record& record) {
  v1::ExportRecord message;
  if (const auto* row = std::get_if<Row>(&record)) *message.mutable_row() = ToProto(*row);
  if (const auto* seal = std::get_if<Seal>(&record)) *message.mutable_seal() = ToProto(*seal);
  return message;
}

v1::VerifyResponse ToProto(const Verdict& verdict) {
  v1::VerifyResponse message;
  message.set_events(Signed(verdict.events));
  message.set_subjects(Signed(verdict.subjects));
  message.set_seals(Signed(verdict.seals));
  message.set_sealed_events(Signed(verdict.sealed));
  message.set_defects_found(Signed(verdict.defects_found));
  if (verdict.last_seal) *message.mutable_last_seal() = ToProto(*verdict.last_seal);
  for (const Defect& defect : verdict.defects) {
    auto* one = message.add_defects();
    one->set_subject(defect.subject);
    one->set_ordinal(defect.ordinal);
    one->set_what(defect.what);
    one->set_seal(Signed(defect.seal));
    one->set_range(defect.range);
  }
  return message;
}

}  // namespace donthu::ledger
