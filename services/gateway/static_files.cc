#include "services/gateway/static_files.h"

#include <algorithm>
#include <filesystem>

#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "services/base/access/access.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBytesMax = 128 << 20;
constexpr char kIndex[] = "/index.html";

struct Type {
  const char* extension;
  const char* name;
};
constexpr Type kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
};

const char* TypeOf(const std::string& path) {
  for (const auto& [extension, name] : kTypes) {
    if (absl::EndsWith(path, extension)) return name;
  }
  return "application/octet-stream";
}

// Whether a list such as "gzip, br;q=0" takes this encoding.
bool Accepts(std::string_view accept_encoding, const char* encoding) {
  for (const absl::string_view item : absl::StrSplit(ToAbsl(accept_encoding), ',')) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(item, absl::MaxSplits(';', 1));
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parts.first), encoding)) continue;
    absl::string_view weight = absl::StripAsciiWhitespace(parts.second);
    double q = 1;
    return !absl::ConsumePrefix(&weight, "q=") || (absl::SimpleAtod(weight, &q) && q > 0);
  }
  return false;
}

void AddFile(const std::string& path, std::string bytes,
             absl::flat_hash_map<std::string, StaticFile>* files) {
  std::string of = path;
  if (absl::EndsWith(path, ".br")) {
    of.resize(of.size() - 3);
    (*files)[of].brotli = std::move(bytes);
  } else if (absl::EndsWith(path, ".gz")) {
    of.resize(of.size() - 3);
    (*files)[of].gzip = std::move(bytes);
  } else {
    StaticFile& file = (*files)[of];
    file.content_type = TypeOf(path);
    file.immutable = absl::StartsWith(path, "/assets/");
    file.etag = absl::StrFormat("\"%s\"", Sha256Hex(bytes).substr(0, 32));
    file.plain = std::move(bytes);
  }
}

}  // namespace

Variant ChooseVariant(const StaticFile& file, std::string_view accept_encoding) {
  if (!file.brotli.empty() && Accepts(accept_encoding, "br")) return {&file.brotli, "br"};
  if (!file.gzip.empty() && Accepts(accept_encoding, "gzip")) return {&file.gzip, "gzip"};
  return {&file.plain, ""};
}

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& directory) {
  StaticFiles all;
  if (directory.empty()) return all;
  std::error_code error;
  size_t total = 0;
  fs::recursive_directory_iterator entry(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (absl::StartsWith(entry->path().filename().string(), ".")) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!fs::is_regular_file(entry->symlink_status())) continue;
    ASSIGN_OR_RETURN(std::string bytes, config::ReadFile(entry->path().string()));
    total += bytes.size();
    if (total > kBytesMax) {
      return absl::ResourceExhaustedError(
          absl::StrFormat("%s holds more than %d MiB", directory, kBytesMax >> 20));
    }
    const std::string path = "/" + fs::relative(entry->path(), directory).generic_string();
    AddFile(path, std::move(bytes), &all.files_);
  }
  if (error) return absl::NotFoundError(absl::StrFormat("cannot read %s", directory));
  // A compressed copy of something that is not there.
  absl::erase_if(all.files_, [](const auto& one) { return one.second.content_type.empty(); });
  return all;
}

const StaticFile* StaticFiles::Find(std::string_view path) const {
  auto found = files_.find(ToAbsl(path));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (found == files_.end() && last.find('.') == std::string_view::npos) {
    found = files_.find(kIndex);
  }
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<std::string_view> PathOfTarget(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (path.substr(0, 1) != "/") return std::nullopt;
  const bool clean = std::all_of(path.begin(), path.end(), [](char c) {
    return c != '\\' && c != '#' && absl::ascii_isgraph(c);
  });
  if (!clean || path.find("..") != std::string_view::npos) return std::nullopt;
  for (size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    const std::string code = absl::AsciiStrToLower(std::string(path.substr(at + 1, 2)));
    const bool is_hex =
        code.size() == 2 && absl::ascii_isxdigit(code[0]) && absl::ascii_isxdigit(code[1]);
    // Control characters begin with 0 or 1; 2e, 2f, 5c and 7f are ". / \" and delete.
    if (!is_hex || code[0] <= '1' || code == "2e" || code == "2f" || code == "5c" || code == "7f") {
      return std::nullopt;
    }
  }
  return path;
}

}  // namespace donthu::gateway
