#include "services/law/rule_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/parameters.h"
#include "services/law/row_check.h"
#include "services/law/rule_check.h"

namespace donthu::law {
namespace {

// Keeps the first complaint of the parser.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber, const std::string& message) override {
    if (line_ < 0) line_ = line;
    if (message_.empty()) message_ = message;
  }
  int line() const { return line_; }
  const std::string& message() const { return message_; }

 private:
  int line_ = -1;
  std::string message_;
};

// The `id:` line nearest above, so that the lawyer finds the row.
std::string RowAt(const std::string& text, int line) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  for (int i = std::min(line, static_cast<int>(lines.size()) - 1); i >= 0; --i) {
    std::size_t at = lines[i].find("id: \"");
    if (at != std::string::npos) return lines[i].substr(at);
  }
  return "no id above";
}

absl::Status ParseInto(const std::string& text, int number, v1::RuleFile& all) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  v1::RuleFile file;
  if (!parser.ParseFromString(text, &file)) {
    return BadRow(RowAt(text, error.line()), absl::StrFormat("text %d, line %d: %s", number,
                                                             error.line() + 1, error.message()));
  }
  all.MergeFrom(file);
  return absl::OkStatus();
}

template <typename Row>
absl::StatusOr<Dated<Row>> MakeDated(const std::string& name, const Row& row) {
  if (name.empty()) return BadRow(row.ShortDebugString(), "has no id");
  auto from = ParseIsoDay(row.effective().from());
  if (!from.ok()) return BadRow(name, "effective.from is not a day YYYY-MM-DD");
  absl::CivilDay to = absl::CivilDay(kYearMax, 12, 31);
  if (!row.effective().to().empty()) {
    auto end = ParseIsoDay(row.effective().to());
    if (!end.ok()) return BadRow(name, "effective.to is not a day YYYY-MM-DD");
    to = *end;
  }
  if (to < *from) return BadRow(name, "effective.to lies before effective.from");
  return Dated<Row>{row, *from, to};
}

// Rows that state law carry their ground; parameters carry the province's decision instead.
template <typename Row>
absl::StatusOr<Dated<Row>> MakeCited(const Row& row) {
  if (row.citation().empty()) return BadRow(row.id(), "has no citation");
  if (row.certainty() == v1::CERTAINTY_UNSPECIFIED) return BadRow(row.id(), "has no certainty");
  return MakeDated(row.id(), row);
}

template <typename Rows, typename Row>
absl::Status AddCited(const Rows& rows, std::vector<Dated<Row>>& into) {
  for (const auto& row : rows) {
    ASSIGN_OR_RETURN(Dated<Row> dated, MakeCited(row));
    into.push_back(std::move(dated));
  }
  return absl::OkStatus();
}

template <typename Kinds>
bool AppliesTo(const Kinds& kinds, v1::PetitionKind kind) {
  if (kinds.empty()) return true;
  for (int candidate : kinds) {
    if (candidate == kind) return true;
  }
  return false;
}

bool BelongsTo(const v1::WorkflowRule& row, v1::CaseType type) {
  return row.case_type() == type || row.case_type() == v1::CASE_TYPE_UNSPECIFIED;
}

bool StartsFrom(const v1::WorkflowRule& row, v1::CaseState state) {
  if (row.any_open_state()) {
    return state != v1::CASE_STATE_UNSPECIFIED && state != v1::CASE_STATE_CLOSED;
  }
  if (row.from().empty()) return state == v1::CASE_STATE_UNSPECIFIED;
  return std::find(row.from().begin(), row.from().end(), state) != row.from().end();
}

}  // namespace

absl::StatusOr<RuleBook> RuleBook::Parse(const std::vector<std::string>& textprotos) {
  v1::RuleFile file;
  int number = 0;
  for (const std::string& text : textprotos) RETURN_IF_ERROR(ParseInto(text, ++number, file));
  RuleBook book;
  for (const auto& row : file.instruments()) {
    if (row.certainty() == v1::CERTAINTY_UNSPECIFIED) return BadRow(row.id(), "has no certainty");
    if (row.has_effective()) RETURN_IF_ERROR(MakeDated(row.id(), row).status());
    book.instruments_.push_back(row);
  }
  RETURN_IF_ERROR(AddCited(file.deadlines(), book.deadlines_));
  RETURN_IF_ERROR(AddCited(file.workflows(), book.workflows_));
  RETURN_IF_ERROR(AddCited(file.conditions(), book.conditions_));
  RETURN_IF_ERROR(AddCited(file.disposals(), book.disposals_));
  RETURN_IF_ERROR(AddCited(file.parts(), book.parts_));
  RETURN_IF_ERROR(AddCited(file.representatives(), book.representatives_));
  RETURN_IF_ERROR(AddCited(file.reception_duties(), book.reception_duties_));
  RETURN_IF_ERROR(AddCited(file.transitions(), book.transitions_));
  RETURN_IF_ERROR(AddCited(file.competences(), book.competences_));
  for (const auto& row : file.parameters()) {
    ASSIGN_OR_RETURN(ParameterRow dated, MakeDated(row.name(), row));
    book.parameters_.push_back(std::move(dated));
  }
  book.parameters_ = DecisionsBeforeDefaults(book.parameters_);
  book.case_limits_.assign(file.case_limits().begin(), file.case_limits().end());
  for (int i = 0; i < static_cast<int>(book.deadlines_.size()); ++i) {
    book.deadline_versions_[book.deadlines_[i].row.id()].push_back(i);
  }
  RETURN_IF_ERROR(CheckRules(book));
  return book;
}

