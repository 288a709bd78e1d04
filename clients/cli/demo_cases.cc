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

// The limit is 30 days, 45 when extended (L-KN Đ.28).
void DecideComplaint(int fate, Plan* plan) {
  plan->Add(3, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  if (fate % 2 == 0) plan->Add(16, "BB-ĐT").mutable_hold_dialogue()->set_minutes_signed(true);
  const bool extended = fate % 4 == 0;
  if (extended) {
    plan->Add(20, "TB-GH")
        .mutable_extend()
        ->set_reason("Vụ việc phức tạp, phải xác minh nhiều nơi.");
  }
  const bool late = fate % 10 == 9;
  const int decided = late ? 52 : extended ? 38 : 24;
  plan->Add(decided, "QĐ-GQKN").mutable_decide()->set_conclusion(ConclusionBy(fate));
  plan->Add(decided + 1, "").mutable_send();
  if (fate % 5 == 0) plan->Add(decided + 6, "").mutable_publish();
  // After the decision is in force: 30 days, in remote areas 45 (L-KN Đ.44).
  if (fate % 3 == 0) plan->Add(decided + 50, "").mutable_close();
}

void PlanComplaint(int fate, Plan* plan) {
  if (fate < 60) {
    DecideComplaint(fate, plan);
  } else if (fate < 80) {
    plan->Add(4, "QĐ-XM").mutable_assign_verification()->set_verifier("Tổ xác minh");
  } else if (fate >= 95) {
    plan->Add(12, "").mutable_withdraw();
    plan->Add(15, "").mutable_close();
  }
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
  return type == law::v1::CASE_TYPE_COMPLAINT_FIRST || type == law::v1::CASE_TYPE_RECOMMENDATION;
}

std::vector<Act> PlanFor(law::v1::CaseType type, const std::string& name, bool remote,
                         absl::CivilDay accepted_on) {
  const int fate = Fate("case", name);
  Plan plan(accepted_on, Fate("number", name) + 1);
  plan.Add(0, "TB-TL").mutable_accept()->set_remote(remote);
  if (type == law::v1::CASE_TYPE_COMPLAINT_FIRST) {
    PlanComplaint(fate, &plan);
  } else {
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
