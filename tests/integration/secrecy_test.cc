// Identities that nobody else has are planted in denunciations, and then looked for in everything
// that this system keeps, says or writes: tables, write-ahead log, logs, metrics, errors, events,
// lists, searches and reports (L-TC Đ.56).
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/request_id.h"
#include "services/base/text/fold.h"
#include "tests/integration/vault_stack.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using client::NewRequestId;

// As written: bytes in any file.
const std::vector<std::string> kWritten = {
    "Lò Thị Xuyến Chi", "LÒ THỊ XUYẾN CHI", "Lo Thi Xuyen Chi", "LO THI XUYEN CHI", "Xuyến Chi",
    "Chi Lò Thị Xuyến", "Cà Xen Thượng",    "Ca Xen Thuong",    "0987654321",       "0987 654 321",
    "0987.654.321",     "044166009876",     "044 166 009 876",  "xuyenchi66"};
// Of one who complains openly.
constexpr char kOpenName[] = "Trần Văn Mẫu";
// As folded: words in anything that is text.
const std::vector<std::string> kFolded = {"xuyen chi",  "chi xuyen",    "ca xen thuong",
                                          "0987654321", "0987 654 321", "044166009876",
                                          "xuyenchi66"};

// What of the planted identity is in `haystack`; empty when nothing is.
std::string FoundIn(const std::string& haystack) {
  std::string found;
  for (const auto& needle : kWritten) {
    if (haystack.find(needle) != std::string::npos) found += needle + "; ";
    // bytea in a dump, and what was encoded on the way.
    if (haystack.find(absl::BytesToHexString(needle)) != std::string::npos) {
      found += "hexadecimal " + needle + "; ";
    }
    // Whole groups of three bytes, so that it does not matter what follows.
    const std::string whole = needle.substr(0, needle.size() / 3 * 3);
    if (haystack.find(absl::Base64Escape(whole)) != std::string::npos) {
      found += "base64 " + needle + "; ";
    }
  }
  return found;
}

std::string FoundInText(const std::string& text) {
  std::string found = FoundIn(text);
  const std::string folded = text::Fold(text);
  for (const auto& needle : kFolded) {
    if (folded.find(needle) != std::string::npos) found += "folded " + needle + "; ";
  }
  return found;
}

