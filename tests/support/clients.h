// One caller with all typed clients, for tests that follow a petition through the services.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/cpp/connection.h"
#include "clients/cpp/directory_client.h"
#include "clients/cpp/inspectorate_client.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/law_client.h"
#include "clients/cpp/ledger_client.h"
#include "clients/cpp/resolution_client.h"
#include "clients/cpp/routing_client.h"
#include "tests/support/stack.h"

namespace donthu::testing {

struct Caller {
  explicit Caller(Stack& stack, const std::string& token = kSystem)
      : connection(stack.Connect(token)) {}

  std::unique_ptr<client::Connection> connection;
  client::DirectoryClient directory{*connection};
  client::LawClient law{*connection};
  client::IntakeClient intake{*connection};
  client::RoutingClient routing{*connection};
  client::ResolutionClient resolution{*connection};
  client::InspectorateClient inspectorate{*connection};
  client::LedgerClient ledger{*connection};
};

// A Dispose request for the handling at `agency` as the proposal advises, on that day, with etag
// and a new request_id.
routing::v1::DisposeRequest AsProposed(const routing::v1::Proposal& proposal,
                                       const std::string& agency, law::v1::PetitionKind kind,
                                       common::v1::Date on);

// An officer of the directory with one role at an agency, in office until that day; unset = still.
directory::v1::Officer SomeOfficer(const std::string& id, const std::string& agency,
                                   options::v1::Role role,
                                   const std::optional<common::v1::Date>& until = std::nullopt);
// The directory has them from then on.
void PutInOffice(const client::DirectoryClient& directory,
                 const std::vector<directory::v1::Officer>& officers);

// A number in one row and column, asked of the database as its owner.
int64_t CountSql(Stack& stack, const char* name, const char* sql);

// An answer without what differs between any two systems: receipt numbers and their secrets, which
// are random for every petition.
std::string WithoutReceiptNumbers(const std::string& text);

}  // namespace donthu::testing
