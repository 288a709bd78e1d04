#include "tests/tidy/repository_rules.h"

#include <re2/re2.h>

#include <map>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/tidy/cpp_text.h"
#include "tests/tidy/statement.h"

namespace donthu::tidy {
namespace {

std::string Joined(const std::string& folder, const std::string& path) {
  return folder.empty() ? path : folder + "/" + path;
}

// The .cc files that one CMakeLists.txt names, `${x}` replaced by each word of foreach(x …).
std::set<std::string> SourcesNamed(const SourceFile& cmake) {
  static const RE2 source(R"(([\w./${}-]+\.cc)\b)");
  static const RE2 loop(R"(foreach\((\w+) ([^)]*)\))");
  std::map<std::string, std::set<std::string>> words;
  re2::StringPiece rest(cmake.text);
  std::string name, items;
  while (RE2::FindAndConsume(&rest, loop, &name, &items)) {
    for (const absl::string_view item :
         absl::StrSplit(items, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
      words["${" + name + "}"].emplace(item);
    }
  }
  std::set<std::string> sources;
  rest = cmake.text;
  while (RE2::FindAndConsume(&rest, source, &name)) {
    sources.insert(Joined(FolderOf(cmake.path), name));
    for (const auto& [variable, values] : words) {
      for (const auto& value : values) {
        sources.insert(
            Joined(FolderOf(cmake.path), absl::StrReplaceAll(name, {{variable, value}})));
      }
    }
  }
  return sources;
}

struct Migration {
  std::string schema;
  int number;
  const SourceFile* file;
};

std::vector<Migration> MigrationsOf(const Tree& tree, Findings* findings) {
  static const RE2 form(R"(migrations/(\w+)/(\d{4})_[a-z][a-z0-9_]*\.sql)");
  std::vector<Migration> migrations;
  for (const auto& file : tree) {
    if (!RE2::PartialMatch(file.path, R"(^migrations/\w+/.*\.sql$)")) continue;
    if (EndsWith(file.path, ".verify.sql")) continue;
    Migration one{"", 0, &file};
    if (RE2::FullMatch(file.path, form, &one.schema, &one.number)) {
      migrations.push_back(one);
    } else {
      findings->push_back({file.path, 0, "is not named NNNN_verb_object.sql"});
    }
  }
  return migrations;
}

Findings CheckHead(const SourceFile& migration) {
  static const RE2 head(R"((?s)^-- Why: \S.*Locks: \S.*Undo: \S)");
  std::string comment;
  for (const auto& line : LinesOf(migration.text)) {
    if (!StartsWith(line, "--")) break;
    comment += line + "\n";
  }
  if (RE2::PartialMatch(comment, head)) return {};
  return {{migration.path, 1, "must begin with comments that say Why, Locks and Undo"}};
}

// Lines of a document outside its blocks of code.
std::vector<std::pair<int, std::string>> ProseOf(const SourceFile& file) {
  std::vector<std::pair<int, std::string>> prose;
  bool code = false;
  int number = 0;
  for (const auto& line : LinesOf(file.text)) {
    ++number;
    if (RE2::PartialMatch(line, "^\\s*```")) {
      code = !code;
    } else if (!code) {
      prose.emplace_back(number, line);
    }
  }
  return prose;
}

}  // namespace

Findings CheckSourcesAreBuilt(const Tree& tree) {
  std::set<std::string> named;
  for (const auto& file : tree) {
    if (EndsWith(file.path, "CMakeLists.txt")) named.merge(SourcesNamed(file));
  }
  Findings findings;
  for (const auto& file : tree) {
    if (EndsWith(file.path, ".cc") && named.count(file.path) == 0) {
      findings.push_back({file.path, 0, "is named in no CMakeLists.txt beside or above it"});
    }
  }
  return findings;
}

Findings CheckStatementNames(const Tree& tree) {
  Findings findings;
  std::map<std::string, std::string> owners;
  for (const auto& file : tree) {
    if (!StartsWith(file.path, "services/") || !IsCpp(file.path)) continue;
    for (const auto& statement : StatementsOf(file.text)) {
      const auto [other, fresh] = owners.emplace(statement.name, file.path);
      if (!fresh) {
        findings.push_back(
            {file.path, statement.line,
             absl::StrFormat("statement %s is already in %s", statement.name, other->second)});
      }
    }
  }
  return findings;
}

Findings CheckMigrations(const Tree& tree) {
  Findings findings;
  std::set<std::string> schemas;
  if (const auto* order = Find(tree, "migrations/order.txt")) {
    for (const auto& line : LinesOf(order->text)) schemas.insert(line);
  }
  std::map<std::string, int> last;
  for (const auto& [schema, number, file] : MigrationsOf(tree, &findings)) {
    if (schemas.count(schema) == 0) {
      findings.push_back({file->path, 0, schema + " is not named in migrations/order.txt"});
    }
    if (number != ++last[schema]) {
      findings.push_back(
          {file->path, 0, absl::StrFormat("number %04d was expected", last[schema])});
    }
    const std::string verify = file->path.substr(0, file->path.size() - 4) + ".verify.sql";
    if (Find(tree, verify) == nullptr) findings.push_back({file->path, 0, "has no " + verify});
    for (auto& finding : CheckHead(*file)) findings.push_back(std::move(finding));
  }
  return findings;
}

Findings CheckMarkdown(const SourceFile& file, const Tree& tree) {
  static const RE2 link(R"(\]\(([^)\s#]*)(#[^)\s]*)?\))");
  Findings findings;
  if (!EndsWith(file.path, ".md")) return findings;
  int titles = 0;
  for (const auto& [number, line] : ProseOf(file)) {
    if (StartsWith(line, "# ")) ++titles;
    re2::StringPiece rest(line);
    std::string target;
    while (RE2::FindAndConsume(&rest, link, &target)) {
      const bool elsewhere = target.empty() || RE2::PartialMatch(target, "^[a-z]+:");
      if (!elsewhere && !Exists(tree, Resolve(FolderOf(file.path), target))) {
        findings.push_back({file.path, number, "link to " + target + ", which is not there"});
      }
    }
  }
  if (titles != 1) {
    findings.push_back(
        {file.path, 0, absl::StrFormat("has %d titles (# …) in place of one", titles)});
  }
  return findings;
}

}  // namespace donthu::tidy
