// referral list, accept, return, decide.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/paging.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/routing_client.h"

namespace donthu::cli {
namespace {

int Show(Session& session, const routing::v1::Referral& referral) {
  if (session.json) {
    PrintJson(ToJson(referral), session.out);
  } else {
    session.out << absl::StrFormat("Phiếu chuyển %d, đơn %s, %s → %s: %s\n", referral.id(),
                                   referral.petition_code(), referral.from_agency_code(),
                                   referral.to_agency_code(), LabelVi(referral.state()));
  }
  return kOk;
}

absl::StatusOr<int> List(Session& session, const Arguments& arguments) {
  routing::v1::ListReferralsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  request.set_sent(arguments.Has("sent"));
  ASSIGN_OR_RETURN(const auto state, EnumFlag<routing::v1::ReferralState>(arguments, "state"));
  request.set_state(state);
  const client::RoutingClient routing(session.connection);
  TextTable table({"Phiếu", "Đơn", "Từ", "Đến", "Ngày chuyển", "Trạng thái", "Lý do trả lại"});
  Json items = Json::array();
  ASSIGN_OR_RETURN(
      const auto next,
      EachPage(
          arguments, request, [&](const auto& page) { return routing.ListReferrals(page); },
          [&](const routing::v1::ListReferralsResponse& page) {
            for (const auto& referral : page.referrals()) {
              items.push_back(ToJson(referral));
              table.AddRow({std::to_string(referral.id()), referral.petition_code(),
                            referral.from_agency_code(), referral.to_agency_code(),
                            DayVi(referral.sent_on()), LabelVi(referral.state()),
                            Shorten(referral.return_reason(), 40)});
            }
          }));
  if (session.json) {
    PrintJson({{"referrals", items}, {"next_page_token", next}}, session.out);
    return kOk;
  }
  table.Print(session.out);
  PrintNextPage(next, session.out);
  return kOk;
}

absl::StatusOr<int> Accept(Session& session, const Arguments& arguments) {
  routing::v1::AcceptReferralRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_referral_id(id);
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_accepted_on(), DayOrToday(session, arguments, "on"));
  request.set_reply_number(arguments.Text("reply-number"));
  ASSIGN_OR_RETURN(const auto referral,
                   client::RoutingClient(session.connection).AcceptReferral(request));
  return Show(session, referral);
}

absl::StatusOr<int> Return(Session& session, const Arguments& arguments) {
  routing::v1::ReturnReferralRequest request;
  request.set_request_id(client::NewRequestId());
  ASSIGN_OR_RETURN(const auto id, ParseId(arguments.words[0]));
  request.set_referral_id(id);
  ASSIGN_OR_RETURN(*request.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(*request.mutable_returned_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  request.set_reply_number(arguments.Text("reply-number"));
  ASSIGN_OR_RETURN(const auto referral,
                   client::RoutingClient(session.connection).ReturnReferral(request));
  return Show(session, referral);
}

absl::StatusOr<int> Decide(Session& session, const Arguments& arguments) {
  const client::RoutingClient routing(session.connection);
  routing::v1::GetHandlingRequest get;
  ASSIGN_OR_RETURN(const auto petition, ParseId(arguments.words[0]));
  get.set_petition_id(petition);
  ASSIGN_OR_RETURN(*get.mutable_agency_code(), arguments.Required("agency"));
  ASSIGN_OR_RETURN(const auto held, routing.GetHandling(get));
  routing::v1::DecideCompetenceRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_petition_id(petition);
  request.set_agency_code(get.agency_code());
  request.set_etag(held.etag());
  ASSIGN_OR_RETURN(*request.mutable_to_agency_code(), arguments.Required("to"));
  ASSIGN_OR_RETURN(*request.mutable_decided_on(), DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(*request.mutable_document_number(), arguments.Required("number"));
  ASSIGN_OR_RETURN(*request.mutable_reason(), arguments.Required("reason"));
  ASSIGN_OR_RETURN(const auto decided, routing.DecideCompetence(request));
  if (session.json) {
    PrintJson(ToJson(decided), session.out);
  } else {
    session.out << absl::StrFormat("Đơn %s: %s phải giải quyết theo quyết định %s.\n",
                                   decided.petition_code(), request.to_agency_code(),
                                   request.document_number());
  }
  return kOk;
}

std::vector<Flag> AnswerFlags() {
  return {{"agency", "MÃ", "cơ quan nhận phiếu"},
          {"on", "NGÀY", "ngày trả lời (mặc định hôm nay)"},
          {"reply-number", "SỐ", "số văn bản trả lời nơi chuyển"}};
}

}  // namespace

Command ReferralListCommand() {
  return {"referral list",
          "",
          "phiếu chuyển đơn đến (hoặc đi) của một cơ quan",
          WithPageFlags({{"agency", "MÃ", "cơ quan"},
                         {"sent", "", "phiếu chuyển đi thay vì chuyển đến"},
                         {"state", "TRẠNG THÁI", "sent, accepted, returned"}}),
          0,
          0,
          List};
}

Command ReferralAcceptCommand() {
  return {"referral accept", "PHIẾU", "tiếp nhận đơn được chuyển đến", AnswerFlags(), 1, 1, Accept};
}

Command ReferralDecideCommand() {
  return {"referral decide",
          "ĐƠN",
          "Chủ tịch UBND tỉnh quyết định cơ quan phải giải quyết khi tranh chấp thẩm quyền",
          {{"agency", "MÃ", "cơ quan đang giữ đơn"},
           {"to", "MÃ", "cơ quan phải giải quyết"},
           {"on", "NGÀY", "ngày quyết định (mặc định hôm nay)"},
           {"number", "SỐ", "số quyết định"},
           {"reason", "LÝ DO", "vì sao"}},
          1,
          1,
          Decide};
}

Command ReferralReturnCommand() {
  std::vector<Flag> flags = AnswerFlags();
  flags.push_back({"reason", "LÝ DO", "vì sao trả lại"});
  return {"referral return", "PHIẾU", "trả lại đơn được chuyển đến", flags, 1, 1, Return};
}

}  // namespace donthu::cli
