#include "services/base/access/read_note.h"

#include "services/base/status/status.h"

namespace donthu {
namespace {

constexpr int kTries = 5;

}  // namespace

std::optional<std::vector<std::string>> OwnAgencies(const Principal& reader,
                                                    const Reference& reference,
                                                    absl::CivilDay today) {
  if (HasRole(reader, options::v1::ROLE_SYSTEM)) return std::nullopt;
  return reference.WithPredecessors({reader.agency}, today);
}

absl::Status NoteRead(db::Pool& pool, const db::Statement& statement, int64_t id,
                      const Principal& reader, absl::CivilDay day,
                      const std::optional<std::vector<std::string>>& own) {
  db::Params params;
  params.Int(id).Text(reader.agency).Text(reader.officer).Day(day);
  own ? params.TextArray(*own) : params.Null();
  absl::Status noted;
  for (int i = 0; i < kTries; ++i) {
    noted = pool.Run(statement, params).status();
    if (ReasonOf(noted) != common::v1::CONCURRENT_CHANGE) break;
  }
  return noted;
}

}  // namespace donthu
