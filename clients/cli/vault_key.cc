// vault key create, confirm, list, rotate, recover, split.
#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "clients/cli/commands.h"
#include "clients/cli/json_output.h"
#include "clients/cli/labels.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cli/vault_files.h"
#include "clients/cli/vault_open.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/vault_client.h"

namespace donthu::cli {
namespace {

using client::NewRequestId;
using client::VaultClient;

int Show(Session& session, const vault::v1::CustodianKey& key) {
  if (session.json) {
    PrintJson(ToJson(key), session.out);
  } else {
    session.out << absl::StrFormat("Khóa số %d của %s: %s\nDấu vân: %s\n", key.id(),
                                   key.agency_code(), LabelVi(key.state()), key.fingerprint());
  }
  return kOk;
}

absl::StatusOr<int> Create(Session& session, const Arguments& arguments) {
  vault::v1::ProposeKeyRequest request;
  request.set_request_id(NewRequestId());
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto pair, MakeKey(arguments));
  request.set_public_key(absl::Base64Escape(pair.public_key));
  ASSIGN_OR_RETURN(auto key, VaultClient(session.connection).ProposeKey(request));
  // As made here, whatever the server says.
  key.set_fingerprint(envelope::FingerprintOf(pair.public_key));
  return Show(session, key);
}

absl::StatusOr<int> Confirm(Session& session, const Arguments& arguments) {
  vault::v1::ConfirmKeyRequest request;
  request.set_request_id(NewRequestId());
  ASSIGN_OR_RETURN(const auto id, arguments.Number("id", 0, 1, 1'000'000'000));
  request.set_key_id(id);
  ASSIGN_OR_RETURN(*request.mutable_fingerprint(), arguments.Required("fingerprint"));
  ASSIGN_OR_RETURN(const auto key, VaultClient(session.connection).ConfirmKey(request));
  return Show(session, key);
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  vault::v1::ListKeysRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  const VaultClient client(session.connection);
  TextTable table({"Khóa", "Người giữ", "Trạng thái", "Hồ sơ", "Dấu vân"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return client.ListKeys(page); },
          [&](const vault::v1::ListKeysResponse& page) {
            for (const auto& key : page.keys()) {
              items.push_back(ToJson(key));
              table.AddRow({std::to_string(key.id()), key.custodian(), LabelVi(key.state()),
                            std::to_string(key.entries()), key.fingerprint()});
            }
          }));
  if (session.json) {
    PrintJson({{"keys", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

// The agency's active key, which must be the one in --new-key.
absl::StatusOr<vault::v1::CustodianKey> ActiveKey(const VaultClient& client,
                                                  const std::string& agency,
                                                  const envelope::KeyPair& expected) {
  vault::v1::ListKeysRequest request;
  request.set_agency_code(agency);
  request.set_page_size(500);
  ASSIGN_OR_RETURN(const auto page, client.ListKeys(request));
  for (const auto& key : page.keys()) {
    if (key.state() == vault::v1::CUSTODIAN_KEY_STATE_ACTIVE &&
        key.public_key() == absl::Base64Escape(expected.public_key)) {
      return key;
    }
  }
  return UsageError("khóa trong --new-key chưa được thủ trưởng xác nhận; chạy vault key confirm");
}

// Locks every entry that is not under the new key anew; tells how many did not open with `own`.
absl::StatusOr<int> Relock(Session& session, const Arguments& arguments, bool recovery,
                           const envelope::KeyPair& own) {
  const VaultClient client(session.connection);
  ASSIGN_OR_RETURN(const auto agency, arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto fresh, LoadKey(arguments, "new-key", "new-passphrase-file"));
  ASSIGN_OR_RETURN(const auto active, ActiveKey(client, agency, fresh));
  vault::v1::ListWrappedRequest list;
  list.set_agency_code(agency);
  list.set_recovery(recovery);
  int done = 0;
  int failed = 0;
  do {
    ASSIGN_OR_RETURN(const auto page, client.ListWrapped(list));
    vault::v1::RewrapRequest rewrap;
    rewrap.set_request_id(NewRequestId());
    rewrap.set_agency_code(agency);
    rewrap.set_key_id(active.id());
    for (const auto& wrapped : page.keys()) {
      const auto anew = LockAnew(wrapped, recovery, own, fresh.public_key);
      if (!anew.ok()) {
        ++failed;
        continue;
      }
      auto* key = rewrap.add_keys();
      key->set_reference(wrapped.entry().reference());
      key->set_wrapped(*anew);
    }
    if (rewrap.keys_size() > 0) {
      ASSIGN_OR_RETURN(const auto answer, client.Rewrap(rewrap));
      done += answer.rewrapped();
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  if (session.json) {
    PrintJson({{"rewrapped", done}, {"failed", failed}}, session.out);
  } else {
    session.out << absl::StrFormat("Đã khóa lại %d hồ sơ bằng khóa số %d; không mở được: %d\n",
                                   done, active.id(), failed);
  }
  return failed == 0 ? kOk : kRefused;
}

absl::StatusOr<int> Rotate(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto own, LoadKey(arguments, "key", "passphrase-file"));
  return Relock(session, arguments, false, own);
}

absl::StatusOr<int> Recover(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto files, arguments.Required("shares"));
  ASSIGN_OR_RETURN(const auto recovery, ReadShares(absl::StrSplit(files, ',')));
  return Relock(session, arguments, true, recovery);
}

absl::StatusOr<int> Split(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto holders, arguments.Number("holders", 5, 2, 20));
  ASSIGN_OR_RETURN(const auto quorum, arguments.Number("quorum", 3, 2, 20));
  ASSIGN_OR_RETURN(const auto folder, arguments.Required("out"));
  ASSIGN_OR_RETURN(const auto recovery, envelope::NewKeyPair());
  RETURN_IF_ERROR(
      WriteShares(recovery, static_cast<int>(holders), static_cast<int>(quorum), folder));
  session.out << absl::StrFormat(
      "Khóa khôi phục đã chia cho %d người, đủ %d người thì khôi phục được.\n"
      "Dấu vân: %s\nGiao mỗi mảnh cho một người rồi xóa khỏi máy này.\n",
      holders, quorum, envelope::FingerprintOf(recovery.public_key));
  return kOk;
}

absl::StatusOr<int> RunKey(Session& session, const Arguments& arguments) {
  static const std::map<std::string, absl::StatusOr<int> (*)(Session&, const Arguments&)> kWords = {
      {"create", Create}, {"confirm", Confirm}, {"list", List},
      {"rotate", Rotate}, {"recover", Recover}, {"split", Split}};
  const auto found = kWords.find(arguments.words[0]);
  if (found == kWords.end()) {
    return UsageError("cần một trong: create, confirm, list, rotate, recover, split");
  }
  return found->second(session, arguments);
}

}  // namespace

Command VaultKeyCommand() {
  std::vector<Flag> flags = {
      {"agency", "MÃ", "cơ quan (create, list, rotate, recover)"},
      {"id", "SỐ", "số của khóa (confirm)"},
      {"fingerprint", "DẤU VÂN", "do người giữ khóa đọc (confirm)"},
      {"new-key", "TỆP", "tệp khóa mới (rotate, recover)"},
      {"new-passphrase-file", "TỆP", "tệp chứa mật khẩu của khóa mới"},
      {"shares", "TỆP,TỆP,…", "các mảnh của khóa khôi phục (recover)"},
      {"holders", "SỐ", "chia cho mấy người (split; mặc định 5)"},
      {"quorum", "SỐ", "đủ mấy người thì khôi phục được (split; mặc định 3)"},
      {"out", "THƯ MỤC", "nơi ghi các mảnh (split)"}};
  return {"vault key",
          "create|confirm|list|rotate|recover|split",
          "khóa của người giữ khóa và khóa khôi phục",
          WithPageFlags(WithKeyFlags(std::move(flags))),
          1,
          1,
          RunKey};
}

}  // namespace donthu::cli
