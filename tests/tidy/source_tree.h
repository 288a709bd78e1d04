// The files of the repository: what git tracks or would track, or every file where there is no git.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace donthu::tidy {

struct SourceFile {
  std::string path;  // from the root, with /
  std::string text;
};

using Tree = std::vector<SourceFile>;

// In order of path. `root` is a folder. Build results (build, bin, var) and .git are left out.
Tree ReadTree(const std::string& root);

// The file, or nullptr.
const SourceFile* Find(const Tree& tree, std::string_view path);
// Whether the path is a file of the tree or a folder of such files.
bool Exists(const Tree& tree, std::string_view path);

// False for what builds and runs leave behind: build, bin, var, .git.
bool IsSource(std::string_view path);
std::string FolderOf(std::string_view path);
// `path` as seen from `folder`, without `..` and `.`; ".." when it leads out of the root.
std::string Resolve(const std::string& folder, const std::string& path);
bool StartsWith(std::string_view text, std::string_view start);
bool EndsWith(std::string_view text, std::string_view end);
std::vector<std::string> LinesOf(std::string_view text);

// C++: .cc and .h.
bool IsCpp(std::string_view path);
// A text that people write by hand: code, scripts, configuration, documents. Not data.
bool IsWritten(const SourceFile& file);

}  // namespace donthu::tidy
