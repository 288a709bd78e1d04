#include "tests/support/private_postgres.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_format.h"

namespace donthu::testing {
namespace {

constexpr char kTemplate[] = "donthu_template";

std::string Output(const std::string& command, int* status) {
  std::string output;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  while (size_t n = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, n);
  *status = pclose(pipe);
  return output;
}

std::string MustOutput(const std::string& command) {
  int status = 0;
  std::string output = Output(command, &status);
  if (status != 0) {
    std::fprintf(stderr, "%s\nfailed:\n%s\n", command.c_str(), output.c_str());
    std::abort();
  }
  while (!output.empty() && output.back() == '\n') output.pop_back();
  return output;
}

}  // namespace

void MustRun(const std::string& command) { MustOutput(command); }

PrivatePostgres& PrivatePostgres::Shared() {
  static PrivatePostgres shared(false);
  return shared;
}

PrivatePostgres::PrivatePostgres(bool durable) : durable_(durable) {
  char pattern[] = "/tmp/donthu-test-XXXXXX";
  directory_ = mkdtemp(pattern);
  // The database's user must be able to reach its folder below.
  chmod(directory_.c_str(), 0755);
  Start();
  MustRun(absl::StrFormat("tools/pg psql %s/pg -d postgres -qc 'CREATE DATABASE %s'", directory_,
                          kTemplate));
  MustRun(absl::StrFormat("tools/migrate '%s'", Dsn(kTemplate, "donthu_owner")));
}

PrivatePostgres::~PrivatePostgres() {
  Stop();
  MustRun("rm -rf " + directory_);
}

std::string PrivatePostgres::CreateDatabase() {
  const std::string name = absl::StrFormat("test_%d", ++databases_);
  MustRun(absl::StrFormat("tools/pg psql %s/pg -d postgres -qc 'CREATE DATABASE %s TEMPLATE %s'",
                          directory_, name, kTemplate));
  return name;
}

std::string PrivatePostgres::Dsn(const std::string& database, const std::string& role) const {
  return MustOutput(absl::StrFormat("tools/pg dsn %s/pg %s %s", directory_, database, role)) +
         " connect_timeout=2";
}

void PrivatePostgres::Start() {
  MustRun(absl::StrFormat("tools/pg start %s %s/pg", durable_ ? "" : "--fast", directory_));
}

void PrivatePostgres::Stop() { MustRun(absl::StrFormat("tools/pg stop %s/pg", directory_)); }

void PrivatePostgres::Kill() {
  std::ifstream file(directory_ + "/pg/data/postmaster.pid");
  pid_t postmaster = 0;
  file >> postmaster;
  if (postmaster <= 0) return;
  // The children first, so that none is left to write after the postmaster is gone.
  MustRun(absl::StrFormat("pkill -KILL -P %d; kill -KILL %d || true", postmaster, postmaster));
  while (kill(postmaster, 0) == 0) {
  }
}

}  // namespace donthu::testing