std::string Output(const std::string& command) {
  std::string output;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  char buffer[65536];
  while (const size_t n = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, n);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

std::string Dump(const PrivatePostgres& postgres, const std::string& database) {
  return Output("/usr/lib/postgresql/15/bin/pg_dump -d '" + postgres.Dsn(database, "donthu_owner") +
                "'");
}

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// A port that was free a moment ago; the metrics' listener can't choose one itself.
int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bind(listener, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  close(listener);
  return ntohs(address.sin_port);
}

std::string Metrics(int port) {
  const int link = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  EXPECT_EQ(connect(link, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  constexpr char kAsk[] = "GET /metrics HTTP/1.0\r\n\r\n";
  EXPECT_GT(send(link, kAsk, sizeof(kAsk) - 1, 0), 0);
  std::string answer;
  char buffer[65536];
  for (ssize_t n = 0; (n = recv(link, buffer, sizeof(buffer), 0)) > 0;) {
    answer.append(buffer, static_cast<size_t>(n));
  }
  close(link);
  return answer;
}

// Letters that tell of their author in every way that he could be told of.
std::vector<intake::v1::RegisterPetitionRequest> Planted() {
  std::vector<intake::v1::RegisterPetitionRequest> letters;
  const auto add = [&](const std::string& title, const std::string& body) {
    auto letter = SomeDenunciation();
    letter.set_title(title);
    letter.set_body(body);
    letters.push_back(letter);
  };
  letters.push_back(SomeDenunciation());
  add("Tố cáo của LÒ THỊ XUYẾN CHI (sđt 0987.654.321)",
      "Lò-Thị-Xuyến-Chi, thôn Cà Xen Thượng, số 044 166 009 876, thư xuyenchi66@mail.vn, tố cáo "
      "ông "
      "H.V.T lập khống hồ sơ nhận 12.500.000 đồng.");
  add("Don to cao",
      "Toi la Lo Thi Xuyen Chi o thon Ca Xen Thuong, dien thoai 0987654321, xin to "
      "cao ong H.V.T lay 500.000 dong. Nguoi viet don: Chi Lo Thi Xuyen");
  auto mixed = SomeDenunciation();
  mixed.set_kind(law::v1::PETITION_KIND_COMPLAINT);
  mixed.add_mixed_kinds(law::v1::PETITION_KIND_COMPLAINT);
  mixed.add_mixed_kinds(law::v1::PETITION_KIND_DENUNCIATION);
  mixed.set_external_id("XT-0987654321");
  letters.push_back(mixed);
  // No name in the fields, but a telephone number in the text.
  auto anonymous = SomeDenunciation();
  anonymous.set_anonymous(true);
  anonymous.clear_petitioners();
  anonymous.set_title("Đơn tố cáo nặc danh");
  anonymous.set_body(
      "Cần hỏi thêm xin gọi 0987 654 321 hoặc viết xuyenchi66@mail.vn. Ông H.V.T "
      "nhận tiền của dân.");
  anonymous.set_addressee("Kính gửi Chủ tịch");
  letters.push_back(anonymous);
  return letters;
}

// What the system says to those who look for them, from the command line.
std::string Said(VaultStack& stack) {
  std::string said;
  const auto ask = [&](const char* token, const std::vector<std::string>& line) {
    const auto result = stack.Donthu(token, line);
    said += result.out + result.err + "\n";
  };
  for (const char* token : {kSystem, kInspector, kDistrict, kReception, kOfficer, kCommune}) {
    for (const char* query : {"Lò Thị Xuyến Chi", "xuyen chi", "ca xen thuong", "0987654321",
                              "044166009876", "xuyenchi66@mail.vn"}) {
      ask(token, {"petition", "search", query, "--json"});
    }
    ask(token, {"petition", "list", "--json", "--all"});
    for (const char* id : {"1", "2", "3", "4", "5"}) {
      ask(token, {"petition", "get", id, "--json"});
      ask(token, {"petition", "propose", id, "--json"});
    }
    ask(token, {"ledger", "tail", "--json"});
    ask(token, {"vault", "list", "--json"});
  }
  ask(kInspector, {"report", "01/XLD", "--circular", "TT 01/2024", "--agency", "QB-UBND", "--from",
                   "2024-01-01", "--to", "2024-12-31", "--json"});
  return said;
}

// Requests that fail, each in its own way; what was answered.
std::string Errors(VaultStack& stack) {
  std::string errors;
  const auto connection = stack.Connect(kSystem);
  const client::IntakeClient intake(*connection);
  const auto tell = [&](const intake::v1::RegisterPetitionRequest& request) {
    const auto refused = intake.RegisterPetition(request);
    EXPECT_FALSE(refused.ok());
    errors += refused.status().ToString() + DetailOf(refused.status()).DebugString();
  };
  const auto broken = [&](auto spoil) {
    auto request = SomeDenunciation();
    spoil(&request);
    tell(request);
  };
  using Request = intake::v1::RegisterPetitionRequest;
  broken([](Request* r) { r->set_agency_code("QB-NOWHERE"); });
  broken([](Request* r) { r->set_anonymous(true); });
  broken([](Request* r) { r->set_denouncer_ref("0987654321"); });
  broken([](Request* r) { r->mutable_petitioners(0)->set_phone("Lò Thị Xuyến Chi"); });
  broken([](Request* r) { r->set_title(std::string(301, 'x') + "Lò Thị Xuyến Chi"); });
  auto reused = SomeDenunciation();
  EXPECT_THAT(intake.RegisterPetition(reused), Succeeds());
  reused.set_subject_code("DD01");
  tell(reused);
  return errors;
}

// All that the system left behind in a life with planted letters.
struct Traces {
  std::string dumps;
  std::string said;
  std::string errors;
  std::string metrics;
};

// One of them is asked for, granted and shown; what was said meanwhile.
std::string Disclose(VaultStack& stack) {
  const auto asked = stack.Ask(stack.Register(SomeDenunciation()), "own.pem");
  const auto granted = stack.Donthu(kCustodian, stack.WithKey({"vault", "grant", asked.number,
                                                               "--fingerprint", asked.fingerprint},
                                                              "custodian.pem"));
  const auto opened =
      stack.Donthu(kOfficer, stack.WithKey({"vault", "open", asked.number}, "own.pem"));
  EXPECT_NE(FoundInText(opened.out), "") << "the search itself must be able to find it";
  return granted.out + granted.err;
}

std::string RefusedWithoutVault(VaultStack& stack) {
  stack.StopVault();
  const auto connection = stack.Connect(kSystem);
  const auto down = client::IntakeClient(*connection).RegisterPetition(SomeDenunciation());
  EXPECT_FALSE(down.ok());
  return down.status().ToString() + DetailOf(down.status()).DebugString();
}

Traces Live(PrivatePostgres& postgres, bool held) {
  const int metrics_port = FreePort();
  VaultStack stack({.hold_state_secrets = held,
                    .custodian_key = held,
                    .postgres = &postgres,
                    .metrics_listen = absl::StrFormat("127.0.0.1:%d", metrics_port)});
  Traces traces;
  std::string reference;
  for (const auto& letter : Planted()) reference = stack.Register(letter);
  EXPECT_EQ(reference.empty(), !held);
  // What is not secret is found wherever it is looked for, so that finding nothing says something.
  EXPECT_EQ(stack.Register(SomePetition()), "");
  traces.errors = Errors(stack);
  if (held) traces.errors += Disclose(stack);
  traces.said = Said(stack);
  traces.metrics = Metrics(metrics_port);
  const std::string secrets = Dump(postgres, stack.vault_database());
  traces.dumps = Dump(postgres, stack.database()) + secrets;
  if (held) {
    EXPECT_NE(secrets.find("\\\\x"), std::string::npos) << "ciphertext is there";
    traces.errors += RefusedWithoutVault(stack);
  }
  return traces;
}

// Tables, indexes and the write-ahead log as they lie on the disk, and in any backup of it.
void ExpectNothingOnDisk(const std::filesystem::path& data) {
  size_t wal = 0;
  bool open_name_in_wal = false;
  for (const auto& file : std::filesystem::recursive_directory_iterator(data)) {
    if (!file.is_regular_file()) continue;
    const std::string bytes = Bytes(file.path());
    if (file.path().string().find("pg_wal") != std::string::npos) {
      wal += bytes.size();
      open_name_in_wal |= bytes.find(kOpenName) != std::string::npos;
    }
    EXPECT_EQ(FoundIn(bytes), "") << file.path();
    for (const auto& needle : kFolded) {
      EXPECT_EQ(bytes.find(needle), std::string::npos) << needle << " in " << file.path();
    }
  }
  EXPECT_GT(wal, 1u << 20);
  EXPECT_TRUE(open_name_in_wal);
}

class SecrecyTest : public ::testing::TestWithParam<bool> {};

TEST_P(SecrecyTest, PlantedIdentity_IsNowhere) {
  PrivatePostgres postgres(true);
  ::testing::internal::CaptureStderr();
  const Traces traces = Live(postgres, GetParam());
  const std::string logs = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(traces.dumps.find("450.000"), std::string::npos) << "the matter is there";
  EXPECT_NE(traces.dumps.find(kOpenName), std::string::npos);
  EXPECT_NE(traces.said.find(kOpenName), std::string::npos);
  EXPECT_NE(traces.said.find("intake.PetitionRegistered"), std::string::npos) << "events were read";
  EXPECT_NE(traces.metrics.find("200 OK"), std::string::npos);
  EXPECT_EQ(FoundInText(traces.dumps), "");
  EXPECT_EQ(FoundInText(traces.said), "");
  EXPECT_EQ(FoundInText(traces.errors), "");
  EXPECT_EQ(FoundInText(traces.metrics), "");
  EXPECT_EQ(FoundInText(logs), "");
  EXPECT_EQ(FoundInText(Bytes(postgres.directory() + "/pg/log")), "");
  postgres.Stop();
  ExpectNothingOnDisk(postgres.directory() + "/pg/data");
  postgres.Start();
}

INSTANTIATE_TEST_SUITE_P(HeldOrDropped, SecrecyTest, ::testing::Bool(), [](const auto& held) {
  return std::string(held.param ? "HeldInTheVault" : "Dropped");
});

// At the counter a denunciation is handed in, and then seen no more; nor by others' agencies, nor
// by who oversees from above.
TEST(NeedToKnow, DenunciationIsSeenByThoseWhoHandleItOnly) {
  VaultStack stack({.hold_state_secrets = false, .custodian_key = false});
  const auto reception = stack.Connect(kReception);
  const auto receipt = client::IntakeClient(*reception).RegisterPetition(SomeDenunciation());
  ASSERT_THAT(receipt, Succeeds());
  intake::v1::GetPetitionRequest get;
  get.set_id(receipt->petition_id());
  intake::v1::GetPetitionRequest missing;
  missing.set_id(999999);
  intake::v1::SearchPetitionsRequest by_code;
  by_code.set_query(receipt->code());
  for (const char* token : {kReception, kOfficer, kCommune, kInspector, kChairman}) {
    const auto connection = stack.Connect(token);
    const client::IntakeClient intake(*connection);
    const auto hidden = intake.GetPetition(get);
    EXPECT_EQ(hidden.status().ToString(), intake.GetPetition(missing).status().ToString()) << token;
    EXPECT_EQ(intake.ListPetitions({})->petitions_size(), 0) << token;
    EXPECT_EQ(intake.SearchPetitions(by_code)->petitions_size(), 0) << token;
  }
  const auto system = stack.Connect(kSystem);
  PutInOffice(client::DirectoryClient(*system),
              {SomeOfficer("test.officer", "QB-450-UBND", options::v1::ROLE_CASE_OFFICER)});
  routing::v1::AssignOfficerRequest assign;
  assign.set_request_id(client::NewRequestId());
  assign.set_petition_id(receipt->petition_id());
  assign.set_agency_code("QB-450-UBND");
  assign.set_officer("test.officer");
  *assign.mutable_on() = SomeDenunciation().received_on();
  const auto head = stack.Connect(kHead);
  ASSERT_THAT(client::RoutingClient(*head).AssignOfficer(assign), Succeeds());
  for (const char* token : {kOfficer, kHead}) {
    const auto connection = stack.Connect(token);
    const client::IntakeClient intake(*connection);
    EXPECT_THAT(intake.GetPetition(get), Succeeds()) << token;
    EXPECT_EQ(intake.ListPetitions({})->petitions_size(), 1) << token;
    EXPECT_EQ(intake.SearchPetitions(by_code)->petitions_size(), 1) << token;
  }
  // The same letter again: a hint would tell the counter that there is one.
  auto again = SomeDenunciation();
  EXPECT_EQ(client::IntakeClient(*reception).RegisterPetition(again)->duplicates_size(), 0);
}

}  // namespace
}  // namespace donthu::testing
