// Runs one command line against a FakeConnection.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "clients/cli/commands.h"
#include "clients/cli/fake_connection.h"

namespace donthu::cli {

struct RunResult {
  int exit_status;
  std::string out;
  std::string err;
};

// Passes on to a connection that the test keeps.
class BorrowedConnection : public client::Connection {
 public:
  explicit BorrowedConnection(client::Connection& lender) : lender_(lender) {}
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message* response) override {
    return lender_.Call(method, request, response);
  }
  std::unique_ptr<client::MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                              const google::protobuf::Message& request) override {
    return lender_.Read(method, request);
  }
  std::vector<client::EndpointHealth> Health() override { return lender_.Health(); }

 private:
  client::Connection& lender_;
};

// It is noon of 20 November 2024 in Việt Nam.
inline RunResult RunLine(client::Connection& connection, const std::vector<std::string>& line) {
  std::ostringstream out;
  std::ostringstream err;
  const FixedClock clock(absl::FromCivil(absl::CivilSecond(2024, 11, 20, 12, 0, 0), VietnamTime()));
  const Surroundings surroundings{
      out, err, /*terminal=*/false, clock,
      [&connection](const GlobalFlags&) -> absl::StatusOr<std::unique_ptr<client::Connection>> {
        return std::make_unique<BorrowedConnection>(connection);
      }};
  const int exit_status = Run(line, AllCommands(), surroundings);
  return {exit_status, out.str(), err.str()};
}

// A file in a folder of its own that goes away with this object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "donthu-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string Write(const std::string& name, const std::string& text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace donthu::cli
