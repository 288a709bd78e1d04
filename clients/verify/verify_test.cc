#include "clients/verify/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "services/base/ledger/test_export.h"

namespace donthu::verify {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

using ledger::JsonOf;

class VerifyTest : public ::testing::Test {
 protected:
  // Three events under two seals and one that is not sealed.
  VerifyTest() {
    std::filesystem::create_directories(folder_);
    const ledger::TestKey pem = ledger::NewTestKey();
    key_file_ = Write("key.pem", pem.public_pem);
    const auto key = ledger::PrivateKey::FromPem(pem.private_pem);
    ledger_.Append("a");
    ledger_.Append("a");
    ledger_.SealWith(*key);
    ledger_.Append("b");
    ledger_.SealWith(*key);
    ledger_.Append("c");
  }
  ~VerifyTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }
  std::string ExportText() {
    std::string text;
    for (const auto& record : ledger_.Records()) text += JsonOf(record).dump() + "\n";
    const Json end = {{"rows", ledger_.rows.size()}, {"seals", ledger_.seals.size()}};
    return text + Json{{"end", end}}.dump() + "\n";
  }
  int RunLine(const std::vector<std::string>& line) {
    out_.str("");
    err_.str("");
    return verify::Run(line, out_, err_);
  }
  int Verify(const std::string& text) { return RunLine({Write("export", text), key_file_}); }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("verify-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  std::string key_file_;
  ledger::TestLedger ledger_;
  std::ostringstream out_, err_;
};

TEST_F(VerifyTest, WholeExport_IsFoundWhole) {
  EXPECT_EQ(Verify(ExportText()), 0) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("4 sự kiện, 3 hồ sơ, 2 niêm phong phủ 3 sự kiện. Nguyên vẹn."));
}

TEST_F(VerifyTest, ChangedEvent_IsNamed) {
  ledger_.rows[1].event->payload = "{\"x\":1}";
  EXPECT_EQ(Verify(ExportText()), 1);
  EXPECT_THAT(out_.str(), HasSubstr("a, sự kiện thứ 2: nội dung đã bị sửa (hash)"));
}

TEST_F(VerifyTest, AlteredSeal_IsNamed) {
  ledger_.seals[0].root[0] ^= 1;
  EXPECT_EQ(Verify(ExportText()), 1);
  EXPECT_THAT(out_.str(), HasSubstr("niêm phong số 1: chữ ký không đúng (seal_signature)"));
}

TEST_F(VerifyTest, CutExport_IsNotWhole) {
  const std::string text = ExportText();
  const std::string cut = text.substr(0, text.rfind("{\"end\""));
  EXPECT_EQ(Verify(cut), 1);
  EXPECT_THAT(out_.str(), HasSubstr("export_end"));
  // A line taken out of the middle, where nothing sealed is missed.
  const size_t last = cut.rfind("{\"row\"");
  EXPECT_EQ(Verify(text.substr(0, last) + text.substr(cut.size())), 1);
  EXPECT_THAT(out_.str(), HasSubstr("export_end"));
}

TEST_F(VerifyTest, LinesThatAreNone_AreNamedByNumber) {
  const std::string text = ExportText();
  EXPECT_EQ(Verify("\n" + text), 1);
  EXPECT_THAT(out_.str(), HasSubstr("dòng 1: "));
  EXPECT_EQ(Verify(text + text.substr(0, text.find('\n') + 1)), 1) << "something after the end";
  EXPECT_THAT(out_.str(), HasSubstr("dòng 8: "));
  for (const char* bad :
       {"{}", "[]", "null", "{\"row\":{}}", "{\"seal\":{\"number\":1}}", "{\"end\":{\"rows\":0.5}}",
        "{\"row\":{\"xact\":-1,\"seq\":0}}", "{\"row\":[1]}", "\xff"}) {
    EXPECT_EQ(Verify(bad), 1) << bad;
    EXPECT_THAT(out_.str(), HasSubstr("dòng 1: ")) << bad;
  }
}

TEST_F(VerifyTest, ExportWithoutSeals_IsNotCalledWhole) {
  EXPECT_EQ(Verify("{\"end\":{\"rows\":0,\"seals\":0}}\n"), 1);
  EXPECT_THAT(out_.str(), HasSubstr("chưa có niêm phong nào"));
}

TEST_F(VerifyTest, OlderExport_IsFoundByALaterSeal) {
  const std::string later = Write("later", ExportText());
  const std::string whole = Write("export", ExportText());
  EXPECT_EQ(RunLine({whole, key_file_, "--since-seal", later}), 0) << out_.str();
  ledger_.seals.pop_back();
  ledger_.rows[2].leaf.reset();
  const std::string older = Write("older", ExportText());
  EXPECT_EQ(RunLine({older, key_file_}), 0) << out_.str();
  EXPECT_EQ(RunLine({older, key_file_, "--since-seal", later}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("niêm phong số 2: không còn niêm phong này (seal_missing)"));
}

TEST_F(VerifyTest, MistakesOnTheLine_EndWithTwo) {
  const std::string text = Write("export", ExportText()), none = Write("none", "x\n");
  const std::string other = Write("other", ledger::NewTestKey("X25519").public_pem);
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{{},
                                             {text},
                                             {text, none},
                                             {text, other},
                                             {text, key_file_, "--since-seal"},
                                             {text, key_file_, "--since", text},
                                             {text, key_file_, "--since-seal", none},
                                             {(folder_ / "absent").string(), key_file_}}) {
    EXPECT_EQ(RunLine(line), 2);
    EXPECT_FALSE(err_.str().empty());
  }
}

}  // namespace
}  // namespace donthu::verify
