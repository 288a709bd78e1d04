// ledger verify, proof and export against a server that a test plays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"
#include "clients/cli/run_for_test.h"
#include "donthu/ledger/v1/ledger_service.pb.h"
#include "nlohmann/json.hpp"
#include "services/base/ledger/event_hash.h"

namespace donthu::cli {
namespace {

using ::testing::HasSubstr;
using json = nlohmann::json;

constexpr char kSealLine[] =
    R"({"seal":{"number":%d,"size":7,"root":"%s","previous_hash":"%s","sealed_us":1,"key_id":"%s",)"
    R"("next_key":"","signature":"%s"}})";

std::string SealLine(int number) {
  const std::string hash(64, 'a');
  return absl::StrFormat(kSealLine, number, hash, hash, hash, hash + hash) + "\n";
}

class LedgerSealTest : public ::testing::Test {
 protected:
  LedgerSealTest() {
    connection_.On<ledger::v1::VerifyRequest, ledger::v1::VerifyResponse>(
        "Verify", [this](const ledger::v1::VerifyRequest& request) {
          asked_ = request;
          return absl::StatusOr<ledger::v1::VerifyResponse>(verdict_);
        });
  }

  FakeConnection connection_;
  ledger::v1::VerifyRequest asked_;
  ledger::v1::VerifyResponse verdict_;
  TemporaryFolder folder_;
};

TEST_F(LedgerSealTest, Verify_TellsOfTheSeals) {
  EXPECT_THAT(RunLine(connection_, {"ledger", "verify"}).out, HasSubstr("Chưa có niêm phong nào"));
  verdict_.set_seals(2);
  verdict_.set_sealed_events(7);
  verdict_.mutable_last_seal()->set_number(2);
  verdict_.mutable_last_seal()->set_root("abc");
  EXPECT_THAT(RunLine(connection_, {"ledger", "verify"}).out, HasSubstr("CHƯA kiểm tra chữ ký"));
  verdict_.set_first_key_id("def");
  const auto result = RunLine(connection_, {"ledger", "verify"});
  EXPECT_THAT(result.out, HasSubstr("Niêm phong: 2, phủ 7 sự kiện; số 2 lúc "));
  EXPECT_THAT(result.out, HasSubstr("Khóa đầu tiên: def"));
  EXPECT_EQ(result.exit_status, kOk);
}

TEST_F(LedgerSealTest, Verify_NamesDefectsOfSeals) {
  auto* defect = verdict_.add_defects();
  defect->set_seal(3);
  defect->set_what("seal_root");
  defect->set_range("a#1..b#2");
  verdict_.set_defects_found(5);
  const auto result = RunLine(connection_, {"ledger", "verify"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_THAT(result.out,
              HasSubstr("niêm phong số 3: các sự kiện không khớp niêm phong (seal_root), "
                        "trong a#1..b#2"));
  EXPECT_THAT(result.out, HasSubstr("tất cả 5 sai lệch"));
}

TEST_F(LedgerSealTest, VerifySinceSeal_SendsTheNewestOfTheFile) {
  const auto file = folder_.Write("known", SealLine(3) + SealLine(12) + SealLine(4));
  EXPECT_EQ(RunLine(connection_, {"ledger", "verify", "--since-seal", file}).exit_status, kOk);
  EXPECT_EQ(asked_.known_seal().number(), 12);
  EXPECT_EQ(asked_.known_seal().root(), std::string(64, 'a'));
  for (const auto& bad : {folder_.Write("none", "{}\n"), std::string("/nowhere/known")}) {
    EXPECT_EQ(RunLine(connection_, {"ledger", "verify", "--since-seal", bad}).exit_status,
              kUsageMistake);
  }
}

TEST_F(LedgerSealTest, Proof_IsCheckedHere) {
  ledger::HashedEvent event;
  event.subject = "case/7";
  event.ordinal = 3;
  const ledger::Hash other = ledger::LeafHash("other");
  const ledger::Hash leaf = ledger::LeafOf({5, 6}, ledger::EventHash(event));
  ledger::v1::GetInclusionProofResponse proof;
  proof.mutable_event()->set_subject("case/7");
  proof.mutable_event()->set_ordinal(3);
  proof.mutable_event()->set_previous_hash(ledger::ToHex(event.previous_hash));
  proof.set_xact(5);
  proof.set_seq(6);
  proof.set_index(0);
  proof.add_path(ledger::ToHex(other));
  proof.mutable_seal()->set_size(2);
  proof.mutable_seal()->set_root(ledger::ToHex(ledger::NodeHash(leaf, other)));
  connection_.On<ledger::v1::GetInclusionProofRequest, ledger::v1::GetInclusionProofResponse>(
      "GetInclusionProof",
      [&](const auto&) { return absl::StatusOr<ledger::v1::GetInclusionProofResponse>(proof); });
  EXPECT_EQ(RunLine(connection_, {"ledger", "proof", "case/7", "3"}).exit_status, kOk);
  proof.mutable_event()->set_payload("{}");
  const auto result = RunLine(connection_, {"ledger", "proof", "case/7", "3", "--json"});
  EXPECT_EQ(result.exit_status, kRefused);
  EXPECT_EQ(json::parse(result.out)["holds"], false);
  // A proof of another event is none of this one.
  proof.mutable_event()->set_payload("");
  EXPECT_EQ(RunLine(connection_, {"ledger", "proof", "case/8", "3"}).exit_status, kRefused);
  EXPECT_EQ(RunLine(connection_, {"ledger", "proof", "case/7", "0"}).exit_status, kUsageMistake);
}

TEST_F(LedgerSealTest, Export_IsWrittenWholeOrNotAtAll) {
  auto response = std::make_shared<ledger::v1::ExportResponse>();
  response->add_records()->mutable_row()->set_xact(5);
  connection_.stream = {response};
  const auto path = folder_.path() / "export.jsonl";
  EXPECT_NE(RunLine(connection_, {"ledger", "export", path.string()}).exit_status, kOk)
      << "the end is missing";
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));

  response->add_records()->mutable_end()->set_rows(1);
  EXPECT_EQ(RunLine(connection_, {"ledger", "export", path.string()}).exit_status, kOk);
  std::ifstream in(path);
  std::string first, second;
  std::getline(in, first);
  std::getline(in, second);
  EXPECT_EQ(json::parse(first)["row"]["xact"], 5);
  EXPECT_EQ(json::parse(second)["end"]["rows"], 1);
  EXPECT_EQ(RunLine(connection_, {"ledger", "export", "/nowhere/x"}).exit_status, kUsageMistake);
}

}  // namespace
}  // namespace donthu::cli
