// petition propose, petition dispose.
#include "absl/strings/str_format.h"
#include "clients/cli/commands.h"
#include "clients/cli/disposal.h"
#include "clients/cli/enum_flag.h"
#include "clients/cli/json_output.h"
#include "clients/cli/petition_key.h"
#include "clients/cli/text_table.h"
#include "clients/cpp/request_id.h"
#include "clients/cpp/routing_client.h"
#include "services/base/status/status.h"

namespace donthu::cli {
namespace {

absl::StatusOr<routing::v1::Proposal> ProposalFor(Session& session, std::int64_t petition_id,
                                                  const std::string& agency) {
  routing::v1::ProposeDisposalRequest request;
  request.set_petition_id(petition_id);
  request.set_agency_code(agency);
  return client::RoutingClient(session.connection).ProposeDisposal(request);
}

void Print(const routing::v1::Proposal& proposal, std::ostream& out) {
  TextTable table({});
  table.AddRow({"Đề xuất", LabelVi(proposal.disposal())});
  table.AddRow({"Loại vụ việc", LabelVi(proposal.case_type())});
  table.AddRow({"Cơ quan có thẩm quyền", proposal.agency_code()});
  table.AddRow({"Đủ điều kiện xử lý", proposal.eligible() ? "có" : "không"});
  table.AddRow({"Độ tin cậy", absl::StrFormat("%d/100", proposal.confidence())});
  table.Print(out);
  for (const auto& reason : proposal.agency_derivation().steps_vi()) out << "  " << reason << "\n";
  out << "\nĐiều kiện:\n";
  for (const auto& finding : proposal.findings()) {
    out << (finding.met() ? "  [đạt]  " : "  [KHÔNG] ") << finding.text_vi() << " ("
        << finding.basis().citation() << ")\n";
  }
  out << "\nCăn cứ:\n";
  for (const auto& basis : proposal.basis()) {
    out << "  " << basis.citation() << ": " << basis.text_vi() << "\n";
  }
  for (const auto& hint : proposal.duplicates()) {
    out << absl::StrFormat("\nCó thể trùng đơn %s (%d/100): %s\n", hint.code(), hint.score(),
                           hint.reason());
  }
}

absl::StatusOr<int> ProposeOne(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const auto id, PetitionIdOf(session, arguments.words[0]));
  ASSIGN_OR_RETURN(const auto proposal, ProposalFor(session, id, arguments.Text("agency")));
  if (session.json) {
    PrintJson(ToJson(proposal), session.out);
  } else {
    Print(proposal, session.out);
  }
  return kOk;
}

absl::StatusOr<bool> YesOrNo(const Arguments& arguments, const std::string& flag, bool otherwise) {
  if (!arguments.Has(flag)) return otherwise;
  const std::string text = arguments.Text(flag);
  if (text == "yes" || text == "true") return true;
  if (text == "no" || text == "false") return false;
  return UsageError(absl::StrFormat("--%s là yes hoặc no", flag));
}

// The officer's own judgement, laid over the proposal.
absl::Status Overlay(const Arguments& arguments, routing::v1::DisposeRequest* request) {
  ASSIGN_OR_RETURN(const auto disposal, EnumFlag<law::v1::Disposal>(arguments, "disposal"));
  if (disposal != 0 && disposal != request->disposal()) {
    request->set_disposal(disposal);
    request->clear_to_agency_code();
    request->clear_join_petition_id();
    request->clear_reason();
  }
  ASSIGN_OR_RETURN(const auto kind, EnumFlag<law::v1::PetitionKind>(arguments, "kind"));
  if (kind != 0) request->set_kind(kind);
  ASSIGN_OR_RETURN(const auto prior, EnumFlag<law::v1::PriorStatus>(arguments, "prior"));
  if (prior != 0) request->set_prior_status(prior);
  ASSIGN_OR_RETURN(const auto type, EnumFlag<law::v1::CaseType>(arguments, "case-type"));
  if (type != 0) request->set_case_type(type);
  ASSIGN_OR_RETURN(const bool eligible, YesOrNo(arguments, "eligible", request->eligible()));
  request->set_eligible(eligible);
  ASSIGN_OR_RETURN(const bool competent, YesOrNo(arguments, "competent", request->competent()));
  request->set_competent(competent);
  if (arguments.Has("to")) request->set_to_agency_code(arguments.Text("to"));
  if (arguments.Has("reason")) request->set_reason(arguments.Text("reason"));
  if (arguments.Has("etag")) request->set_etag(arguments.Text("etag"));
  return absl::OkStatus();
}

absl::StatusOr<int> DisposeOne(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(const std::string agency, arguments.Required("agency"));
  if (arguments.Has("disposal") == arguments.Has("as-proposed")) {
    return UsageError("cần --disposal HƯỚNG hoặc --as-proposed, một trong hai");
  }
  ASSIGN_OR_RETURN(const auto on, DayOrToday(session, arguments, "on"));
  ASSIGN_OR_RETURN(const auto petition, FindPetition(session, arguments.words[0]));
  ASSIGN_OR_RETURN(const auto proposal, ProposalFor(session, petition.id(), agency));
  auto request = AsProposed(proposal, petition.kind(), agency);
  RETURN_IF_ERROR(Overlay(arguments, &request));
  if (arguments.Has("join")) {
    ASSIGN_OR_RETURN(const auto join, PetitionIdOf(session, arguments.Text("join")));
    request.set_join_petition_id(join);
  }
  request.set_request_id(client::NewRequestId());
  *request.mutable_disposed_on() = on;
  ASSIGN_OR_RETURN(const auto handling, client::RoutingClient(session.connection).Dispose(request));
  if (session.json) {
    PrintJson(ToJson(handling), session.out);
  } else {
    session.out << absl::StrFormat("Đơn %s tại %s: %s, ngày %s\n", handling.petition_code(),
                                   handling.agency_code(), LabelVi(handling.disposal()),
                                   DayVi(handling.disposed_on()));
    if (handling.referral_id() > 0) {
      session.out << "Phiếu chuyển: " << handling.referral_id() << "\n";
    }
  }
  return kOk;
}

}  // namespace

