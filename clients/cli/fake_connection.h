// A Connection for tests: answers by method, remembers the requests.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/connection.h"

namespace donthu::cli {

class FakeConnection : public client::Connection {
 public:
  // Answers calls of `method` ("GetPetition") by fn(const Request&) -> absl::StatusOr<Response>.
  template <typename Request, typename Response>
  void On(const std::string& method, std::function<absl::StatusOr<Response>(const Request&)> fn) {
    answers_[method] = [fn = std::move(fn)](const google::protobuf::Message& request,
                                            google::protobuf::Message* response) -> absl::Status {
      auto answer = fn(static_cast<const Request&>(request));
      if (!answer.ok()) return answer.status();
      *static_cast<Response*>(response) = *std::move(answer);
      return absl::OkStatus();
    };
  }

  // Calls that nothing answers fail the way a missing server does.
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message* response) override {
    std::lock_guard lock(mutex_);
    called.push_back(method.name());
    const auto found = answers_.find(method.name());
    if (found == answers_.end()) return absl::UnavailableError("nobody answers");
    return found->second(request, response);
  }

  // Streams give the messages in `stream`, then end.
  std::unique_ptr<client::MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                              const google::protobuf::Message& request) override {
    called.push_back(method.name());
    stream_request = request.ShortDebugString();
    return std::make_unique<Reader>(stream);
  }

  std::vector<client::EndpointHealth> Health() override { return health; }

  std::vector<std::string> called;
  std::vector<std::shared_ptr<google::protobuf::Message>> stream;
  std::string stream_request;
  std::vector<client::EndpointHealth> health;

 private:
  class Reader : public client::MessageReader {
   public:
    explicit Reader(std::vector<std::shared_ptr<google::protobuf::Message>> messages)
        : messages_(std::move(messages)) {}
    absl::StatusOr<bool> Next(google::protobuf::Message* message) override {
      if (at_ == messages_.size()) return false;
      message->CopyFrom(*messages_[at_++]);
      return true;
    }
    void Cancel() override {}

   private:
    const std::vector<std::shared_ptr<google::protobuf::Message>> messages_;
    std::size_t at_ = 0;
  };

  std::mutex mutex_;
  std::map<std::string, std::function<absl::Status(const google::protobuf::Message&,
                                                   google::protobuf::Message*)>>
      answers_;
};

}  // namespace donthu::cli
