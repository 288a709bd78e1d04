#include "tests/benchmark/pgbench.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"

namespace donthu::benchmark {
namespace {

constexpr char kProgram[] = "/usr/lib/postgresql/15/bin/pgbench";
// db::View::Everything().
constexpr char kSeesEverything[] = "-c donthu.open=* -c donthu.guarded=* -c donthu.figures=all";
constexpr char kOnePlan[] = " -c plan_cache_mode=force_generic_plan";

// Runs a program without a shell, its output into a file; aborts with that when it fails.
void MustExecute(const std::vector<std::string>& arguments, const std::string& output) {
  std::vector<char*> argv;
  for (const auto& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen(output.c_str(), "w", stdout) == nullptr) _exit(126);
    dup2(STDOUT_FILENO, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (status == 0) return;
  std::ifstream file(output);
  std::fprintf(stderr, "%s failed:\n%s\n", argv[0],
               std::string(std::istreambuf_iterator<char>(file), {}).c_str());
  std::abort();
}

// The number after `label` in pgbench's report.
double NumberAfter(const std::string& report, const std::string& label) {
  const size_t at = report.find(label);
  return at == std::string::npos ? 0 : std::strtod(report.c_str() + at + label.size(), nullptr);
}

// Transaction logs, one line each: client, number, microseconds, …; read and removed.
void TakeLogs(const std::string& directory, Measured* measured) {
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().filename().string().rfind("calls.", 0) != 0) continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      int64_t us = 0;
      if (std::sscanf(line.c_str(), "%*d %*d %ld", &us) == 1) measured->latencies.push_back(us);
    }
    std::filesystem::remove(entry.path());
  }
}

}  // namespace

std::string Filled(const db::Statement& statement, const std::map<int, std::string>& with) {
  std::string filled;
  const std::string sql = statement.sql;
  for (size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != '$' || i + 1 == sql.size() || !std::isdigit(sql[i + 1])) {
      filled += sql[i];
      continue;
    }
    size_t digits = 0;
    const int number = std::stoi(sql.substr(i + 1), &digits);
    const auto given = with.find(number);
    if (given == with.end()) {
      std::fprintf(stderr, "%s: nothing is given for $%d\n", statement.name, number);
      std::abort();
    }
    filled += given->second;
    i += digits;
  }
  return filled + ";\n";
}

Measured RunPgbench(const Script& script, const std::string& dsn, int clients,
                    absl::Duration duration, const std::string& directory) {
  const std::string file = directory + "/script.sql";
  const std::string output = directory + "/report";
  std::ofstream(file) << script.text;
  std::vector<std::string> arguments = {kProgram,
                                        "-n",
                                        "-M",
                                        "prepared",
                                        "-j",
                                        std::to_string(std::min(clients, 2)),
                                        "-c",
                                        std::to_string(clients),
                                        "-T",
                                        std::to_string(absl::ToInt64Seconds(duration)),
                                        "-l",
                                        "--log-prefix",
                                        directory + "/calls",
                                        "-f",
                                        file};
  for (const auto& [name, value] : script.variables) {
    arguments.push_back("-D");
    arguments.push_back(name + "=" + value);
  }
  arguments.push_back(absl::StrCat(dsn, " options='", kSeesEverything,
                                   script.one_plan_per_statement ? kOnePlan : "", "'"));
  MustExecute(arguments, output);
  std::ifstream stream(output);
  const std::string report(std::istreambuf_iterator<char>(stream), {});
  Measured measured;
  TakeLogs(directory, &measured);
  // Its own figure leaves out the time for connecting.
  measured.seconds =
      static_cast<double>(measured.latencies.size()) / NumberAfter(report, "\ntps = ");
  measured.errors = static_cast<int64_t>(NumberAfter(report, "number of failed transactions: "));
  return measured;
}

}  // namespace donthu::benchmark
