#include "services/resolution/parts.h"

#include <algorithm>

#include "services/base/reference/accused.h"
#include "services/base/status/status.h"
#include "services/law/basis.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/law/label.h"

namespace donthu::resolution {
namespace {

template <typename Values, typename Value>
bool Has(const Values& values, Value value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

absl::Status CheckAgency(const std::string& code, const Reference& reference,
                         absl::CivilDay today) {
  const auto* agency = reference.Agency(code);
  if (agency != nullptr && ExistsOn(*agency, today)) return absl::OkStatus();
  auto failure = InvalidField("agency_code", "names no agency of today",
                              "Cơ quan này không có hoặc đã kết thúc hoạt động.");
  const auto* heir = reference.Heir(code, "", "", today);
  if (agency == nullptr || heir == nullptr) return failure;
  failure.With("successor", heir->code())
      .Vi(agency->name() + " đã kết thúc hoạt động; cơ quan kế thừa: " + heir->name() + " (" +
          heir->code() + ").");
  return failure;
}

// The row that lets a part become a case of that type, and the kind of the part; nullptr = none.
std::pair<const law::v1::PartRule*, law::v1::PetitionKind> RowFor(const HeldPetition& petition,
                                                                  law::v1::CaseType type,
                                                                  const law::RuleBook& rules) {
  for (const auto kind : petition.kinds) {
    const auto* row = rules.Part(kind, petition.held_since);
    if (row != nullptr && Has(row->case_types(), type)) return {row, kind};
  }
  return {nullptr, law::v1::PETITION_KIND_UNSPECIFIED};
}

absl::Status NoSuchPart(const HeldPetition& petition, const law::RuleBook& rules) {
  law::v1::Derivation why;
  for (const auto kind : petition.kinds) {
    law::AddFact("Đơn có nội dung", law::LabelVi(kind), why);
    const auto* row = rules.Part(kind, petition.held_since);
    if (row != nullptr) *why.add_rules() = law::BasisOf(*row);
  }
  const std::string reason = "Đơn không có nội dung thuộc loại vụ việc này.";
  why.add_steps_vi(reason);
  return InvalidField("type", "is nothing that a part of this petition can become", reason)
      .Because(why);
}

absl::Status CheckDisposed(const HeldPetition& petition, const law::v1::PartRule& row) {
  if (petition.disposal == law::v1::DISPOSAL_UNSPECIFIED || Has(row.after(), petition.disposal)) {
    return absl::OkStatus();
  }
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                 "what the agency did with the petition leaves nothing of it to be taken up")
      .With("citation", row.citation())
      .Vi(row.text_vi() + " (" + row.citation() + ").")
      .Because(law::DerivationOf(law::BasisOf(row), row.text_vi()));
}

absl::Status CheckDay(const HeldPetition& petition, const common::v1::Date& received_on) {
  ASSIGN_OR_RETURN(const auto day, law::ToDay(received_on));
  if (day == petition.held_since) return absl::OkStatus();
  return InvalidField(
      "received_on", "is not the day on which the agency received the petition",
      "Ngày nhận phải là ngày cơ quan nhận đơn: " + law::FormatDayVi(petition.held_since) + ".");
}

absl::Status CheckDenounced(const HeldPetition& petition, const v1::OpenCaseRequest& request,
                            law::v1::PetitionKind kind, const Reference& reference,
                            absl::CivilDay today) {
  if (kind != law::v1::PETITION_KIND_DENUNCIATION) {
    if (!request.has_accused()) return absl::OkStatus();
    return InvalidField("accused", "only for a denunciation", "Chỉ ghi khi mở vụ việc tố cáo.");
  }
  if (!petition.identity_withheld) {
    return InvalidField("petition_id", "was registered with its author's name",
                        "Đơn đã lưu họ tên người gửi. Đăng ký lại là đơn có nội dung tố cáo để giữ "
                        "bí mật người tố cáo.");
  }
  if (!request.has_accused()) {
    return InvalidField("accused", "is required for a denunciation",
                        "Chưa ghi cơ quan, chức vụ người bị tố cáo.");
  }
  RETURN_IF_ERROR(CheckAccused(reference, request.accused()));
  return HasConflict(reference, request.accused(), request.agency_code(), today)
             ? ConflictOfInterest()
             : absl::OkStatus();
}

}  // namespace

bool IsMixed(const HeldPetition& petition) {
  return std::any_of(petition.kinds.begin(), petition.kinds.end(), [&](auto kind) {
    return law::CaseTypeOf(kind, false) != law::CaseTypeOf(petition.kinds.front(), false);
  });
}

absl::StatusOr<law::v1::PetitionKind> PartOf(const HeldPetition& petition,
                                             const v1::OpenCaseRequest& request,
                                             const law::RuleBook& rules, const Reference& reference,
                                             absl::CivilDay today) {
  RETURN_IF_ERROR(CheckAgency(request.agency_code(), reference, today));
  const auto [row, kind] = RowFor(petition, request.type(), rules);
  if (row == nullptr) return NoSuchPart(petition, rules);
  if (petition.joined) {
    return InvalidField("petition_id", "is in a case that it was moved into",
                        "Đơn đã nhập vào một vụ việc; tách đơn ra trước.");
  }
  if (Has(petition.opened_here, request.type())) return OpenedBefore();
  RETURN_IF_ERROR(CheckDisposed(petition, *row));
  RETURN_IF_ERROR(CheckDay(petition, request.received_on()));
  RETURN_IF_ERROR(CheckDenounced(petition, request, kind, reference, today));
  return kind;
}

absl::Status OpenedBefore() {
  return InvalidField("petition_id", "opened a case of this type at this agency before",
                      "Nội dung này của đơn đã có vụ việc tại cơ quan.");
}

}  // namespace donthu::resolution
