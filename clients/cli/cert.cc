// cert init, issue, renew: without a server. cert register, revoke, list: asked of the identity
// service.
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/cert_files.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/identity_client.h"
#include "clients/cpp/request_id.h"
#include "services/base/certificate/certificate.h"
#include "services/base/clock/clock.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

using client::IdentityClient;
using identity::v1::SystemCertificate;

constexpr int kAuthorityDays = 3650;
constexpr int kDays = 365;
constexpr int kDaysMax = 3650;

absl::StatusOr<absl::Duration> ValidityOf(const Arguments& arguments, int otherwise) {
  ASSIGN_OR_RETURN(const auto days, arguments.Number("days", otherwise, 1, kDaysMax));
  return absl::Hours(24) * days;
}

std::string DayOf(absl::Time time) { return absl::FormatTime("%d/%m/%Y", time, VietnamTime()); }

std::string DayOf(const google::protobuf::Timestamp& time) {
  return DayOf(absl::FromUnixSeconds(time.seconds()));
}

absl::StatusOr<int> Init(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto folder, arguments.Required("out"));
  ASSIGN_OR_RETURN(const auto validity, ValidityOf(arguments, kAuthorityDays));
  const std::string name = arguments.Has("name") ? arguments.Text("name") : "Đơn Thư";
  const absl::Time now = session.clock.Now();
  const auto authority = certificate::NewAuthority(name, now, validity);
  if (!authority.ok()) return UsageError("tên cơ quan chứng thực dài quá");
  RETURN_IF_ERROR(WriteIdentity(*authority, folder, "ca"));
  session.out << absl::StrFormat(
      "Đã lập cơ quan chứng thực, có hạn đến %s. Cất %s/ca.key ở máy không phục vụ ai.\n",
      DayOf(now + validity), folder);
  return kOk;
}

absl::StatusOr<int> IssueTo(const certificate::Subject& subject, Session& session,
                            const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto authority_folder, arguments.Required("ca"));
  ASSIGN_OR_RETURN(const auto folder, arguments.Required("out"));
  ASSIGN_OR_RETURN(const auto validity, ValidityOf(arguments, kDays));
  ASSIGN_OR_RETURN(const auto authority, LoadAuthority(authority_folder));
  const absl::Time now = session.clock.Now();
  const auto issued = certificate::Issue(authority, subject, now, validity);
  if (!issued.ok()) {
    return UsageError(absl::StrFormat("không cấp được: %s", ToStd(issued.status().message())));
  }
  const std::string name = subject.system.empty() ? "server" : subject.system;
  RETURN_IF_ERROR(WriteIdentity(*issued, folder, name));
  session.out << absl::StrFormat(
      "%s/%s.pem, có hạn đến %s\n%s\n", folder, name, DayOf(now + validity),
      absl::BytesToHexString(certificate::FingerprintOf(issued->certificate_pem)));
  return kOk;
}

absl::StatusOr<int> Issue(Session& session, const Arguments& arguments) {
  if (arguments.Has("system") == arguments.Has("host")) {
    return UsageError("cần một trong hai: --system TÊN hoặc --host MÁY,MÁY,…");
  }
  certificate::Subject subject;
  subject.system = arguments.Text("system");
  if (arguments.Has("host")) subject.hosts = absl::StrSplit(arguments.Text("host"), ',');
  return IssueTo(subject, session, arguments);
}

// The first certificate alone: a key in the same file stays where it is.
std::string OnlyCertificate(const std::string& text) {
  constexpr char kBegin[] = "-----BEGIN CERTIFICATE-----";
  constexpr char kEnd[] = "-----END CERTIFICATE-----";
  const size_t begin = text.find(kBegin);
  const size_t end = text.find(kEnd, begin);
  if (begin == std::string::npos || end == std::string::npos) return "";
  return text.substr(begin, end + sizeof(kEnd) - 1 - begin) + "\n";
}

absl::StatusOr<certificate::Certificate> ReadCertificate(const std::string& file,
                                                         std::string* pem) {
  const auto text = config::ReadFile(file);
  if (!text.ok()) return UsageError(absl::StrFormat("không đọc được %s", file));
  *pem = OnlyCertificate(*text);
  auto certificate = certificate::Read(*pem);
  if (!certificate.ok()) return UsageError(absl::StrFormat("%s không có chứng thư", file));
  return certificate;
}

absl::StatusOr<int> Renew(Session& session, const Arguments& arguments) {
  std::string pem;
  ASSIGN_OR_RETURN(const auto before, ReadCertificate(arguments.words[0], &pem));
  return IssueTo({before.system, before.hosts}, session, arguments);
}

void Show(Session& session, const SystemCertificate& certificate) {
  if (session.json) return PrintJson(ToJson(certificate), session.out);
  session.out << absl::StrFormat(
      "%s của %s, có hạn đến %s%s\n", certificate.system(), certificate.agency_code(),
      DayOf(certificate.valid_to()),
      certificate.has_revoked_at() ? ", đã thu hồi " + DayOf(certificate.revoked_at()) : "");
}

