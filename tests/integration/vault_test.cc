// Identities that only two people together can read: asked for, granted, seen, expired; and every
// way around it that was thought of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/json_output.h"
#include "clients/cpp/request_id.h"
#include "tests/integration/vault_stack.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using client::NewRequestId;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class VaultTest : public ::testing::Test {
 protected:
  cli::RunResult Grant(const VaultStack::Request& request, const std::string& token = kCustodian,
                       const std::string& file = "custodian.pem") {
    return stack_.Donthu(
        token, stack_.WithKey(
                   {"vault", "grant", request.number, "--fingerprint", request.fingerprint}, file));
  }
  cli::RunResult Open(const VaultStack::Request& request, const std::string& file = "own.pem",
                      const std::string& token = kOfficer) {
    return stack_.Donthu(token, stack_.WithKey({"vault", "open", request.number}, file));
  }
  int64_t Events(const std::string& kind) {
    db::Pool owner(
        {stack_.postgres().Dsn(stack_.database(), "donthu_owner"), 1, absl::Seconds(5), ""});
    const auto rows = owner.Run({"events_of", "SELECT count(*) FROM ledger.event WHERE kind = $1"},
                                db::Params().Text(kind));
    return (*rows)[0][0].as<int64_t>();
  }
  // Replaces what the vault holds, as one who owns its database could.
  void Tamper(const std::string& sql) {
    EXPECT_EQ(
        stack_.AskVault("WITH changed AS (" + sql + " RETURNING 1) SELECT count(*) FROM changed"),
        "1");
  }

  VaultStack stack_;
};

TEST_F(VaultTest, RequestGrantOpen_ShowsTheIdentityUnderAWatermark) {
  const std::string reference = stack_.Register(SomeDenunciation());
  EXPECT_EQ(reference.size(), 32u);
  const auto request = stack_.Ask(reference, "own.pem");
  const auto early = Open(request);
  EXPECT_THAT(early.err, HasSubstr("DISCLOSURE_NOT_OPEN"));
  const auto granted = Grant(request);
  ASSERT_EQ(granted.exit_status, cli::kOk) << granted.err;
  const auto opened = Open(request);
  ASSERT_EQ(opened.exit_status, cli::kOk) << opened.err;
  for (const char* told : {"Lò Thị Xuyến Chi", "thôn Cà Xen Thượng", "044166009876", "0987654321",
                           "LO THI XUYEN CHI", "450.000 đồng"}) {
    EXPECT_THAT(opened.out, HasSubstr(told));
  }
  EXPECT_THAT(opened.out,
              AllOf(HasSubstr("MẬT · test.officer"), HasSubstr("yêu cầu số " + request.number)));
  for (const char* kind : {"vault.IdentityDeposited", "vault.DisclosureRequested", "vault.KeyTaken",
                           "vault.DisclosureGranted", "vault.DisclosureOpened",
                           "vault.CustodianKeyProposed", "vault.CustodianKeyConfirmed"}) {
    EXPECT_EQ(Events(kind), 1) << kind;
  }
  Open(request);
  EXPECT_EQ(Events("vault.DisclosureOpened"), 2) << "each view is recorded";
  EXPECT_EQ(stack_.Donthu(kSystem, {"ledger", "verify"}).exit_status, cli::kOk);
}

TEST_F(VaultTest, Requester_MayNotGrantHimself) {
  const std::string reference = stack_.Register(SomeDenunciation());
  const auto connection = stack_.Connect(kOfficerAndCustodian);
  const client::VaultClient both(*connection);
  vault::v1::RequestDisclosureRequest ask;
  ask.set_request_id(NewRequestId());
  ask.set_reference(reference);
  ask.set_reason("Cần xác minh thông tin");
  ask.set_purpose(vault::v1::DISCLOSURE_PURPOSE_PROTECT);
  ask.set_hours(1);
  ask.set_public_key(absl::Base64Escape(std::string(31, 'x') + "y"));
  // By himself, and for an officer whose deputy he is.
  for (const char* token : {kOfficerAndCustodian, kDeputy}) {
    const auto asking = stack_.Connect(token);
    ask.set_request_id(NewRequestId());
    const auto asked = client::VaultClient(*asking).RequestDisclosure(ask);
    ASSERT_THAT(asked, Succeeds());
    vault::v1::TakeKeyRequest take;
    take.set_request_id(NewRequestId());
    take.set_disclosure_id(asked->id());
    EXPECT_THAT(both.TakeKey(take),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::SECOND_PERSON_NEEDED));
    vault::v1::GrantDisclosureRequest grant;
    grant.set_request_id(NewRequestId());
    grant.set_disclosure_id(asked->id());
    grant.set_wrapped(std::string(124, 'A'));
    EXPECT_THAT(both.GrantDisclosure(grant),
                FailsWith(absl::StatusCode::kPermissionDenied, common::v1::SECOND_PERSON_NEEDED));
  }
}

