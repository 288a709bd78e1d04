// Key files and passphrases at the desk of who holds them. Nothing here leaves this machine.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "services/base/envelope/key_pair.h"

namespace donthu::cli {

// --key and --passphrase-file, which every command with a private key has.
std::vector<Flag> WithKeyFlags(std::vector<Flag> flags);

// The passphrase in the file that the flag names (readable by its owner only); without the flag it
// is asked for on the terminal, and not shown.
absl::StatusOr<envelope::SecretBytes> Passphrase(const Arguments& arguments,
                                                 const std::string& flag);

// The key pair in the file that `flag` names.
absl::StatusOr<envelope::KeyPair> LoadKey(const Arguments& arguments, const std::string& flag,
                                          const std::string& passphrase_flag);
// Makes a key pair and writes it to the file that --key names.
absl::StatusOr<envelope::KeyPair> MakeKey(const Arguments& arguments);

// A new file that only its owner may read; usage error when there is one of that name.
absl::Status WriteSecretFile(const std::string& path, const std::string& text);

// Splits `recovery` among `holders`: FOLDER/recovery.pub.pem and FOLDER/share-1.textproto …
absl::Status WriteShares(const envelope::KeyPair& recovery, int holders, int quorum,
                         const std::string& folder);
// The recovery key from as many files as its quorum; the refusal names what is wrong with which.
absl::StatusOr<envelope::KeyPair> ReadShares(const std::vector<std::string>& files);

}  // namespace donthu::cli
