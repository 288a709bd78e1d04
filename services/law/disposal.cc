#include "services/law/disposal.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_join.h"
#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/condition.h"
#include "services/law/date.h"
#include "services/law/label.h"

namespace donthu::law {
namespace {

// How sure an advice is: what the form of the letter shows is nearly certain, what a person must
// weigh is less so.
constexpr int kFormal = 90;
constexpr int kCompetence = 85;
constexpr int kWeighed = 70;
constexpr int kUnclear = 60;
// Limitation unknown, because the complaint names no dated decision.
constexpr int kUndated = 65;
// The text speaks against what the desk entered.
constexpr int kContradicted = 55;

struct Decision {
  v1::Disposal disposal;
  int confidence;
};

// What a failed condition leads to; DISPOSAL_UNSPECIFIED = it does not decide.
Decision DecideFailed(std::string_view condition, const v1::PetitionFacts& facts) {
  bool denunciation = facts.kind() == v1::PETITION_KIND_DENUNCIATION;
  bool complaint = facts.kind() == v1::PETITION_KIND_COMPLAINT;
  if (condition == "IDENTIFIED") {
    bool checkable = denunciation && facts.has_evidence();
    return {checkable ? v1::DISPOSAL_TRANSFER : v1::DISPOSAL_FILE, checkable ? kWeighed : kFormal};
  }
  if (condition == "ADDRESS" || condition == "SIGNATURE") return {v1::DISPOSAL_FILE, kFormal};
  if (condition == "CLEAR_MATTER") return {v1::DISPOSAL_GUIDE, kUnclear};
  if (condition == "NOT_DUPLICATE") return {v1::DISPOSAL_JOIN, kWeighed};
  if (condition == "SINGLE_KIND") return {v1::DISPOSAL_GUIDE, kWeighed};
  if (condition == "ADMINISTRATIVE_MATTER") return {v1::DISPOSAL_GUIDE, kWeighed};
  if (condition == "MEDIATION_AT_COMMUNE") return {v1::DISPOSAL_GUIDE, kWeighed};
  // Only the competent body may hold a complaint to be out of time, since it must hear of
  // obstacles.
  if (condition == "IN_TIME" && facts.competent()) return {v1::DISPOSAL_REFUSE, kWeighed};
  if (condition == "COMPETENT") {
    return {complaint ? v1::DISPOSAL_GUIDE : v1::DISPOSAL_TRANSFER, kCompetence};
  }
  return {v1::DISPOSAL_UNSPECIFIED, 0};
}

v1::CaseType AdvisedType(const v1::PetitionFacts& facts) {
  if (IsLandDispute(facts)) return v1::CASE_TYPE_LAND_MEDIATION;
  if (IsDisciplinary(facts)) return v1::CASE_TYPE_COMPLAINT_DISCIPLINARY;
  return CaseTypeOf(facts.kind(), facts.second_complaint());
}

v1::Finding MakeFinding(const v1::ConditionRule& row, bool met) {
  v1::Finding finding;
  finding.set_condition(row.id());
  finding.set_met(met);
  finding.set_text_vi(met ? row.text_vi() : row.failed_vi());
  *finding.mutable_basis() = BasisOf(row, finding.text_vi());
  return finding;
}

// Judges every condition; the first failed one that decides does so, otherwise the petition is
// accepted.
Decision Examine(const RuleBook& book, const Calendar& calendar, const v1::PetitionFacts& facts,
                 absl::CivilDay received_on, v1::DisposalAdvice& advice) {
  Decision decision{v1::DISPOSAL_UNSPECIFIED, 0};
  advice.set_eligible(true);
  for (std::string_view id : ConditionsInOrder()) {
    const v1::ConditionRule* row = book.Condition(id, facts.kind(), received_on);
    if (row == nullptr) continue;
    Verdict verdict = Judge(id, book, calendar, facts, received_on);
    if (verdict == Verdict::kDoesNotApply) continue;
    v1::Finding& finding = *advice.add_findings();
    finding = MakeFinding(*row, verdict == Verdict::kMet);
    if (finding.met()) continue;
    if (row->fitness()) advice.set_eligible(false);
    if (decision.disposal != v1::DISPOSAL_UNSPECIFIED) continue;
    decision = DecideFailed(id, facts);
    if (decision.disposal != v1::DISPOSAL_UNSPECIFIED) *advice.add_basis() = finding.basis();
  }
  if (decision.disposal == v1::DISPOSAL_UNSPECIFIED) decision = {v1::DISPOSAL_ACCEPT, kCompetence};
  return decision;
}

// Whether the text speaks of another kind or round than the desk entered. Words alone don't tell
// which is right: a complaint may mention that a denunciation was made elsewhere.
bool SpeaksOfAnother(const v1::PetitionFacts& facts) {
  const auto says = [&facts](const char* words) {
    return facts.folded_text().find(words) != std::string::npos;
  };
  bool complaint = facts.kind() == v1::PETITION_KIND_COMPLAINT;
  bool denunciation = facts.kind() == v1::PETITION_KIND_DENUNCIATION;
  if (complaint && !facts.second_complaint() &&
      (says("giai quyet khieu nai") || says("khieu nai lan"))) {
    return true;
  }
  // Recommendations name no decision that they attack.
  if (!complaint && !denunciation && facts.has_decision_on()) return true;
  if (!facts.mixed_kinds().empty()) return false;
  return (!complaint && says("khieu nai")) || (!denunciation && says("to cao"));
}

// A complaint that neither says so nor attacks a dated decision may be a recommendation.
bool LacksComplaint(const v1::PetitionFacts& facts) {
  return facts.kind() == v1::PETITION_KIND_COMPLAINT && !facts.has_decision_on() &&
         facts.folded_text().find("khieu nai") == std::string::npos;
}

int Confidence(const Decision& decision, const v1::DisposalAdvice& advice,
               const v1::PetitionFacts& facts) {
  int confidence = decision.confidence;
  bool whatever_it_says =
      decision.disposal == v1::DISPOSAL_FILE || decision.disposal == v1::DISPOSAL_JOIN;
  if (!whatever_it_says && SpeaksOfAnother(facts)) {
    confidence = std::min(confidence, kContradicted);
  }
  if (!whatever_it_says && LacksComplaint(facts)) confidence = std::min(confidence, kUnclear);
  if (decision.disposal != v1::DISPOSAL_ACCEPT) return confidence;
  for (const auto& finding : advice.findings()) {
    if (!finding.met()) confidence = std::min(confidence, kWeighed);
  }
  bool undated = facts.kind() == v1::PETITION_KIND_COMPLAINT && !facts.has_decision_on();
  return undated ? std::min(confidence, kUndated) : confidence;
}

std::string StandingVi(bool eligible, bool competent) {
  if (!eligible) return "Đơn không đủ điều kiện xử lý";
  return std::string("Đơn đủ điều kiện xử lý, ") +
         (competent ? "thuộc thẩm quyền" : "không thuộc thẩm quyền");
}

v1::Basis TableBasis(const v1::DisposalRule& row, const std::string& may) {
  return BasisOf(row, StandingVi(row.eligible(), row.competent()) + ": " + may + ".");
}

// Names of what a row lets be chosen.
template <typename Enum, typename Values>
std::string LabelsVi(const Values& values) {
  std::vector<std::string> labels;
  for (int value : values) labels.push_back(LabelVi(static_cast<Enum>(value)));
  return absl::StrJoin(labels, ", ");
}

// Why the closed table refuses a choice for such a petition; `row` may be nullptr.
v1::Derivation ExplainTable(const v1::DisposalRule* row, v1::PetitionKind kind, bool eligible,
                            bool competent, absl::CivilDay on_day, const std::string& may,
                            const std::string& refusal) {
  v1::Derivation why;
  AddFact("Loại đơn", LabelVi(kind), why);
  AddFact("Điều kiện, thẩm quyền", StandingVi(eligible, competent), why);
  AddFact("Ngày xử lý", FormatDayVi(on_day), why);
  if (row != nullptr) *why.add_rules() = TableBasis(*row, may);
  why.add_steps_vi(refusal);
  return why;
}

}  // namespace

v1::CaseType CaseTypeOf(v1::PetitionKind kind, bool second_complaint) {
  switch (kind) {
    case v1::PETITION_KIND_COMPLAINT:
      return second_complaint ? v1::CASE_TYPE_COMPLAINT_SECOND : v1::CASE_TYPE_COMPLAINT_FIRST;
    case v1::PETITION_KIND_DENUNCIATION:
      return v1::CASE_TYPE_DENUNCIATION;
    default:
      return v1::CASE_TYPE_RECOMMENDATION;
  }
}

v1::DisposalAdvice AdviseDisposal(const RuleBook& book, const Calendar& calendar,
                                  const v1::PetitionFacts& facts) {
  v1::DisposalAdvice advice;
  auto received_on = ToDay(facts.received_on());
  if (!received_on.ok() || facts.kind() == v1::PETITION_KIND_UNSPECIFIED) return advice;
  Decision decision = Examine(book, calendar, facts, *received_on, advice);
  absl::Status allowed = CheckDisposal(book, facts.kind(), advice.eligible(), facts.competent(),
                                       decision.disposal, *received_on);
  // Rows that a province changed so that they contradict each other leave the choice to the
  // officer.
  if (!allowed.ok()) return advice;
  advice.set_disposal(decision.disposal);
  advice.set_confidence(Confidence(decision, advice, facts));
  *advice.add_basis() =
      TableBasis(*book.Disposals(facts.kind(), advice.eligible(), facts.competent(), *received_on),
                 LabelVi(decision.disposal));
  if (decision.disposal == v1::DISPOSAL_ACCEPT || decision.disposal == v1::DISPOSAL_REFUSE) {
    advice.set_case_type(AdvisedType(facts));
  }
  if (facts.kind() == v1::PETITION_KIND_COMPLAINT)
    advice.set_round(facts.second_complaint() ? 2 : 1);
  advice.set_prior_status(facts.second_complaint() ? v1::PRIOR_STATUS_SETTLED_ONCE
                                                   : v1::PRIOR_STATUS_NOT_SETTLED);
  return advice;
}

absl::Status CheckDisposal(const RuleBook& book, v1::PetitionKind kind, bool eligible,
                           bool competent, v1::Disposal disposal, absl::CivilDay on_day) {
  const v1::DisposalRule* row = book.Disposals(kind, eligible, competent, on_day);
  std::string may;
  if (row != nullptr) {
    const auto& allowed = row->allowed();
    if (std::count(allowed.begin(), allowed.end(), disposal) > 0) return absl::OkStatus();
    may = LabelsVi<v1::Disposal>(allowed);
  }
  std::string reason = "Không thể chọn “" + LabelVi(disposal) + "” cho đơn này.";
  if (!may.empty()) reason += " Có thể: " + may + ".";
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::DISPOSAL_NOT_ALLOWED,
                 "the table of disposals does not allow this")
      .Vi(reason)
      .With("disposal", v1::Disposal_Name(disposal))
      .With("citation", row == nullptr ? std::string() : row->citation())
      .Because(ExplainTable(row, kind, eligible, competent, on_day, may, reason));
}

absl::Status CheckCaseType(const RuleBook& book, v1::PetitionKind kind, bool eligible,
                           bool competent, v1::CaseType type, absl::CivilDay on_day) {
  const v1::DisposalRule* row = book.Disposals(kind, eligible, competent, on_day);
  if (row == nullptr || type == v1::CASE_TYPE_UNSPECIFIED) return absl::OkStatus();
  const auto& types = row->case_types();
  if (std::count(types.begin(), types.end(), type) > 0) return absl::OkStatus();
  const std::string may = LabelsVi<v1::CaseType>(types);
  const std::string reason = may.empty()
                                 ? "Hướng xử lý này không mở vụ việc: bỏ trống loại vụ việc."
                                 : "Đơn " + LabelVi(kind) + " không thể là vụ việc “" +
                                       LabelVi(type) + "”. Có thể: " + may + ".";
  return InvalidField("case_type", "is nothing that such a petition can become", reason)
      .With("citation", row->citation())
      .Because(ExplainTable(row, kind, eligible, competent, on_day,
                            may.empty() ? LabelsVi<v1::Disposal>(row->allowed()) : may, reason));
}

}  // namespace donthu::law