TEST_F(VaultTest, OthersThanThoseTwo_GetNothing) {
  const std::string reference = stack_.Register(SomeDenunciation());
  const auto request = stack_.Ask(reference, "own.pem");
  EXPECT_THAT(Grant(request, kOtherCustodian).err, HasSubstr("NOT_FOUND"));
  for (const char* token : {kHead, kOfficer, kReception, kAdministrator, kSystem, kInspector}) {
    EXPECT_THAT(Grant(request, token).err, HasSubstr("NOT_ALLOWED")) << token;
  }
  ASSERT_EQ(Grant(request).exit_status, cli::kOk);
  EXPECT_THAT(Open(request, "own.pem", kHead).err, HasSubstr("NOT_FOUND"));
  for (const char* token : {kCustodian, kAdministrator, kSystem, kInspector, kReception}) {
    EXPECT_THAT(Open(request, "own.pem", token).err, HasSubstr("NOT_ALLOWED")) << token;
  }
  // Someone else's key file does not help the requester either.
  EXPECT_THAT(Open(request, "custodian.pem").err, HasSubstr("không mở được"));
}

TEST_F(VaultTest, ReferenceOutOfReach_LooksLikeNone) {
  const std::string reference = stack_.Register(SomeDenunciation());
  const auto ask = [&](const std::string& of, const std::string& file) {
    return stack_.Donthu(kCommune, stack_.WithKey({"vault", "request", of, "--reason",
                                                   "Cần xác minh thông tin", "--purpose", "notify"},
                                                  file));
  };
  const auto hidden = ask(reference, "a.pem");
  const auto missing = ask(std::string(32, '0'), "b.pem");
  EXPECT_THAT(hidden.err, HasSubstr("NOT_FOUND"));
  EXPECT_EQ(hidden.err, missing.err);
}

TEST_F(VaultTest, AfterItsTime_ItOpensNoMore) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  ASSERT_EQ(Grant(request).exit_status, cli::kOk);
  const absl::Time granted = stack_.clock().Now();
  stack_.clock().Set(granted + absl::Hours(48) - absl::Seconds(1));
  EXPECT_EQ(Open(request).exit_status, cli::kOk);
  stack_.clock().Set(granted + absl::Hours(48));
  EXPECT_THAT(Open(request).err,
              AllOf(HasSubstr("DISCLOSURE_NOT_OPEN"), HasSubstr("hết thời gian")));
  EXPECT_THAT(stack_.Donthu(kOfficer, {"vault", "list"}).out, HasSubstr("đã hết hạn"));
  EXPECT_THAT(Grant(request).err, HasSubstr("DISCLOSURE_NOT_OPEN")) << "nor is it granted again";
}

TEST_F(VaultTest, OpenRepeatedAfterItsTime_IsRefusedToo) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  ASSERT_EQ(Grant(request).exit_status, cli::kOk);
  const auto connection = stack_.Connect(kOfficer);
  const client::VaultClient client(*connection);
  vault::v1::OpenDisclosureRequest open;
  open.set_request_id(NewRequestId());
  open.set_disclosure_id(std::stoll(request.number));
  EXPECT_THAT(client.OpenDisclosure(open), Succeeds());
  EXPECT_THAT(client.OpenDisclosure(open), Succeeds());
  EXPECT_EQ(Events("vault.DisclosureOpened"), 1) << "one view, asked for twice";
  stack_.clock().Set(stack_.clock().Now() + absl::Hours(49));
  EXPECT_THAT(client.OpenDisclosure(open),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::DISCLOSURE_NOT_OPEN));
}

