// Any bytes as what callers show and what must not be forged: page tokens, bearer tokens, addresses
// of peers, envelopes of the vault and keys, and what an issuer says.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/access/origin.h"
#include "services/base/envelope/aead.h"
#include "services/base/envelope/key_pair.h"
#include "services/base/envelope/key_wrap.h"
#include "services/base/envelope/quorum.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "services/identity/id_token.h"
#include "services/identity/strict_json.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/promise.h"

namespace donthu::fuzz {
namespace {

using envelope::SecretBytes;

intake::v1::ListPetitionsRequest Query(const std::string& agency) {
  intake::v1::ListPetitionsRequest query;
  query.set_agency_code(agency);
  return query;
}

// Parts of a key go into SQL as they are: they must be what their letter says.
void PromisePart(const std::string& part, char shape) {
  Promise(text::IsValidUtf8(part) && part.find('\0') == std::string::npos,
          "a part of a key is text that a database takes");
  absl::CivilDay day;
  if (shape == 'd') {
    Promise(part.size() == 10 && absl::ParseCivilTime(part, &day) && day.year() >= 1,
            "a day of a key is one, as 2024-03-18");
  }
  if (shape == 'i') {
    Promise(!part.empty() && part.find_first_not_of("-0123456789") == std::string::npos,
            "a number of a key is one");
  }
}

void PromiseKey(const std::string& token, const std::string& shape) {
  const auto query = Query("QB");
  const auto key = page::Key(query, token, shape);
  if (!key.ok()) {
    Promise(ToStd(key.status().message()) == "page_token does not belong to this query",
            "whatever is wrong with a page token, the answer is the same");
    return;
  }
  if (token.empty()) return Promise(key->empty(), "no token, no key");
  Promise(key->size() == shape.size(), "a key has a part for each letter");
  for (size_t i = 0; i < shape.size(); ++i) PromisePart((*key)[i], shape[i]);
  Promise(!page::Key(Query("QT"), token, shape).ok(), "a token is good for its query only");
}

void PromisePage(Input input) {
  const std::string shape =
      std::vector<std::string>{"", "d", "i", "t", "dit", "tt"}[input.Byte() % 6];
  std::vector<std::string> key;
  Input parts = input;
  for (size_t i = 0; i < shape.size(); ++i) key.push_back(parts.Line());
  // As sent; and with the mark that belongs to the query, which is no secret.
  PromiseKey(input.Rest(), shape);
  PromiseKey(page::Token(Query("QB"), key), shape);
}

void PromiseBearer(const std::string& authorization) {
  static const auto* authenticator = [] {
    config::v1::PrincipalsFile file;
    auto& entry = *file.add_principal();
    entry.set_officer("tester");
    entry.set_agency("QB");
    entry.set_token_sha256(Sha256Hex("secret"));
    return new Authenticator(*Authenticator::Create(file));
  }();
  for (const bool local : {true, false}) {
    const auto principal = authenticator->Authenticate({authorization, "", local});
    Promise(principal.ok() == (local && authorization == "Bearer secret"),
            "only the token is good, and only from this machine");
    if (!principal.ok()) {
      Promise(principal.status() == NotSignedIn(), "whatever is wrong, the answer is the same");
    }
  }
}

void PromisePeer(const std::string& text) {
  const auto peer = PeerOf(text);
  if (peer) {
    Promise(!OriginOf(*peer).empty() && OriginOf(*peer) != "local", "a peer has an origin");
    Promise(IsLocal(*peer) == (absl::StartsWith(text, "127.") || IsLocal("ipv6:[" + text + "]:1")),
            "only addresses of this machine are local");
  }
  if (IsLocal(text)) {
    Promise(absl::StartsWith(text, "unix:") || absl::StartsWith(text, "ipv4:127.") ||
                absl::StartsWith(text, "ipv4:[") || absl::StartsWith(text, "ipv4:%5B") ||
                absl::StartsWith(text, "ipv6:"),
            "a peer that is local looks like one");
  }
  (void)OriginOf(text);
}

// Changes some bytes; says whether anything changed.
bool Damage(Input* input, std::string* bytes) {
  const std::string before = *bytes;
  while (!input->empty() && !bytes->empty()) {
    const size_t place = input->Byte() % bytes->size();
    (*bytes)[place] = static_cast<char>((*bytes)[place] ^ input->Byte());
    if (input->Byte() % 8 == 0) bytes->pop_back();
  }
  return *bytes != before;
}

void PromiseSealed(Input input) {
  const SecretBytes key(std::string(envelope::kKeyBytes, 'k'));
  const std::string text = input.Line();
  Promise(!envelope::Open(key, "context", text).ok(), "what was not sealed does not open");
  auto sealed = *envelope::Seal(key, "context", text);
  const bool damaged = Damage(&input, &sealed);
  const auto opened = envelope::Open(key, "context", sealed);
  Promise(opened.ok() != damaged, "what was sealed opens, unless it was changed");
  if (opened.ok()) Promise(opened->bytes() == text, "and is the same");
  Promise(!envelope::Open(key, "other", sealed).ok(), "and in its context only");
}

void PromiseWrapped(Input input) {
  static const auto* pair =
      new envelope::KeyPair(*envelope::FromPrivate(SecretBytes(std::string(32, 'p'))));
  const SecretBytes key(std::string(envelope::kKeyBytes, 'k'));
  Promise(!envelope::UnwrapKey(input.Rest(), *pair, "context").ok(),
          "what was not wrapped is refused");
  auto wrapped = *envelope::WrapKey(key, pair->public_key, "context");
  // The highest bit of an X25519 key means nothing (RFC 7748), but the key's bytes are bound in.
  const bool damaged = Damage(&input, &wrapped);
  const auto unwrapped = envelope::UnwrapKey(wrapped, *pair, "context");
  Promise(unwrapped.ok() != damaged, "a wrapped key is given back, unless it was changed");
  (void)envelope::WrapKey(key, input.Rest(), "context");
}

void PromisePem(const std::string& text) {
  const auto key = envelope::PublicFromPem(text);
  if (key.ok()) {
    const auto pem = envelope::PublicToPem(*key);
    Promise(pem.ok() && *envelope::PublicFromPem(*pem) == *key, "a key that was read is written");
    Promise(envelope::SameFingerprint(envelope::FingerprintOf(*key), envelope::FingerprintOf(*key)),
            "a key has a fingerprint");
  }
  // How much work a passphrase costs stands in the file, which is the owner's own.
  if (text.find("ENCRYPTED") != std::string::npos) return;
  (void)envelope::FromPem(text, SecretBytes(std::string("a passphrase")));
}

void PromiseShares(Input input) {
  std::vector<envelope::Share> shares;
  while (!input.empty() && shares.size() <= envelope::kSharesMax) {
    const int number = input.Byte();
    shares.push_back({number, SecretBytes(input.Line())});
  }
  const auto combined = envelope::Combine(shares);
  if (combined.ok()) Promise(shares.size() >= 2, "one share is not enough");
}

// The example of RFC 7515, A.3; this program has no private half of it.
constexpr char kIssuerKeys[] = R"({"keys": [{"kty": "EC", "crv": "P-256", "kid": "1",
  "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

void PromiseIdToken(const std::string& token) {
  static const auto* keys = new std::vector<identity::SigningKey>(
      *identity::ParseJwks(*identity::ParseObject(kIssuerKeys)));
  const identity::Expected expected = {"https://issuer.test", "donthu", "nonce", ""};
  const auto claims =
      identity::CheckIdToken(token, *keys, expected, absl::FromUnixSeconds(1764000000));
  Promise(!claims.ok(), "a token that nobody signed for us is refused");
  Promise(claims.status().message().size() < 80, "by words of ours");
}

void PromiseKeySet(const std::string& text) {
  const auto set = identity::ParseObject(text);
  if (!set.ok()) return;
  const auto keys = identity::ParseJwks(*set);
  if (!keys.ok()) return;
  Promise(keys->size() <= 100, "a key set is bounded");
  for (const auto& key : *keys) Promise(key.key != nullptr, "a key that is taken is one");
}

void Run(Input input) {
  switch (input.Byte() % 9) {
    case 0:
      return PromisePage(input);
    case 1:
      return PromiseBearer(input.Rest());
    case 2:
      return PromisePeer(input.Rest());
    case 3:
      return PromiseSealed(input);
    case 4:
      return PromiseWrapped(input);
    case 5:
      return PromisePem(input.Rest());
    case 6:
      return PromiseShares(input);
    case 7:
      return PromiseIdToken(input.Rest());
    default:
      return PromiseKeySet(input.Rest());
  }
}

}  // namespace
}  // namespace donthu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
