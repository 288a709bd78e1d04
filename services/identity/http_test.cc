#include "services/identity/http.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"

namespace donthu::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Gives one answer to one caller, and keeps what it was asked.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer)
      : answer_(std::move(answer)), listening_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listening_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listening_, 1), 0);
    EXPECT_EQ(getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    host_ = absl::StrFormat("127.0.0.1:%d", ntohs(address.sin_port));
    thread_ = std::thread([this] { Serve(); });
  }
  ~OneAnswer() { Asked(); }

  std::string Url(const char* scheme = "http") const {
    return absl::StrFormat("%s://%s/a", scheme, host_);
  }
  const std::string& host() const { return host_; }
  const std::string& Asked() {
    // Wakes an accept that nobody called.
    shutdown(listening_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    if (listening_ >= 0) close(listening_);
    listening_ = -1;
    return asked_;
  }

 private:
  // All of a GET, all of the form that these tests post, or no HTTP but the beginning of TLS.
  bool Complete() const {
    if (absl::StartsWith(asked_, "\x16")) return true;
    if (absl::StartsWith(asked_, "POST")) return absl::EndsWith(asked_, "a=1");
    return absl::EndsWith(asked_, "\r\n\r\n");
  }
  void Serve() {
    const int caller = accept(listening_, nullptr, nullptr);
    if (caller < 0) return;
    char bytes[4096];
    while (!Complete()) {
      const ssize_t size = recv(caller, bytes, sizeof bytes, 0);
      if (size <= 0) break;
      asked_.append(bytes, static_cast<size_t>(size));
    }
    (void)send(caller, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    shutdown(caller, SHUT_WR);
    while (recv(caller, bytes, sizeof bytes, 0) > 0) {
    }
    close(caller);
  }

  const std::string answer_;
  int listening_;
  std::string host_;
  std::string asked_;
  std::thread thread_;
};

std::string Answer(const std::string& body) {
  return absl::StrFormat("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", body.size(), body);
}

TEST(Http, GivesStatusAndBody) {
  OneAnswer there("HTTP/1.1 418 No\r\nContent-Length: 2\r\n\r\n{}");
  const auto answer = HttpOverCurl("")({there.Url(), "", ""});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 418);
  EXPECT_EQ(answer->body, "{}");
  EXPECT_THAT(there.Asked(), ::testing::StartsWith("GET /a HTTP/1.1\r\n"));
  EXPECT_THAT(there.Asked(), Not(HasSubstr("Authorization")));
}

TEST(Http, PostsAForm_AndShowsWhoWeAre) {
  OneAnswer there(Answer("{}"));
  ASSERT_TRUE(HttpOverCurl("")({there.Url(), "b=%3A&a=1", "donthu:b%3A"}).ok());
  const std::string& asked = there.Asked();
  EXPECT_THAT(asked, ::testing::StartsWith("POST /a HTTP/1.1\r\n"));
  EXPECT_THAT(asked, HasSubstr("Content-Type: application/x-www-form-urlencoded\r\n"));
  // RFC 7617: base64 of "donthu:b%3A".
  EXPECT_THAT(asked, HasSubstr("Authorization: Basic ZG9udGh1OmIlM0E=\r\n"));
  EXPECT_THAT(asked, ::testing::EndsWith("\r\n\r\nb=%3A&a=1"));
}

TEST(Http, FollowsNobody) {
  OneAnswer elsewhere(Answer("secret"));
  OneAnswer there("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.Url() +
                  "\r\nContent-Length: 0\r\n\r\n");
  const auto answer = HttpOverCurl("")({there.Url(), "", ""});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(elsewhere.Asked(), "");
}

TEST(Http, TakesNoMoreThanAQuarterOfAMebibyte) {
  OneAnswer most(Answer(std::string(256 << 10, 'x')));
  EXPECT_TRUE(HttpOverCurl("")({most.Url(), "", ""}).ok());
  OneAnswer more(Answer(std::string((256 << 10) + 1, 'x')));
  EXPECT_TRUE(absl::IsUnavailable(HttpOverCurl("")({more.Url(), "", ""}).status()));
}

TEST(Http, WhoSpeaksNoTls_IsNotHeard) {
  OneAnswer there(Answer("{}"));
  const auto answer = HttpOverCurl("")({there.Url("https"), "", ""});
  EXPECT_TRUE(absl::IsUnavailable(answer.status()));
  EXPECT_THAT(std::string(answer.status().message()), Not(HasSubstr(there.host())));
}

TEST(Http, OtherProtocols_AreNotSpoken) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", ""}) {
    EXPECT_TRUE(absl::IsUnavailable(HttpOverCurl("")({url, "", ""}).status())) << url;
  }
}

}  // namespace
}  // namespace donthu::identity