TEST_F(VaultTest, Refused_StaysRefused) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  const auto refused =
      stack_.Donthu(kCustodian, {"vault", "refuse", request.number, "--reason", "chưa đủ căn cứ"});
  EXPECT_EQ(refused.exit_status, cli::kOk) << refused.err;
  EXPECT_THAT(Grant(request).err, HasSubstr("DISCLOSURE_NOT_OPEN"));
  EXPECT_THAT(Open(request).err, HasSubstr("DISCLOSURE_NOT_OPEN"));
  EXPECT_EQ(Events("vault.DisclosureRefused"), 1);
}

TEST_F(VaultTest, GrantReplayedForAnotherRequest_DoesNotOpen) {
  const std::string reference = stack_.Register(SomeDenunciation());
  const auto first = stack_.Ask(reference, "own.pem");
  ASSERT_EQ(Grant(first).exit_status, cli::kOk);
  EXPECT_THAT(Grant(first).err, HasSubstr("DISCLOSURE_NOT_OPEN"));
  // The same wrapped key under a second request, as a server bent to its owner's will would do it.
  const auto second = stack_.Ask(reference, "second.pem");
  ASSERT_EQ(Grant(second).exit_status, cli::kOk);
  Tamper(absl::StrFormat(
      "UPDATE vault.disclosure SET wrapped = (SELECT wrapped FROM vault.disclosure WHERE id = %s) "
      "WHERE id = %s",
      first.number, second.number));
  EXPECT_THAT(Open(second, "own.pem").err, HasSubstr("không mở được"));
  EXPECT_THAT(Open(second, "second.pem").err, HasSubstr("không mở được"));
  EXPECT_EQ(Open(first).exit_status, cli::kOk);
}

TEST_F(VaultTest, RequestersKeySwappedByTheServer_IsFoundByTheFingerprint) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  Tamper("UPDATE vault.disclosure SET public_key = sha256('an intruder') WHERE id = " +
         request.number);
  const auto granted = Grant(request);
  EXPECT_NE(granted.exit_status, cli::kOk);
  EXPECT_THAT(granted.err, HasSubstr("dấu vân không khớp"));
}

TEST_F(VaultTest, CiphertextOrPlaceChanged_DoesNotOpen) {
  const auto other = stack_.Register(SomeDenunciation());
  const auto reference = stack_.Register(SomeDenunciation());
  const auto request = stack_.Ask(reference, "own.pem");
  ASSERT_EQ(Grant(request).exit_status, cli::kOk);
  const std::string entry = " WHERE reference = '" + reference + "'";
  const auto kept = stack_.AskVault("SELECT ciphertext FROM vault.entry" + entry);
  for (const std::string& change :
       {std::string("ciphertext = set_byte(ciphertext, 40, get_byte(ciphertext, 40) # 1)"),
        std::string("ciphertext = substr(ciphertext, 1, octet_length(ciphertext) - 1)"),
        "ciphertext = (SELECT ciphertext FROM vault.entry WHERE reference = '" + other + "')",
        std::string("petition_id = petition_id + 1000")}) {
    Tamper("UPDATE vault.entry SET " + change + entry);
    EXPECT_THAT(Open(request).err, HasSubstr("không mở được")) << change;
    Tamper("UPDATE vault.entry SET ciphertext = '" + kept + "'" + entry);
  }
  Tamper("UPDATE vault.entry SET petition_id = petition_id - 1000" + entry);
  EXPECT_EQ(Open(request).exit_status, cli::kOk);
}

TEST_F(VaultTest, WrongCustodiansKey_GrantsNothing) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  EXPECT_THAT(Grant(request, kCustodian, "own.pem").err, HasSubstr("không mở được"));
  EXPECT_THAT(Open(request).err, HasSubstr("DISCLOSURE_NOT_OPEN"));
}

