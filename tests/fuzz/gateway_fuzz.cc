// Any request head and body as the gateway gets them from browsers.
#include <google/protobuf/stubs/logging.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "absl/strings/match.h"
#include "services/base/status/status.h"
#include "services/base/text/unicode.h"
#include "services/gateway/call_policy.h"
#include "services/gateway/catalogue.h"
#include "services/gateway/client_address.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/cookies.h"
#include "services/gateway/json_transcoder.h"
#include "services/gateway/origin_check.h"
#include "services/gateway/session_token.h"
#include "services/gateway/static_files.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/methods.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/violations.h"

namespace donthu::fuzz {
namespace {

const gateway::Catalogue& AllMethods() {
  static const auto* catalogue =
      new gateway::Catalogue(*gateway::Catalogue::Of(*gateway::LinkedProtos(), true));
  return *catalogue;
}

gateway::Settings SettingsWith(bool accept_authorization) {
  gateway::Settings settings;
  settings.accept_authorization = accept_authorization;
  settings.limits.call = absl::Seconds(30);
  settings.limits.stream = absl::Hours(1);
  return settings;
}

void PromiseAdmitted(const gateway::Admitted& call, const gateway::CallHead& head, bool accept) {
  Promise(call.method != nullptr && call.method->path == head.path, "a call has its method");
  Promise(call.timeout > absl::ZeroDuration() && call.timeout <= absl::Hours(1),
          "a call ends within the limit");
  const std::string session = gateway::SessionIn(head.cookie).value_or("");
  const std::string own = accept ? std::string(head.authorization) : "";
  Promise(call.authorization == (session.empty() ? own : "Bearer " + session),
          "who calls is the session of the cookie or, where allowed, a token");
  Promise(head.cookie.empty() || head.sec_fetch_site == "same-origin" || !head.origin.empty(),
          "a call with a cookie comes from a page");
  for (const auto& [name, value] : call.metadata) {
    Promise(name == "traceparent" || name == "accept-language", "only known names are passed on");
    Promise(value.find_first_of("\r\n\0", 0, 3) == std::string::npos, "and no line ends");
  }
}

void PromiseHead(Input input) {
  const bool accept = input.Byte() % 2 == 0;
  std::string lines[12];
  for (std::string& line : lines) line = input.Line();
  const auto& method = MethodFor(static_cast<uint16_t>(input.Byte() << 8 | input.Byte()));
  const std::string path = "/" + method.service()->full_name() + "/" + method.name();
  const gateway::CallHead head = {lines[0].empty() ? path : lines[0],
                                  lines[1],
                                  lines[2],
                                  lines[3],
                                  lines[4],
                                  lines[5],
                                  lines[6],
                                  lines[7],
                                  lines[8],
                                  lines[9],
                                  lines[10],
                                  lines[11],
                                  input.Rest()};
  const auto judged = gateway::JudgeCall(head, AllMethods(), SettingsWith(accept));
  if (const auto* call = std::get_if<gateway::Admitted>(&judged)) {
    return PromiseAdmitted(*call, head, accept);
  }
  const auto& refusal = std::get<gateway::Refusal>(judged);
  Promise(!refusal.status.ok() && refusal.http_status >= 400, "a refusal is one");
  Promise(!gateway::ErrorJson(refusal.status).empty(), "and can be told");
}

void PromiseCookie(const std::string& header) {
  const auto session = gateway::SessionIn(header);
  if (!session) return;
  Promise(gateway::IsSessionToken(*session) && absl::StrContains(header, *session),
          "a session is a token that was sent");
  const std::string kept = gateway::KeepSession(*session);
  Promise(gateway::SessionIn(kept.substr(0, kept.find(';'))) == session,
          "the cookie that is set is the one that is read");
}

void PromiseTarget(const std::string& target) {
  const auto path = gateway::PathOfTarget(target);
  if (!path) return;
  Promise(path->front() == '/' && absl::StartsWith(target, std::string(*path)),
          "a path begins the target");
  for (const char* out : {"..", "\\", "?", "%2e", "%2E", "%2f", "%2F", "%5c", "%5C", "%00", "%0"}) {
    Promise(path->find(out) == std::string_view::npos, "a path has no way out");
  }
}

void PromiseAddress(Input input) {
  const std::string peer = input.Line();
  const std::string trusted = input.Line();
  const std::string forwarded = input.Rest();
  Promise(gateway::ClientAddress(peer, forwarded, {}) == peer, "nobody's word is taken");
  const std::string client = gateway::ClientAddress(peer, forwarded, {trusted});
  Promise(client == peer || (peer == trusted && absl::StrContains(forwarded, client)),
          "only a trusted proxy's word is taken");
  (void)gateway::AddressKey(client);
}

void PromiseEnvelope(const std::string& body) {
  const auto message = gateway::ReadEnvelope(body);
  if (message.ok()) {
    Promise(gateway::Envelope(0, *message) == body, "an envelope is what is written for it");
  } else {
    Promise(ReasonOf(message.status()) == common::v1::MALFORMED_REQUEST, "or is malformed");
  }
  Promise(*gateway::ReadEnvelope(gateway::Envelope(0, body)) == body,
          "what is put into an envelope is taken out of it");
}

void PromiseJson(Input input) {
  static const auto* transcoder = new gateway::JsonTranscoder;
  const auto& method = MethodFor(static_cast<uint16_t>(input.Byte() << 8 | input.Byte()));
  const auto& type = *method.input_type();
  const auto bytes = transcoder->ToBytes(type, input.Rest());
  if (!bytes.ok()) {
    const auto detail = DetailOf(bytes.status());
    Promise(bytes.status().code() == absl::StatusCode::kInvalidArgument,
            "bad JSON is the caller's");
    for (const auto& violation : detail.field_violations()) {
      Promise(IsPath(type, violation.field()), "a violation names a field that exists");
      Promise(ToStd(bytes.status().message()) ==
                  violation.field() + ": has another type or holds something that is not known",
              "and tells nothing else");
    }
    Promise(detail.field_violations_size() > 0 ||
                bytes.status().message() == "the body is not JSON of the method's request",
            "bad JSON is refused in known words");
    return;
  }
  const auto json = transcoder->ToJson(type, *bytes);
  if (!json.ok()) return;
  const auto again = transcoder->ToBytes(type, *json);
  Promise(again.ok(), "JSON that we write can be read");
  const auto first = NewMessage(type);
  const auto second = NewMessage(type);
  Promise(first->ParseFromString(*bytes) && second->ParseFromString(*again), "as a message");
  Promise(first->SerializeAsString() == second->SerializeAsString(), "which is the same");
}

// Answers of services are trusted more than that, but their tokens must not reach a page.
void PromiseAnswer(Input input) {
  for (const auto& [path, method] : AllMethods().methods()) {
    if (method.session_token == nullptr) continue;
    std::string response = input.Rest();
    const auto token = gateway::TakeSessionToken(method, &response);
    if (!token.ok()) continue;
    Promise(gateway::IsSessionToken(*token), "what is taken out is a token");
    const auto message = NewMessage(*method.descriptor->output_type());
    Promise(message->ParseFromString(response), "the answer without it can be read");
    Promise(message->GetReflection()->GetString(*message, method.session_token).empty(),
            "and holds it no more");
  }
}

void Run(Input input) {
  switch (input.Byte() % 8) {
    case 0:
      return PromiseHead(input);
    case 1:
      return PromiseCookie(input.Rest());
    case 2:
      return PromiseTarget(input.Rest());
    case 3:
      return PromiseAddress(input);
    case 4:
      return PromiseEnvelope(input.Rest());
    case 5:
      return PromiseAnswer(input);
    case 6: {
      const auto type = gateway::ReadContentType(input.Rest());
      if (type) Promise(gateway::ReadContentType(gateway::NameOf(*type)) == type, "a known type");
      return;
    }
    default:
      return PromiseJson(input);
  }
}

}  // namespace
}  // namespace donthu::fuzz

// protobuf's own complaints would fill the log.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  donthu::fuzz::Run({data, size});
  return 0;
}
