// A PostgreSQL of the test's own: started by tools/pg in a new folder, migrated once by
// tools/migrate, copied for each test.
#pragma once

#include <sys/types.h>

#include <string>

namespace donthu::testing {

class PrivatePostgres {
 public:
  // The one of this test program, started on first use (without fsync) and removed at exit.
  static PrivatePostgres& Shared();

  // `durable`: with fsync, for tests that kill it.
  explicit PrivatePostgres(bool durable);
  ~PrivatePostgres();
  PrivatePostgres(const PrivatePostgres&) = delete;

  // A new database with all migrations; its name.
  std::string CreateDatabase();

  // Connection string. Roles: "donthu_owner" (may do anything), "donthu_intake", …
  std::string Dsn(const std::string& database, const std::string& role) const;

  const std::string& directory() const { return directory_; }

  void Stop();
  void Start();
  // SIGKILL to the postmaster and all its children, as when the power fails.
  void Kill();

 private:
  std::string directory_;
  bool durable_;
  int databases_ = 0;
};

// Runs a command of the shell; the test fails with its output when it does not exit with 0.
void MustRun(const std::string& command);

}  // namespace donthu::testing