Command PetitionProposeCommand() {
  return {"petition propose",
          "SỐ|MÃ",
          "đề xuất hướng xử lý, kèm căn cứ",
          {{"agency", "MÃ", "cơ quan đang giữ đơn (mặc định nơi nhận)"}},
          1,
          1,
          ProposeOne};
}

Command PetitionDisposeCommand() {
  return {"petition dispose",
          "SỐ|MÃ",
          "ghi quyết định xử lý đơn",
          {{"agency", "MÃ", "cơ quan đang giữ đơn"},
           {"as-proposed", "", "làm theo đề xuất"},
           {"disposal", "HƯỚNG", "accept, refuse, guide, transfer, return, file, urge, join"},
           {"on", "NGÀY", "ngày xử lý (mặc định hôm nay)"},
           {"to", "MÃ", "cơ quan nhận, khi transfer"},
           {"join", "SỐ|MÃ", "đơn đã có, khi join"},
           {"reason", "LÝ DO", "khi refuse, file, return"},
           {"kind", "LOẠI", "loại đơn; mặc định theo đơn"},
           {"eligible", "yes|no", "đủ điều kiện xử lý; mặc định theo đề xuất"},
           {"competent", "yes|no", "thuộc thẩm quyền; mặc định theo đề xuất"},
           {"prior", "TÌNH TRẠNG", "not-settled, settled-once, settled-repeatedly"},
           {"case-type", "LOẠI", "loại vụ việc, khi accept"},
           {"etag", "MÃ", "chỉ khi đơn chưa ai sửa từ lúc xem"}},
          1,
          1,
          DisposeOne};
}

}  // namespace donthu::cli
