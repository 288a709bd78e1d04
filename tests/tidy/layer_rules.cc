#include "tests/tidy/layer_rules.h"

#include <re2/re2.h>

#include "tests/tidy/cpp_text.h"

namespace donthu::tidy {
namespace {

// "intake" for services/intake/…; empty elsewhere.
std::string ServiceOf(const std::string& path) {
  std::string service;
  RE2::PartialMatch(path, "^services/([a-z_]+)/", &service);
  return service;
}

bool IsShared(const std::string& service) { return service == "base" || service == "law"; }

bool IsGrpc(const std::string& include) { return RE2::PartialMatch(include, "^grpc(pp)?/"); }

bool MayIncludeGrpc(const std::string& path) {
  return RE2::FullMatch(path, R"(services/base/rpc/(server|grpc_service)\w*\.(cc|h))"
                              R"(|clients/cpp/grpc_stub\w*\.(cc|h)|services/gateway/upstream\.cc)");
}

bool IsHttp(const std::string& include) {
  return RE2::PartialMatch(include, "^boost/(asio|beast)[./]");
}

bool MayIncludePqxx(const std::string& path) {
  return RE2::PartialMatch(path, R"(^services/base/db/|_store\.(cc|h)$)");
}

// What is wrong with this include; empty when nothing is.
std::string Complaint(const std::string& path, const std::string& include) {
  const std::string own = ServiceOf(path);
  const std::string other = ServiceOf(include);
  if (StartsWith(include, "pqxx/") && !MayIncludePqxx(path)) {
    return "libpqxx belongs into a *_store or services/base/db";
  }
  if (IsGrpc(include) && !MayIncludeGrpc(path)) {
    return "gRPC belongs into services/base/rpc/{server,grpc_service}, clients/cpp/grpc_stub or "
           "services/gateway/upstream.cc";
  }
  if (IsHttp(include) && own != "gateway") {
    return "Boost.Beast and Asio belong into services/gateway";
  }
  if (StartsWith(include, "curl/") && path != "services/identity/http.cc") {
    return "libcurl belongs into services/identity/http.cc";
  }
  if (own == "law" && RE2::PartialMatch(include, "^services/base/(db|rpc|process|ledger)/")) {
    return "services/law is pure: no database, no transport";
  }
  if (!other.empty() && !IsShared(other) && other != own && own != "donthud") {
    return own.empty() ? "clients know services by their protos only"
                       : "a service knows another by its proto and its views only";
  }
  return "";
}

}  // namespace

Findings CheckIncludes(const SourceFile& file) {
  Findings findings;
  const bool product = StartsWith(file.path, "services/") || StartsWith(file.path, "clients/");
  if (!product || !IsCpp(file.path)) return findings;
  for (const auto& include : IncludesOf(file.text)) {
    const std::string complaint = Complaint(file.path, include.name);
    if (!complaint.empty()) {
      findings.push_back({file.path, include.line, include.name + ": " + complaint});
    }
  }
  return findings;
}

Findings CheckSqlOutsideStores(const SourceFile& file) {
  static const RE2 sql(R"(\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+(\.\w+)? SET)\b)");
  Findings findings;
  const std::string service = ServiceOf(file.path);
  if (service.empty() || IsShared(service) || !IsCpp(file.path)) return findings;
  if (RE2::PartialMatch(file.path, R"(_store\.(cc|h)$|_test\.cc$)")) return findings;
  for (const auto& literal : ReadCpp(file.text).literals) {
    if (RE2::PartialMatch(literal.value, sql)) {
      findings.push_back({file.path, LineAt(file.text, literal.begin),
                          "SQL belongs into the service's *_store.cc"});
    }
  }
  return findings;
}

}  // namespace donthu::tidy
