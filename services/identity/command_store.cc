#include "services/identity/command_store.h"

#include "services/base/clock/clock.h"
#include "services/base/status/status.h"

namespace donthu::identity {
namespace {

// Events of one officer are numbered: two at once would meet on the number.
constexpr db::Statement kLock = {"identity_lock",
                                 "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"};

constexpr db::Statement kClaim = {"identity_claim", R"sql(
  INSERT INTO identity.request (request_id, fingerprint, response) VALUES ($1::uuid, $2::bytea, $3::bytea)
  ON CONFLICT (request_id) DO NOTHING RETURNING 1)sql",
                                  true};

constexpr db::Statement kAppend = {"identity_append",
                                   "SELECT ledger.append($1, $2, $3, $4, $5::date, $6)", true};

std::string SubjectOf(const Command& command) {
  return command.subject.empty() ? "officer/" + command.about : command.subject;
}

}  // namespace

std::string Instant(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", time, absl::UTCTimeZone());
}

absl::Status Append(db::Transaction& tx, const Command& command) {
  return tx
      .Run(kAppend, db::Params()
                        .Text(SubjectOf(command))
                        .Text(command.kind)
                        .Text(command.agency)
                        .Text(command.actor)
                        .Day(absl::ToCivilDay(command.now, VietnamTime()))
                        .Text(command.payload))
      .status();
}

absl::Status CarryOut(db::Pool& pool, Command command,
                      const std::function<absl::Status(db::Transaction&, Command*)>& change) {
  return pool.Transact([&](db::Transaction& tx) -> absl::Status {
    RETURN_IF_ERROR(tx.Run(kLock, db::Params().Text(SubjectOf(command))).status());
    if (!command.request_id.empty()) {
      // The claim comes last because the answer may hold a number that the change gives out; when a
      // twin has won, all is rolled back.
      RETURN_IF_ERROR(change(tx, &command));
      ASSIGN_OR_RETURN(const auto claimed, tx.Run(kClaim, db::Params()
                                                              .Text(command.request_id)
                                                              .Bytes(command.fingerprint)
                                                              .Bytes(command.response)));
      if (claimed.empty()) {
        return Failure(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE,
                       "a twin of this request won; repeat to get its answer")
            .Vi("Yêu cầu vừa được xử lý ở nơi khác. Xin thực hiện lại.");
      }
    }
    return Append(tx, command);
  });
}

}  // namespace donthu::identity