absl::StatusOr<int> Register(Session& session, const Arguments& arguments) {
  identity::v1::RegisterCertificateRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  RETURN_IF_ERROR(ReadCertificate(arguments.words[0], request.mutable_certificate_pem()).status());
  if (arguments.Has("methods")) {
    const std::vector<std::string> methods = absl::StrSplit(arguments.Text("methods"), ',');
    for (const auto& method : methods) request.add_methods(method);
  }
  request.set_names_callers(arguments.Has("names-callers"));
  ASSIGN_OR_RETURN(const auto registered,
                   IdentityClient(session.connection).RegisterCertificate(request));
  Show(session, registered);
  return kOk;
}

// A fingerprint as listed, or the file of the certificate.
absl::StatusOr<std::string> FingerprintOf(const std::string& word) {
  const bool listed =
      word.size() == 64 && word.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (listed) return word;
  std::string pem;
  ASSIGN_OR_RETURN(const auto certificate, ReadCertificate(word, &pem));
  return absl::BytesToHexString(certificate.sha256);
}

absl::StatusOr<int> Revoke(Session& session, const Arguments& arguments) {
  identity::v1::RevokeCertificateRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_certificate_sha256(), FingerprintOf(arguments.words[0]));
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  ASSIGN_OR_RETURN(const auto revoked,
                   IdentityClient(session.connection).RevokeCertificate(request));
  Show(session, revoked);
  return kOk;
}

std::string StateOf(const SystemCertificate& certificate, absl::Time now) {
  if (certificate.has_revoked_at()) return "đã thu hồi";
  return absl::FromUnixSeconds(certificate.valid_to().seconds()) <= now ? "hết hạn" : "đang dùng";
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  const IdentityClient identity(session.connection);
  TextTable table({"Hệ thống", "Cơ quan", "Hết hạn", "Trạng thái", "Được gọi", "SHA-256"});
  Json items = Json::array();
  const auto add = [&](const SystemCertificate& one) {
    items.push_back(ToJson(one));
    table.AddRow({one.system(), one.agency_code(), DayOf(one.valid_to()),
                  StateOf(one, session.clock.Now()), absl::StrJoin(one.methods(), " "),
                  one.certificate_sha256()});
  };
  ASSIGN_OR_RETURN(const auto next,
                   EachPage(
                       arguments, identity::v1::ListCertificatesRequest(),
                       [&](const auto& page) { return identity.ListCertificates(page); },
                       [&](const identity::v1::ListCertificatesResponse& page) {
                         for (const auto& one : page.certificates()) add(one);
                       }));
  if (session.json) {
    PrintJson({{"certificates", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

Command Offline(Command command) {
  command.offline = true;
  return command;
}

std::vector<Flag> WithIssueFlags(std::vector<Flag> flags) {
  flags.push_back({"ca", "THƯ MỤC", "nơi có ca.key và ca.pem"});
  flags.push_back({"out", "THƯ MỤC", "nơi ghi khóa và chứng thư"});
  flags.push_back({"days", "SỐ", "có hạn mấy ngày (mặc định 365)"});
  return flags;
}

}  // namespace

Command CertInitCommand() {
  return Offline({"cert init",
                  "",
                  "lập cơ quan chứng thực",
                  {{"out", "THƯ MỤC", "nơi ghi ca.key và ca.pem"},
                   {"name", "CHỮ", "tên (mặc định Đơn Thư)"},
                   {"days", "SỐ", "có hạn mấy ngày (mặc định 3650)"}},
                  0,
                  0,
                  Init});
}
Command CertIssueCommand() {
  return Offline({"cert issue", "", "cấp khóa và chứng thư cho một hệ thống hoặc máy chủ",
                  WithIssueFlags({{"system", "TÊN", "hệ thống được gọi các dịch vụ"},
                                  {"host", "MÁY,…", "máy chủ: tên miền, địa chỉ IP"}}),
                  0, 0, Issue});
}
Command CertRenewCommand() {
  return Offline({"cert renew", "TỆP", "cấp khóa và chứng thư mới, cho cùng tên",
                  WithIssueFlags({}), 1, 1, Renew});
}
Command CertRegisterCommand() {
  return {"cert register",
          "TỆP",
          "cho phép một hệ thống gọi bằng chứng thư này",
          {{"agency", "MÃ", "cơ quan của hệ thống"},
           {"methods", "TÊN,…", "được gọi gì, ví dụ donthu.intake.v1.IntakeService/*"},
           {"names-callers", "", "cổng chuyển lời gọi của người khác và nói địa chỉ của họ"}},
          1,
          1,
          Register};
}
Command CertRevokeCommand() {
  return {"cert revoke", "SHA-256|TỆP", "thu hồi một chứng thư", {{"reason", "CHỮ", "lý do"}}, 1, 1,
          Revoke};
}
Command CertListCommand() {
  return {"cert list", "", "các chứng thư của hệ thống", WithPageFlags({}), 0, 0, List};
}

}  // namespace donthu::cli