TEST_F(VaultTest, Rotation_KeepsOldEntriesReadableWithTheNewKeyOnly) {
  const auto before = stack_.Register(SomeDenunciation());
  stack_.MakeCustodianKey("next.pem");
  const auto after = stack_.Register(SomeDenunciation());
  const auto rotated = stack_.Donthu(
      kCustodian,
      stack_.WithKey({"vault", "key", "rotate", "--agency", "QB-450-UBND", "--new-key",
                      stack_.File("next.pem"), "--new-passphrase-file", stack_.File("passphrase")},
                     "custodian.pem"));
  ASSERT_EQ(rotated.exit_status, cli::kOk) << rotated.err;
  EXPECT_THAT(rotated.out, HasSubstr("Đã khóa lại 1 hồ sơ"));
  for (const auto& reference : {before, after}) {
    const auto request = stack_.Ask(reference, reference + ".pem");
    EXPECT_NE(Grant(request, kCustodian, "custodian.pem").exit_status, cli::kOk);
    ASSERT_EQ(Grant(request, kCustodian, "next.pem").exit_status, cli::kOk);
    EXPECT_THAT(Open(request, reference + ".pem").out, HasSubstr("Lò Thị Xuyến Chi"));
  }
}

class RecoveryTest : public VaultTest {
 protected:
  cli::RunResult Recover(const std::vector<int>& holders) {
    std::string shares;
    for (const int holder : holders) {
      shares += (shares.empty() ? "" : ",") +
                stack_.File(absl::StrFormat("recovery/share-%d.textproto", holder));
    }
    return stack_.Donthu(kCustodian, {"vault", "key", "recover", "--agency", "QB-450-UBND",
                                      "--shares", shares, "--new-key", stack_.File("next.pem"),
                                      "--new-passphrase-file", stack_.File("passphrase")});
  }
};

TEST_F(RecoveryTest, LostKey_IsReplacedByAQuorum) {
  const auto reference = stack_.Register(SomeDenunciation());
  std::filesystem::remove(stack_.File("custodian.pem"));
  stack_.MakeCustodianKey("next.pem");
  EXPECT_THAT(Recover({1, 4}).err, HasSubstr("mới có 2 mảnh, cần 3"));
  EXPECT_THAT(Recover({1, 4, 4}).err, HasSubstr("trùng"));
  const auto recovered = Recover({5, 1, 4});
  ASSERT_EQ(recovered.exit_status, cli::kOk) << recovered.err;
  const auto request = stack_.Ask(reference, "own.pem");
  ASSERT_EQ(Grant(request, kCustodian, "next.pem").exit_status, cli::kOk);
  EXPECT_THAT(Open(request).out, HasSubstr("Lò Thị Xuyến Chi"));
  EXPECT_EQ(Events("vault.WrappedKeysListed"), 1);
  EXPECT_EQ(Events("vault.KeysRewrapped"), 1);
}

TEST_F(RecoveryTest, QuorumWrittenDown_DoesNotMakeFewerSharesEnough) {
  stack_.Register(SomeDenunciation());
  stack_.MakeCustodianKey("next.pem");
  for (const int holder : {1, 2}) {
    MustRun("sed -i 's/quorum: 3/quorum: 2/' " +
            stack_.File(absl::StrFormat("recovery/share-%d.textproto", holder)));
  }
  EXPECT_THAT(Recover({1, 2}).err, HasSubstr("không khôi phục được khóa"));
  MustRun("sed -i 's/part: \"./part: \"g/' " + stack_.File("recovery/share-3.textproto"));
  EXPECT_THAT(Recover({1, 2, 3}).err, HasSubstr("chép sai"));
}

