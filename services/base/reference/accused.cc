#include "services/base/reference/accused.h"

#include <algorithm>

#include "services/base/status/status.h"
#include "services/law/basis.h"

namespace donthu {
namespace {

bool Under(const Reference& reference, const std::string& code, const std::string& top) {
  const auto line = reference.Line(code);
  return std::any_of(line.begin(), line.end(), [&](const auto* at) { return at->code() == top; });
}

bool ConflictsWithPost(const Reference& reference, const std::string& post_agency,
                       law::v1::RespondentRole role, const std::string& code, absl::CivilDay on) {
  if (!Leads(role) || post_agency.empty()) return false;
  if (Under(reference, code, post_agency)) return true;
  const directory::v1::Agency* agency = reference.Agency(post_agency);
  const directory::v1::Agency* heir = reference.Heir(post_agency, "", "", on);
  return agency != nullptr && heir != nullptr && heir->level() == agency->level() &&
         Under(reference, code, heir->code());
}

}  // namespace

absl::Status CheckAccused(const Reference& reference, const routing::v1::Accused& accused) {
  const auto deniable = [](law::v1::RespondentRole role) {
    return role >= law::v1::RESPONDENT_ROLE_HEAD && role <= law::v1::RESPONDENT_ROLE_PARTY_MEMBER;
  };
  if (reference.Agency(accused.agency_code()) == nullptr) {
    return InvalidField("accused.agency_code", "names no agency", "Không có cơ quan này.");
  }
  if (!deniable(accused.role())) {
    return InvalidField("accused.role", "is no post that can be denounced",
                        "Chức vụ người bị tố cáo không hợp lệ.");
  }
  const bool present = !accused.present_agency_code().empty();
  if (present && reference.Agency(accused.present_agency_code()) == nullptr) {
    return InvalidField("accused.present_agency_code", "names no agency", "Không có cơ quan này.");
  }
  if (present != deniable(accused.present_role())) {
    return InvalidField("accused.present_role", "is required with present_agency_code, only then",
                        "Ghi cả cơ quan và chức vụ hiện nay.");
  }
  if (accused.standing() == law::v1::STANDING_MOVED_HIGHER && !present) {
    return InvalidField("accused.present_agency_code", "is required for MOVED_HIGHER",
                        "Ghi cơ quan, chức vụ hiện nay.");
  }
  return absl::OkStatus();
}

bool Leads(law::v1::RespondentRole role) {
  return role == law::v1::RESPONDENT_ROLE_HEAD || role == law::v1::RESPONDENT_ROLE_DEPUTY ||
         role == law::v1::RESPONDENT_ROLE_BODY;
}

bool HasConflict(const Reference& reference, const routing::v1::Accused& accused,
                 const std::string& agency_code, absl::CivilDay on) {
  return ConflictsWithPost(reference, accused.agency_code(), accused.role(), agency_code, on) ||
         ConflictsWithPost(reference, accused.present_agency_code(), accused.present_role(),
                           agency_code, on);
}

absl::Status ConflictOfInterest() {
  law::v1::Basis basis;
  basis.set_citation("L-TC Đ.12");
  basis.set_certainty(law::v1::CERTAINTY_TEXT_READ);
  basis.set_text_vi("Người đứng đầu cơ quan cấp trên trực tiếp giải quyết tố cáo người đứng đầu.");
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::CONFLICT_OF_INTEREST,
                 "the accused leads that agency or one above it")
      .With("citation", "L-TC Đ.12")
      .Vi("Người bị tố cáo đứng đầu, là cấp phó của cơ quan này hoặc của cơ quan cấp trên của nó. "
          "Chuyển đến cơ quan cấp trên trực tiếp (L-TC Đ.12).")
      .Because(law::DerivationOf(
          basis, "Cơ quan được chọn do người bị tố cáo đứng đầu, hoặc ở dưới quyền người đó."));
}

}  // namespace donthu
