#include "services/resolution/act_checks.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

// The code that the act gives in its field to_agency_code; empty where it has none.
std::string NamedAgency(const v1::Act& act) {
  const auto* oneof = act.GetDescriptor()->FindOneofByName("kind");
  const auto* kind = act.GetReflection()->GetOneofFieldDescriptor(act, oneof);
  if (kind == nullptr) return "";
  const auto& done = act.GetReflection()->GetMessage(act, kind);
  const auto* field = done.GetDescriptor()->FindFieldByName("to_agency_code");
  return field == nullptr ? "" : done.GetReflection()->GetString(done, field);
}

std::string FieldOf(const v1::Act& act, const char* name) {
  const auto* oneof = act.GetDescriptor()->FindOneofByName("kind");
  const auto* kind = act.GetReflection()->GetOneofFieldDescriptor(act, oneof);
  return absl::StrFormat("act.%s.%s", kind->name(), name);
}

// The directory says that `to` took over from `from`, whatever function it was.
bool Succeeds(const Reference& reference, const std::string& from, const std::string& to,
              absl::CivilDay on) {
  const auto* heir = reference.Heir(from, "", "", on);
  if (heir != nullptr && heir->code() == to) return true;
  const auto rows = reference.successions.find(from);
  if (rows == reference.successions.end()) return false;
  return std::any_of(rows->second.begin(), rows->second.end(), [&](const auto& row) {
    const auto starts_on = law::ToDay(row.on());
    return row.new_agency() == to && starts_on.ok() && *starts_on <= on;
  });
}

absl::Status CheckHandOver(const v1::HandOver& act, const v1::Case& found,
                           const Reference& reference, absl::CivilDay on) {
  if (act.to_agency_code() == found.agency_code()) {
    return InvalidField("act.hand_over.to_agency_code", "has the case already",
                        "Cơ quan này đang giải quyết vụ việc.");
  }
  if (!act.reason().empty() || Succeeds(reference, found.agency_code(), act.to_agency_code(), on)) {
    return absl::OkStatus();
  }
  return InvalidField("act.hand_over.reason", "is needed: the directory names another successor",
                      "Danh mục không ghi cơ quan này kế thừa: phải nêu lý do chuyển giao.");
}

absl::Status CheckRate(const v1::Rate& act) {
  const bool left = act.result() == v1::VOTER_RESULT_BEING_RESOLVED ||
                    act.result() == v1::VOTER_RESULT_WILL_BE_RESOLVED;
  if (left || !act.has_planned_on()) return absl::OkStatus();
  return InvalidField("act.rate.planned_on", "only while there is something left to do",
                      "Chỉ ghi ngày dự kiến khi đang hoặc sẽ giải quyết.");
}

}  // namespace

absl::Status MayRecord(const Principal& principal, law::v1::ActKind kind, const v1::Case& found,
                       const Reference& reference, absl::CivilDay today) {
  if (HasRole(principal, options::v1::ROLE_SYSTEM)) return absl::OkStatus();
  const bool head = HasRole(principal, options::v1::ROLE_HEAD);
  if (kind == law::v1::ACT_KIND_HAND_OVER) {
    if (head || HasRole(principal, options::v1::ROLE_INSPECTORATE)) return absl::OkStatus();
  } else if (head || HasRole(principal, options::v1::ROLE_CASE_OFFICER)) {
    const auto own = Reach::Only(reference.WithPredecessors({principal.agency}, today));
    if (own.Includes(found.agency_code())) return absl::OkStatus();
  }
  return Failure(absl::StatusCode::kPermissionDenied, common::v1::NOT_ALLOWED,
                 "this act on this case is not for the caller's role and agency")
      .Vi("Việc này không thuộc quyền của bạn đối với vụ việc của cơ quan khác.");
}

void RefuseForCaller(const Principal& principal, const v1::Case& found, const Reference& reference,
                     absl::CivilDay today, law::v1::PossibleAct* possible) {
  if (!possible->lawful()) return;
  const absl::Status may = MayRecord(principal, possible->kind(), found, reference, today);
  if (may.ok()) return;
  const std::string reason = DetailOf(may).message_vi();
  possible->set_lawful(false);
  possible->set_reason_vi(reason);
  possible->clear_starts();
  possible->clear_to();
  possible->mutable_derivation()->add_steps_vi(reason);
}

absl::Status CheckContent(const v1::Act& act, const v1::Case& found, const Reference& reference) {
  ASSIGN_OR_RETURN(const absl::CivilDay on, law::ToDay(act.acted_on()));
  const std::string code = NamedAgency(act);
  const auto* agency = reference.Agency(code);
  if (!code.empty() && (agency == nullptr || !ExistsOn(*agency, on))) {
    return InvalidField(FieldOf(act, "to_agency_code"), "names no agency of that day",
                        "Không có cơ quan này vào ngày thực hiện.");
  }
  if (act.has_hand_over()) return CheckHandOver(act.hand_over(), found, reference, on);
  if (act.has_rate()) return CheckRate(act.rate());
  return absl::OkStatus();
}

absl::Status CheckJoin(const std::optional<PetitionPlace>& place, int64_t case_id) {
  if (!place) {
    return InvalidField("act.join_petition.petition_id", "no such petition",
                        "Không tìm thấy đơn này.");
  }
  if (place->in_case == 0) return absl::OkStatus();
  return InvalidField("act.join_petition.petition_id", "is in a case",
                      place->in_case == case_id ? "Đơn đã ở trong vụ việc này."
                                                : "Đơn đang ở trong một vụ việc khác.");
}

absl::Status CheckPart(const v1::PartPetition& part, const v1::Case& found) {
  const auto& inside = found.petition_ids();
  if (std::find(inside.begin(), inside.end(), part.petition_id()) == inside.end()) {
    return InvalidField("act.part_petition.petition_id", "is not in this case",
                        "Đơn không ở trong vụ việc này.");
  }
  if (part.petition_id() != found.opening_petition_id()) return absl::OkStatus();
  return InvalidField("act.part_petition.petition_id", "opened this case",
                      "Đơn đầu tiên mở vụ việc thì không tách được.");
}

}  // namespace donthu::resolution
