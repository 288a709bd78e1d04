#include "tests/integration/gateway_fake_service.h"

#include <thread>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "donthu/identity/v1/identity.pb.h"
#include "donthu/ledger/v1/ledger_service.pb.h"

namespace donthu::testing {

class FakeService::Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(FakeService& service, const grpc::GenericCallbackServerContext& context)
      : service_(service), method_(context.method()), left_(service.messages) {
    ++service_.open;
    StartRead(&in_);
  }
  void OnReadDone(bool ok) override {
    if (!ok || method_ == kNeverAnswered) return;
    if (method_ == kWatch) return Next();
    identity::v1::Me me;
    me.set_officer("lan");
    out_ = BufferOf(me.SerializeAsString());
    StartWriteAndFinish(&out_, {}, grpc::Status::OK);
  }
  void OnWriteDone(bool ok) override {
    if (!ok || method_ != kWatch) return;
    ++service_.written;
    Next();
  }
  void OnCancel() override {
    if (!finished_.exchange(true)) Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override {
    --service_.open;
    delete this;
  }

 private:
  static grpc::ByteBuffer BufferOf(const std::string& bytes) {
    const grpc::Slice slice(bytes);
    return grpc::ByteBuffer(&slice, 1);
  }
  void Next() {
    if (left_-- > 0) {
      ledger::v1::WatchResponse response;
      response.set_cursor(std::string(service_.cursor_bytes, 'c'));
      out_ = BufferOf(response.SerializeAsString());
      StartWrite(&out_);
    } else if (service_.then_ends && !finished_.exchange(true)) {
      Finish(grpc::Status::OK);
    }
  }

  FakeService& service_;
  const std::string method_;
  int left_;
  std::atomic<bool> finished_{false};
  grpc::ByteBuffer in_;
  grpc::ByteBuffer out_;
};

class FakeService::Generic : public grpc::CallbackGenericService {
 public:
  explicit Generic(FakeService& service) : service_(service) {}
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    {
      std::lock_guard lock(service_.mutex_);
      service_.metadata_.clear();
      for (const auto& [name, value] : context->client_metadata()) {
        service_.metadata_.emplace(std::string(name.data(), name.size()),
                                   std::string(value.data(), value.size()));
      }
      service_.time_left_ = absl::FromChrono(context->deadline()) - absl::Now();
    }
    return new Reactor(service_, *context);
  }

 private:
  FakeService& service_;
};

FakeService::FakeService() : service_(std::make_unique<Generic>(*this)) {
  grpc::ServerBuilder builder;
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
  builder.RegisterCallbackGenericService(service_.get());
  server_ = builder.BuildAndStart();
}

FakeService::~FakeService() {
  server_->Shutdown(absl::ToChronoTime(absl::Now()));
  server_->Wait();
}

std::multimap<std::string, std::string> FakeService::metadata() {
  std::lock_guard lock(mutex_);
  return metadata_;
}

absl::Duration FakeService::time_left() {
  std::lock_guard lock(mutex_);
  return time_left_;
}

bool Eventually(const std::function<bool()>& is_so) {
  const absl::Time until = absl::Now() + absl::Seconds(20);
  while (!is_so()) {
    if (absl::Now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace donthu::testing
