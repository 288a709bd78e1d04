#include "clients/cli/demo_cases.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "clients/cli/act_words.h"
#include "clients/cli/demo_days.h"
#include "clients/cpp/request_id.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::cli {
namespace {

using resolution::v1::Act;

// Collects acts, each on the first working day from a number of days after acceptance.
class Plan {
 public:
  Plan(absl::CivilDay accepted_on, int number) : accepted_on_(accepted_on), number_(number) {}

  Act& Add(int days, const char* document) {
    Act act;
    *act.mutable_acted_on() = law::ToProto(Workday(accepted_on_ + days));
    if (*document != '\0') {
      act.set_document_number(absl::StrFormat("%d/%s", number_, document));
    }
    acts_.push_back(act);
    return acts_.back();
  }
  std::vector<Act> Take() { return std::move(acts_); }

 private:
  const absl::CivilDay accepted_on_;
  const int number_;
  std::vector<Act> acts_;
};

resolution::v1::Conclusion ConclusionBy(int fate) {
  if (fate % 3 == 0) return resolution::v1::CONCLUSION_RIGHT;
  return fate % 3 == 1 ? resolution::v1::CONCLUSION_PARTLY_RIGHT : resolution::v1::CONCLUSION_WRONG;
}

constexpr char kComplex[] = "Vụ việc phức tạp, phải xác minh nhiều nơi.";

// After the decision is in force: 30 days, in remote areas 45 (L-KN Đ.44). Either nothing has to be
// carried out, or it is.
void Enforce(int fate, int decided, Plan* plan) {
  plan->Add(decided + 50, "").mutable_enter_into_force();
  if (fate % 2 == 0) {
    // A written note that nothing has to be carried out takes the place of the enforcement.
    plan->Add(decided + 52, "BC-KT").mutable_close();
    return;
  }
  plan->Add(decided + 52, "CV-TH").mutable_direct_enforcement();
  plan->Add(decided + 75, "BC-TH").mutable_complete_enforcement();
  plan->Add(decided + 77, "").mutable_close();
}

// The limit is 30 days, 45 when extended (L-KN Đ.28).
void DecideComplaint(int fate, Plan* plan) {
  plan->Add(3, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  if (fate % 2 == 0) plan->Add(16, "BB-ĐT").mutable_hold_dialogue()->set_minutes_signed(true);
  const bool extended = fate % 4 == 0;
  if (extended) {
    auto& extend = *plan->Add(20, "TB-GH").mutable_extend();
    extend.set_reason(kComplex);
    extend.add_criteria(law::v1::CRITERION_SEVERAL_CONTENTS);
  }
  const bool late = fate % 10 == 9;
  const int decided = late ? 52 : extended ? 38 : 24;
  plan->Add(decided, "QĐ-GQKN").mutable_decide()->set_conclusion(ConclusionBy(fate));
  plan->Add(decided + 1, "").mutable_send();
  if (fate % 5 == 0) plan->Add(decided + 6, "").mutable_publish();
  if (fate % 3 == 0) Enforce(fate, decided, plan);
}

void PlanComplaint(int fate, Plan* plan) {
  if (fate < 60) {
    DecideComplaint(fate, plan);
  } else if (fate < 80) {
    plan->Add(4, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  } else if (fate >= 95) {
    plan->Add(12, "").mutable_withdraw();
    auto& terminate = *plan->Add(13, "QĐ-ĐC").mutable_terminate();
    terminate.set_ground(law::v1::GROUND_ALL_WITHDRAWN);
    terminate.set_reason("Người khiếu nại rút toàn bộ đơn.");
    plan->Add(15, "").mutable_close();
  }
}

// A dialogue is due in every second complaint (L-KN Đ.39); the limit is 45 days.
void PlanSecondComplaint(int fate, Plan* plan) {
  plan->Add(4, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  if (fate >= 60) return;
  plan->Add(20, "BB-ĐT").mutable_hold_dialogue()->set_minutes_signed(true);
  plan->Add(34, "QĐ-GQKN").mutable_decide()->set_conclusion(ConclusionBy(fate));
  plan->Add(35, "").mutable_send();
}

// The limit is 30 days from acceptance (L-TC Đ.30).
void PlanDenunciation(int fate, Plan* plan) {
  plan->Add(2, "TB").mutable_notify();
  plan->Add(3, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  if (fate >= 60) return;
  auto& conclude = *plan->Add(24, "KL-TC").mutable_conclude();
  conclude.set_finding(static_cast<resolution::v1::Finding>(fate % 3 + 1));
  plan->Add(26, "").mutable_send();
  if (fate % 2 == 0) plan->Add(29, "").mutable_publish();
  if (fate % 3 == 0) plan->Add(30, "QĐ-XL").mutable_handle();
}

void PlanDisciplinary(int fate, Plan* plan) {
  if (fate >= 80) return;
  plan->Add(3, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
}

void PlanRecommendation(int fate, Plan* plan) {
  if (fate < 60) {
    if (fate % 2 == 0) {
      plan->Add(2, "CV-XM").mutable_assign_verification()->set_verifier("Bộ phận chuyên môn");
    }
    plan->Add(12, "CV-TL").mutable_answer();
    if (fate % 3 == 0) plan->Add(20, "").mutable_close();
  } else if (fate < 80) {
    plan->Add(2, "CV-XM").mutable_assign_verification()->set_verifier("Bộ phận chuyên môn");
  }
}

bool IsDone(const resolution::v1::Case& found, const Act& act) {
  return std::any_of(found.timeline().begin(), found.timeline().end(), [&act](const auto& entry) {
    return entry.act().kind_case() == act.kind_case();
  });
}

}  // namespace

bool OpensCase(law::v1::CaseType type) {
  switch (type) {
    case law::v1::CASE_TYPE_COMPLAINT_FIRST:
    case law::v1::CASE_TYPE_COMPLAINT_SECOND:
    case law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY:
    case law::v1::CASE_TYPE_DENUNCIATION:
    case law::v1::CASE_TYPE_RECOMMENDATION:
      return true;
    default:
      return false;
  }
}

std::vector<Act> PlanFor(law::v1::CaseType type, const std::string& name, bool remote,
                         absl::CivilDay accepted_on) {
  const int fate = Fate("case", name);
  Plan plan(accepted_on, Fate("number", name) + 1);
  plan.Add(0, "TB-TL").mutable_accept()->set_remote(remote);
  switch (type) {
    case law::v1::CASE_TYPE_COMPLAINT_FIRST:
      PlanComplaint(fate, &plan);
      break;
    case law::v1::CASE_TYPE_COMPLAINT_SECOND:
      PlanSecondComplaint(fate, &plan);
      break;
    case law::v1::CASE_TYPE_DENUNCIATION:
      PlanDenunciation(fate, &plan);
      break;
    case law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY:
      PlanDisciplinary(fate, &plan);
      break;
    default:
      PlanRecommendation(fate, &plan);
  }
  return plan.Take();
}

absl::StatusOr<resolution::v1::Case> DemoCases::Resolve(std::int64_t petition_id,
                                                        const std::string& name,
                                                        const std::string& area_key,
                                                        absl::CivilDay disposed_on) {
  resolution::v1::GetCaseRequest ask;
  ask.set_petition_id(petition_id);
  // The server waits for a case that is about to open.
  ASSIGN_OR_RETURN(auto found, resolution_.GetCase(ask));
  const bool remote = remote_areas_.count(area_key) > 0;
  for (Act& act : PlanFor(found.type(), name, remote, Workday(disposed_on + 2))) {
    ASSIGN_OR_RETURN(const auto acted_on, law::ToDay(act.acted_on()));
    if (acted_on > last_day_) break;
    if (IsDone(found, act)) continue;
    if (act.has_withdraw()) act.set_note("Có đơn xin rút, đã ký.");
    if (act.has_direct_enforcement()) {
      act.mutable_direct_enforcement()->set_to_agency_code(found.agency_code());
    }
    resolution::v1::RecordActRequest request;
    request.set_request_id(client::NamedRequestId(
        "donthu/demo/act", absl::StrFormat("%d\n%s\n%s", found.id(), WordOf(act), found.etag())));
    request.set_case_id(found.id());
    request.set_etag(found.etag());
    *request.mutable_act() = act;
    ASSIGN_OR_RETURN(found, resolution_.RecordAct(request));
  }
  return found;
}

}  // namespace donthu::cli
