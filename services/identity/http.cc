#include "services/identity/http.h"

#include <curl/curl.h>

#include <memory>

namespace donthu::identity {
namespace {

constexpr long kConnectMs = 3000;
constexpr long kTotalMs = 5000;
constexpr size_t kBytesMax = 256 << 10;

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;
using Headers = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

size_t Take(const char* bytes, size_t size, size_t count, void* body) {
  auto* all = static_cast<std::string*>(body);
  // Fewer than offered: libcurl ends the transfer.
  if (all->size() + size * count > kBytesMax) return 0;
  all->append(bytes, size * count);
  return size * count;
}

void SetBounds(CURL* curl, const std::string& ca_file) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kTotalMs);
  // Signals would meet other threads.
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  if (ca_file.empty()) return;
  curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
}

absl::StatusOr<HttpAnswer> Run(const std::string& ca_file, const HttpRequest& request) {
  const Handle curl(curl_easy_init(), &curl_easy_cleanup);
  if (curl == nullptr) return absl::UnavailableError("no memory for a request");
  HttpAnswer answer;
  SetBounds(curl.get(), ca_file);
  const Headers headers(curl_slist_append(nullptr, "Accept: application/json"),
                        &curl_slist_free_all);
  curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (!request.form.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.form.c_str());
  }
  if (!request.basic.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl.get(), CURLOPT_USERPWD, request.basic.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) return absl::UnavailableError(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace

Http HttpOverCurl(const std::string& ca_file) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return [ca_file](const HttpRequest& request) { return Run(ca_file, request); };
}

}  // namespace donthu::identity
