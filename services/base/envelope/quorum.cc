#include "services/base/envelope/quorum.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <memory>
#include <set>

extern "C" {
#include <libgfshare.h>
}

namespace donthu::envelope {
namespace {

using Context = std::unique_ptr<gfshare_ctx, decltype(&gfshare_ctx_free)>;

// Coefficients that can be guessed would give the secret away, so there is no going on.
void FillRandom(unsigned char* buffer, unsigned int size) {
  if (RAND_priv_bytes(buffer, static_cast<int>(size)) != 1) std::abort();
}

// The library has one source of randomness for the whole program, unset until someone names it. It
// needs one for combining, too: it overwrites with it what it frees.
void NameRandomness() { gfshare_fill_rand = &FillRandom; }

}  // namespace

absl::StatusOr<std::vector<Share>> Split(const SecretBytes& secret, int shares, int quorum) {
  if (quorum < 2 || shares < quorum || shares > kSharesMax || secret.size() == 0) {
    return absl::InvalidArgumentError("needs 2 <= quorum <= shares <= 20");
  }
  std::vector<unsigned char> numbers;
  for (int i = 1; i <= shares; ++i) numbers.push_back(static_cast<unsigned char>(i));
  NameRandomness();
  const Context context(gfshare_ctx_init_enc(numbers.data(), static_cast<unsigned int>(shares),
                                             static_cast<unsigned char>(quorum),
                                             static_cast<unsigned int>(secret.size())),
                        &gfshare_ctx_free);
  if (context == nullptr) return absl::InternalError("no memory");
  gfshare_ctx_enc_setsecret(context.get(), const_cast<unsigned char*>(secret.data()));
  std::vector<Share> split;
  for (int i = 0; i < shares; ++i) {
    Share share{i + 1, SecretBytes(secret.size())};
    gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(i), share.part.data());
    split.push_back(std::move(share));
  }
  return split;
}

absl::StatusOr<SecretBytes> Combine(const std::vector<Share>& shares) {
  std::vector<unsigned char> numbers;
  for (const auto& share : shares) {
    if (share.number < 1 || share.number > kSharesMax || share.part.size() == 0 ||
        share.part.size() != shares[0].part.size()) {
      return absl::InvalidArgumentError("shares of different secrets, or damaged");
    }
    numbers.push_back(static_cast<unsigned char>(share.number));
  }
  if (numbers.size() < 2 || std::set(numbers.begin(), numbers.end()).size() != numbers.size()) {
    return absl::InvalidArgumentError("needs at least two different shares");
  }
  NameRandomness();
  const Context context(
      gfshare_ctx_init_dec(numbers.data(), static_cast<unsigned int>(numbers.size()),
                           static_cast<unsigned int>(shares[0].part.size())),
      &gfshare_ctx_free);
  if (context == nullptr) return absl::InternalError("no memory");
  for (size_t i = 0; i < shares.size(); ++i) {
    gfshare_ctx_dec_giveshare(context.get(), static_cast<unsigned char>(i),
                              const_cast<unsigned char*>(shares[i].part.data()));
  }
  SecretBytes secret(shares[0].part.size());
  gfshare_ctx_dec_extract(context.get(), secret.data());
  return secret;
}

}  // namespace donthu::envelope