TEST_F(VaultTest, KeyOfOnePersonAlone_LocksNothing) {
  const auto made = stack_.Donthu(
      kHeadAndCustodian,
      stack_.WithKey({"vault", "key", "create", "--agency", "QB-450-UBND", "--json"}, "x.pem"));
  ASSERT_EQ(made.exit_status, cli::kOk) << made.err;
  const auto key = cli::Json::parse(made.out);
  const auto confirm = [&](const char* token, const std::string& fingerprint) {
    return stack_.Donthu(
        token, {"vault", "key", "confirm", "--id", key["id"].dump(), "--fingerprint", fingerprint});
  };
  const auto fingerprint = key["fingerprint"].get<std::string>();
  EXPECT_THAT(confirm(kHeadAndCustodian, fingerprint).err, HasSubstr("SECOND_PERSON_NEEDED"));
  EXPECT_THAT(confirm(kCommune, fingerprint).err, HasSubstr("NOT_FOUND"));
  EXPECT_THAT(confirm(kHead, "1a2b 3c4d").err, HasSubstr("không khớp"));
  EXPECT_EQ(confirm(kHead, fingerprint).exit_status, cli::kOk);
}

TEST_F(VaultTest, WithoutTheRecord_NothingIsShown) {
  const auto request = stack_.Ask(stack_.Register(SomeDenunciation()), "own.pem");
  ASSERT_EQ(Grant(request).exit_status, cli::kOk);
  const std::string of =
      "EXECUTE ON FUNCTION ledger.append(text, text, text, text, date, text) %s donthu_vault";
  db::Pool owner(
      {stack_.postgres().Dsn(stack_.database(), "donthu_owner"), 1, absl::Seconds(5), ""});
  const std::string revoke = "REVOKE " + absl::StrReplaceAll(of, {{"%s", "FROM"}});
  const std::string grant = "GRANT " + absl::StrReplaceAll(of, {{"%s", "TO"}});
  ASSERT_THAT(owner.Run({"revoke_append", revoke.c_str()}, db::Params()), Succeeds());
  const auto refused = Open(request);
  EXPECT_NE(refused.exit_status, cli::kOk);
  EXPECT_THAT(refused.out, Not(HasSubstr("Lò Thị")));
  ASSERT_THAT(owner.Run({"grant_append", grant.c_str()}, db::Params()), Succeeds());
  EXPECT_EQ(Open(request).exit_status, cli::kOk);
  EXPECT_EQ(Events("vault.DisclosureOpened"), 2) << "what waited was sent, once";
}

TEST_F(VaultTest, EventSentTwice_ArrivesOnce) {
  const auto reference = stack_.Register(SomeDenunciation());
  // As after a crash between sending and noting that it was sent.
  Tamper("UPDATE vault.outbox SET sent = false WHERE kind = 'vault.IdentityDeposited'");
  stack_.Ask(reference, "own.pem");
  EXPECT_EQ(Events("vault.IdentityDeposited"), 1);
  EXPECT_EQ(stack_.AskVault("SELECT count(*) FROM vault.outbox WHERE NOT sent"), "0");
}

TEST_F(VaultTest, Deposit_RepeatedRegistration_IsOneEntry) {
  const auto request = SomeDenunciation();
  const auto first = stack_.Register(request);
  EXPECT_EQ(stack_.Register(request), first);
  EXPECT_EQ(stack_.AskVault("SELECT count(*) FROM vault.entry"), "1");
  EXPECT_EQ(Events("vault.IdentityDeposited"), 1);
}

