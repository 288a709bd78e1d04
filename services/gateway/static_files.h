// The web app as built, held in memory: nothing that a request says ever reaches the file system.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"

namespace donthu::gateway {

struct StaticFile {
  std::string content_type;
  // Names under assets/ hold a hash of what is in them and may be kept for ever; all else is asked
  // for anew each time.
  bool immutable = false;
  // Quoted, from the contents.
  std::string etag;
  std::string plain;
  // Made by the build beside the file (.br, .gz); empty = none.
  std::string brotli;
  std::string gzip;
};

// What of a file is sent, and how it is called in Content-Encoding (empty = as it is).
struct Variant {
  const std::string* bytes;
  std::string_view encoding;
};
Variant ChooseVariant(const StaticFile& file, std::string_view accept_encoding);

class StaticFiles {
 public:
  // Reads `directory` whole; links and names that begin with a dot are left out. Empty path = no
  // files. NOT_FOUND when it can't be read, RESOURCE_EXHAUSTED beyond 128 MiB.
  static absl::StatusOr<StaticFiles> Load(const std::string& directory);

  // The file at a path such as "/assets/app-1a2b.js"; index.html for "/" and for a path without a
  // dot in its last part, which the app itself routes. Null when there is none.
  const StaticFile* Find(std::string_view path) const;

 private:
  absl::flat_hash_map<std::string, StaticFile> files_;
};

// The path of a request's target, without the query. Nothing when it does not begin with "/", or
// holds what only one who looks for a way out would send: "..", a backslash, a control character or
// one of these percent-encoded.
std::optional<std::string_view> PathOfTarget(std::string_view target);

}  // namespace donthu::gateway
