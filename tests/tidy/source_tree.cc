#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace donthu::tidy {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMade[] = {
    "build/", "bin/", "var/", ".git/", "clients/web/node_modules/", "clients/web/src/gen/"};

// Empty when git is absent or this is not its folder.
std::vector<std::string> PathsOfGit(const std::string& root) {
  if (!fs::exists(root + "/.git")) return {};
  const std::string command =
      "git -C '" + root + "' ls-files -z --cached --others --exclude-standard 2>/dev/null";
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, n);
  if (pclose(pipe) != 0) return {};
  return absl::StrSplit(output, '\0', absl::SkipEmpty());
}

std::vector<std::string> PathsOfFolder(const std::string& root) {
  std::vector<std::string> paths;
  auto walk = fs::recursive_directory_iterator(root);
  for (auto it = fs::begin(walk); it != fs::end(walk); ++it) {
    const std::string path = fs::relative(it->path(), root).generic_string();
    if (it->is_directory() && !IsSource(path)) it.disable_recursion_pending();
    if (it->is_regular_file()) paths.push_back(path);
  }
  return paths;
}

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Tree ReadTree(const std::string& root) {
  auto paths = PathsOfGit(root);
  if (paths.empty()) paths = PathsOfFolder(root);
  std::sort(paths.begin(), paths.end());
  Tree tree;
  for (const auto& path : paths) {
    const std::string full = root + "/" + path;
    // A file that was deleted but not yet taken out of the index.
    if (!IsSource(path) || !fs::is_regular_file(full)) continue;
    tree.push_back({path, Read(full)});
  }
  return tree;
}

bool IsSource(std::string_view path) {
  return std::none_of(std::begin(kMade), std::end(kMade), [path](const char* folder) {
    return StartsWith(std::string(path) + "/", folder);
  });
}

const SourceFile* Find(const Tree& tree, std::string_view path) {
  const auto found =
      std::find_if(tree.begin(), tree.end(), [path](const auto& f) { return f.path == path; });
  return found == tree.end() ? nullptr : &*found;
}

bool Exists(const Tree& tree, std::string_view path) {
  while (EndsWith(path, "/")) path.remove_suffix(1);
  if (path.empty() || path == ".") return true;
  const std::string folder = std::string(path) + "/";
  return std::any_of(tree.begin(), tree.end(), [&](const auto& file) {
    return file.path == path || StartsWith(file.path, folder);
  });
}

std::string FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

std::string Resolve(const std::string& folder, const std::string& path) {
  std::vector<std::string> parts = absl::StrSplit(folder, '/', absl::SkipEmpty());
  for (const absl::string_view part : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (part == "..") {
      if (parts.empty()) return "..";
      parts.pop_back();
    } else if (part != ".") {
      parts.emplace_back(part);
    }
  }
  return absl::StrJoin(parts, "/");
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

bool IsCpp(std::string_view path) { return EndsWith(path, ".cc") || EndsWith(path, ".h"); }

bool IsWritten(const SourceFile& file) {
  if (IsCpp(file.path) || StartsWith(file.text, "#!")) return true;
  for (const char* end : {".proto", ".sql", ".sh", ".cmake", "CMakeLists.txt", ".md", ".py",
                          ".textproto", ".conf", ".yml", ".yaml"}) {
    if (EndsWith(file.path, end)) return true;
  }
  return false;
}

}  // namespace donthu::tidy