TEST_F(VaultTest, CertificateForDeposits_OpensNothingElse) {
  const auto connection = stack_.ConnectAsIntake();
  const client::VaultClient vault(*connection);
  vault::v1::ListUnregisteredRequest unregistered;
  unregistered.set_agency_code("QB-450-UBND");
  EXPECT_THAT(vault.ListUnregistered(unregistered),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
  vault::v1::ListKeysRequest keys;
  keys.set_agency_code("QB-450-UBND");
  EXPECT_THAT(vault.ListKeys(keys),
              FailsWith(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED));
}

TEST_F(VaultTest, DepositWithoutRegistration_IsListedAfterAnHour) {
  const auto registered = stack_.Register(SomeDenunciation());
  const auto connection = stack_.Connect(kSystem);
  vault::v1::DepositRequest deposit;
  deposit.set_request_id(NewRequestId());
  deposit.set_petition_id(777777);
  deposit.set_agency_code("QB-450-UBND");
  deposit.mutable_identity()->set_title("một đơn không bao giờ được đăng ký");
  const auto left = client::VaultClient(*connection).Deposit(deposit);
  ASSERT_THAT(left, Succeeds());
  const std::vector<std::string> list = {"vault", "unregistered", "--agency", "QB-450-UBND"};
  EXPECT_THAT(stack_.Donthu(kCustodian, list).out, Not(HasSubstr(left->entry().reference())));
  stack_.clock().Set(stack_.clock().Now() + absl::Hours(2));
  EXPECT_THAT(stack_.Donthu(kCustodian, list).out,
              AllOf(HasSubstr(left->entry().reference()), Not(HasSubstr(registered))));
}

TEST_F(VaultTest, VaultDown_RegistrationFailsClearlyAndNothingIsStored) {
  stack_.StopVault();
  const auto connection = stack_.Connect(kSystem);
  const client::IntakeClient intake(*connection);
  const auto refused = intake.RegisterPetition(SomeDenunciation());
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kUnavailable, common::v1::VAULT_UNAVAILABLE));
  EXPECT_THAT(DetailOf(refused.status()).message_vi(), HasSubstr("chưa có thông tin nào được lưu"));
  EXPECT_EQ(Events("intake.PetitionRegistered"), 0);
  EXPECT_THAT(intake.RegisterPetition(SomePetition()), Succeeds()) << "others go on";
}

TEST_F(VaultTest, AgencyWithoutAKey_CannotTakeADenunciation) {
  auto request = SomeDenunciation();
  request.set_agency_code("QB-UBND");
  const auto connection = stack_.Connect(kSystem);
  EXPECT_THAT(client::IntakeClient(*connection).RegisterPetition(request),
              FailsWith(absl::StatusCode::kFailedPrecondition, common::v1::CUSTODIAN_KEY_MISSING));
  EXPECT_EQ(Events("intake.PetitionRegistered"), 0);
}

TEST_F(VaultTest, ComplainantWhoAsksForIt_IsKeptSecretToo) {
  auto request = SomePetition();
  request.set_withhold_identity(true);
  const auto reference = stack_.Register(request);
  const auto asked = stack_.Ask(reference, "own.pem");
  ASSERT_EQ(Grant(asked).exit_status, cli::kOk);
  EXPECT_THAT(Open(asked).out, HasSubstr("Trần Văn Mẫu"));
}

TEST_F(VaultTest, Desk_IsToldThatAuthorsGoIntoTheVault) {
  const auto connection = stack_.Connect(kReception);
  const auto custody = client::IntakeClient(*connection).GetAuthorCustody({});
  ASSERT_THAT(custody, Succeeds());
  EXPECT_TRUE(custody->vault());
}

TEST(VaultOff, WithholdingWithoutAVault_IsRefused) {
  VaultStack stack({.hold_state_secrets = false, .custodian_key = false});
  const auto connection = stack.Connect(kSystem);
  const client::IntakeClient intake(*connection);
  const auto custody = intake.GetAuthorCustody({});
  ASSERT_THAT(custody, Succeeds());
  EXPECT_FALSE(custody->vault());
  auto request = SomePetition();
  request.set_withhold_identity(true);
  EXPECT_THAT(intake.RegisterPetition(request), RefusesField("withhold_identity"));
  auto paper = SomeDenunciation();
  paper.set_denouncer_ref("HS-12/2024");
  const auto receipt = intake.RegisterPetition(paper);
  ASSERT_THAT(receipt, Succeeds());
  intake::v1::GetPetitionRequest get;
  get.set_id(receipt->petition_id());
  EXPECT_EQ(intake.GetPetition(get)->denouncer_ref(), "HS-12/2024");
  EXPECT_EQ(intake.GetPetition(get)->vault_reference(), "");
  paper.set_request_id(NewRequestId());
  paper.set_denouncer_ref("044166009876");
  EXPECT_THAT(intake.RegisterPetition(paper), RefusesField("denouncer_ref"));
  auto open = SomePetition();
  open.set_denouncer_ref("HS-13/2024");
  EXPECT_THAT(intake.RegisterPetition(open), RefusesField("denouncer_ref"));
}

}  // namespace
}  // namespace donthu::testing
