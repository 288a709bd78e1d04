#include "services/base/envelope/context.h"

#include "absl/strings/str_format.h"

namespace donthu::envelope {
namespace {

// Line breaks can't be in a code or a reference, so that no two entries share a context.
std::string Context(const char* what, const vault::v1::EntryName& entry) {
  return absl::StrFormat("donthu vault 1\n%s\n%s\n%d\n%s\n", what, entry.reference(),
                         entry.petition_id(), entry.agency_code());
}

}  // namespace

std::string TextContext(const vault::v1::EntryName& entry) { return Context("text", entry); }

std::string CustodianContext(const vault::v1::EntryName& entry) {
  return Context("custodian", entry);
}

std::string RecoveryContext(const vault::v1::EntryName& entry) {
  return Context("recovery", entry);
}

std::string DisclosureContext(const vault::v1::EntryName& entry, int64_t disclosure_id) {
  return Context("disclosure", entry) + std::to_string(disclosure_id);
}

}  // namespace donthu::envelope