const RuleBook::DeadlineRow* RuleBook::Deadline(std::string_view id, absl::CivilDay anchor) const {
  auto versions = deadline_versions_.find(ToAbsl(id));
  if (versions == deadline_versions_.end()) return nullptr;
  for (int position : versions->second) {
    if (deadlines_[position].Holds(anchor)) return &deadlines_[position];
  }
  return nullptr;
}

const v1::WorkflowRule* RuleBook::Workflow(v1::CaseType type, v1::CaseState state, v1::ActKind act,
                                           absl::CivilDay day) const {
  for (const auto& dated : workflows_) {
    const v1::WorkflowRule& row = dated.row;
    if (row.act() == act && dated.Holds(day) && BelongsTo(row, type) && StartsFrom(row, state)) {
      return &row;
    }
  }
  return nullptr;
}

std::vector<const v1::WorkflowRule*> RuleBook::Workflows(v1::CaseType type,
                                                         absl::CivilDay day) const {
  std::vector<const v1::WorkflowRule*> found;
  bool own = false;
  for (const auto& dated : workflows_) {
    if (!dated.Holds(day) || !BelongsTo(dated.row, type)) continue;
    found.push_back(&dated.row);
    own = own || dated.row.case_type() == type;
  }
  return own ? found : std::vector<const v1::WorkflowRule*>();
}

const v1::CaseLimitRule* RuleBook::CaseLimit(v1::CaseType type, std::string_view limit) const {
  for (const auto& row : case_limits_) {
    if (row.case_type() == type && row.limit() == limit) return &row;
  }
  return nullptr;
}

std::vector<const v1::TransitionRule*> RuleBook::Transitions(v1::CaseType type,
                                                             absl::CivilDay received_on,
                                                             absl::CivilDay acted_on) const {
  std::vector<const v1::TransitionRule*> found;
  for (const auto& dated : transitions_) {
    bool began_between = received_on < dated.from && dated.Holds(acted_on);
    const auto& types = dated.row.case_types();
    bool concerns = types.empty() || std::find(types.begin(), types.end(), type) != types.end();
    if (began_between && concerns) found.push_back(&dated.row);
  }
  return found;
}

const v1::RepresentativeRule* RuleBook::Representatives(int people, absl::CivilDay day) const {
  for (const auto& dated : representatives_) {
    const v1::RepresentativeRule& row = dated.row;
    bool fits = row.people_min() <= people && (row.people_max() == 0 || people <= row.people_max());
    if (fits && dated.Holds(day)) return &row;
  }
  return nullptr;
}

const v1::LocalParameter* RuleBook::Parameter(std::string_view name, absl::CivilDay day) const {
  for (const auto& dated : parameters_) {
    if (dated.row.name() == name && dated.Holds(day)) return &dated.row;
  }
  return nullptr;
}

const v1::ConditionRule* RuleBook::Condition(std::string_view id, v1::PetitionKind kind,
                                             absl::CivilDay day) const {
  for (const auto& dated : conditions_) {
    if (dated.row.id() == id && dated.Holds(day) && AppliesTo(dated.row.kinds(), kind)) {
      return &dated.row;
    }
  }
  return nullptr;
}

const v1::DisposalRule* RuleBook::Disposals(v1::PetitionKind kind, bool eligible, bool competent,
                                            absl::CivilDay day) const {
  for (const auto& dated : disposals_) {
    const v1::DisposalRule& row = dated.row;
    if (!dated.Holds(day) || row.eligible() != eligible || !AppliesTo(row.kinds(), kind)) continue;
    if (!eligible || row.competent() == competent) return &row;
  }
  return nullptr;
}

const v1::PartRule* RuleBook::Part(v1::PetitionKind kind, absl::CivilDay day) const {
  for (const auto& dated : parts_) {
    const auto& kinds = dated.row.kinds();
    if (dated.Holds(day) && std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
      return &dated.row;
    }
  }
  return nullptr;
}

}  // namespace donthu::law
