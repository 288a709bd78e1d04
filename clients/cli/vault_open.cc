#include "clients/cli/vault_open.h"

#include "absl/strings/escaping.h"
#include "services/base/envelope/aead.h"
#include "services/base/envelope/context.h"
#include "services/base/envelope/key_wrap.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

absl::Status DoesNotOpen() {
  return InvalidField("key", "does not open this entry",
                      "Khóa này không mở được: không phải khóa của hồ sơ này, hoặc dữ liệu đã bị "
                      "sửa đổi.");
}

absl::StatusOr<envelope::SecretBytes> Unlock(const std::string& base64,
                                             const envelope::KeyPair& pair,
                                             const std::string& context) {
  std::string wrapped;
  absl::Base64Unescape(base64, &wrapped);
  auto key = envelope::UnwrapKey(wrapped, pair, context);
  if (!key.ok()) return DoesNotOpen();
  return key;
}

}  // namespace

absl::StatusOr<std::string> LockForRequester(const vault::v1::TakeKeyResponse& taken,
                                             const envelope::KeyPair& custodian) {
  const auto& entry = taken.key().entry();
  ASSIGN_OR_RETURN(const auto key,
                   Unlock(taken.key().wrapped(), custodian, envelope::CustodianContext(entry)));
  std::string requester;
  absl::Base64Unescape(taken.public_key(), &requester);
  ASSIGN_OR_RETURN(const auto wrapped,
                   envelope::WrapKey(key, requester,
                                     envelope::DisclosureContext(entry, taken.disclosure().id())));
  return absl::Base64Escape(wrapped);
}

absl::StatusOr<std::string> LockAnew(const vault::v1::WrappedKey& wrapped, bool recovery,
                                     const envelope::KeyPair& own, const std::string& to) {
  const auto& entry = wrapped.entry();
  ASSIGN_OR_RETURN(const auto key, Unlock(wrapped.wrapped(), own,
                                          recovery ? envelope::RecoveryContext(entry)
                                                   : envelope::CustodianContext(entry)));
  ASSIGN_OR_RETURN(const auto anew, envelope::WrapKey(key, to, envelope::CustodianContext(entry)));
  return absl::Base64Escape(anew);
}

absl::StatusOr<vault::v1::SecretIdentity> Reveal(const vault::v1::OpenDisclosureResponse& opened,
                                                 const envelope::KeyPair& requester) {
  const auto& entry = opened.entry();
  ASSIGN_OR_RETURN(const auto key,
                   Unlock(opened.wrapped(), requester,
                          envelope::DisclosureContext(entry, opened.disclosure().id())));
  const auto text = envelope::Open(key, envelope::TextContext(entry), opened.ciphertext());
  vault::v1::SecretIdentity identity;
  if (!text.ok() || !identity.ParseFromString(text->bytes())) return DoesNotOpen();
  return identity;
}

}  // namespace donthu::cli
