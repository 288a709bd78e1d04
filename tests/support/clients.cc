#include "tests/support/clients.h"

#include <cstdio>
#include <cstdlib>
#include <regex>

#include "clients/cpp/request_id.h"

namespace donthu::testing {

routing::v1::DisposeRequest AsProposed(const routing::v1::Proposal& proposal,
                                       const std::string& agency, law::v1::PetitionKind kind,
                                       common::v1::Date on) {
  routing::v1::DisposeRequest request;
  request.set_request_id(client::NewRequestId());
  request.set_petition_id(proposal.petition_id());
  request.set_agency_code(agency);
  request.set_etag(proposal.etag());
  request.set_disposal(proposal.disposal());
  *request.mutable_disposed_on() = on;
  request.set_kind(kind);
  request.set_eligible(proposal.eligible());
  request.set_competent(proposal.competent());
  request.set_prior_status(proposal.prior_status());
  request.set_reason("theo đề xuất");
  if (proposal.disposal() == law::v1::DISPOSAL_ACCEPT) {
    request.set_case_type(proposal.case_type());
  } else if (proposal.disposal() == law::v1::DISPOSAL_TRANSFER) {
    request.set_to_agency_code(proposal.transfer_to_agency_code());
  } else if (proposal.disposal() == law::v1::DISPOSAL_JOIN) {
    request.set_join_petition_id(proposal.duplicates(0).petition_id());
  }
  return request;
}

directory::v1::Officer SomeOfficer(const std::string& id, const std::string& agency,
                                   options::v1::Role role,
                                   const std::optional<common::v1::Date>& until) {
  directory::v1::Officer officer;
  officer.set_id(id);
  officer.set_name("Nguyễn Thị Thử");
  officer.set_agency_code(agency);
  officer.add_roles(role);
  if (until) *officer.mutable_valid_to() = *until;
  return officer;
}

void PutInOffice(const client::DirectoryClient& directory,
                 const std::vector<directory::v1::Officer>& officers) {
  directory::v1::ImportDirectoryRequest request;
  request.set_request_id(client::NewRequestId());
  for (const auto& officer : officers) *request.add_officers() = officer;
  const auto imported = directory.ImportDirectory(request);
  if (!imported.ok()) {
    std::fprintf(stderr, "officers: %s\n", std::string(imported.status().message()).c_str());
    std::abort();
  }
}

int64_t CountSql(Stack& stack, const char* name, const char* sql) {
  const auto rows = stack.owner().Run(db::Statement{name, sql}, db::Params());
  if (!rows.ok()) {
    std::fprintf(stderr, "%s failed\n", name);
    std::abort();
  }
  return (*rows)[0][0].as<int64_t>();
}

std::string WithoutReceiptNumbers(const std::string& text) {
  static const std::regex number("(-[0-9]{6}-)[0-9]{6}");
  static const std::regex secret("(receipt_secret: )\"[0-9A-Z-]+\"");
  return std::regex_replace(std::regex_replace(text, number, "$1"), secret, "$1");
}

}  // namespace donthu::testing
