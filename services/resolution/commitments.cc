#include "services/resolution/commitments.h"

#include "absl/strings/str_format.h"
#include "services/base/clock/timestamp.h"
#include "services/base/db/request.h"
#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

v1::CommitmentState StateAfter(const v1::CommitmentAct& act) {
  if (act.has_progress()) return v1::COMMITMENT_STATE_OPEN;
  if (act.has_replace()) return v1::COMMITMENT_STATE_REPLACED;
  switch (act.end().result()) {
    case v1::COMMITMENT_RESULT_KEPT:
      return v1::COMMITMENT_STATE_KEPT;
    case v1::COMMITMENT_RESULT_PARTLY_KEPT:
      return v1::COMMITMENT_STATE_PARTLY_KEPT;
    default:
      return v1::COMMITMENT_STATE_BROKEN;
  }
}

absl::Status NotLawful(const v1::Commitment& found, const std::string& reason_vi) {
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                 "this can't be noted on the commitment now")
      .With("state", v1::CommitmentState_Name(found.state()))
      .With("citation", "")
      .Vi(reason_vi);
}

// The promise is open, and the act comes after what was noted before.
absl::Status CheckOrder(const v1::CommitmentAct& act, const v1::Commitment& found) {
  if (found.state() != v1::COMMITMENT_STATE_OPEN) {
    return NotLawful(found, "Cam kết này đã kết thúc.");
  }
  ASSIGN_OR_RETURN(const auto on, law::ToDay(act.acted_on()));
  const auto& before =
      found.entries().empty() ? found.made_on() : found.entries().rbegin()->act().acted_on();
  ASSIGN_OR_RETURN(const auto last, law::ToDay(before));
  if (on >= last) return absl::OkStatus();
  return NotLawful(found, absl::StrFormat("Ngày %s trước ngày của việc đã ghi gần nhất %s.",
                                          law::FormatDayVi(on), law::FormatDayVi(last)));
}

absl::Status CheckDue(const common::v1::Date& due, const common::v1::Date& from,
                      const char* field) {
  ASSIGN_OR_RETURN(const auto due_on, law::ToDay(due));
  ASSIGN_OR_RETURN(const auto made_on, law::ToDay(from));
  if (due_on >= made_on) return absl::OkStatus();
  return InvalidField(field, "lies before the promise", "Hạn thực hiện trước ngày cam kết.");
}

absl::Status CheckAct(const v1::CommitmentAct& act, const v1::Commitment& found,
                      const Reference& reference) {
  if (act.kind_case() == v1::CommitmentAct::KIND_NOT_SET) {
    return InvalidField("act", "names nothing to note", "Chưa chọn việc cần ghi.");
  }
  RETURN_IF_ERROR(CheckOrder(act, found));
  if (act.has_end()) return CheckEnd(act.end(), found, reference);
  if (!act.has_replace()) return absl::OkStatus();
  return CheckDue(act.replace().due_on(), act.acted_on(), "act.replace.due_on");
}

v1::Commitment SuccessorOf(const v1::Commitment& found, const v1::CommitmentAct& act, int64_t id) {
  v1::Commitment successor = found;
  successor.set_id(id);
  successor.set_text(act.replace().text());
  *successor.mutable_made_on() = act.acted_on();
  *successor.mutable_due_on() = act.replace().due_on();
  successor.set_replaces_id(found.id());
  successor.clear_entries();
  successor.set_etag("1");
  return successor;
}

void Present(absl::CivilDay on, v1::Commitment* shown) {
  shown->set_overdue(IsOverdue(*shown, on));
}

absl::Status Stale(const std::string& etag) {
  return Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG,
                 "the commitment changed since it was read")
      .With("etag", etag)
      .Vi("Cam kết vừa được người khác cập nhật. Tải lại rồi thực hiện tiếp.");
}

}  // namespace

bool IsOverdue(const v1::Commitment& commitment, absl::CivilDay on) {
  const auto due = law::ToDay(commitment.due_on());
  const auto ended = law::ToDay(commitment.ended_on());
  return due.ok() && (ended.ok() ? *ended : on) > *due;
}

absl::Status CheckEnd(const v1::CommitmentEnd& end, const v1::Commitment& commitment,
                      const Reference& reference) {
  const std::string verifier = text::Fold(end.verified_by());
  if (verifier.empty()) {
    return InvalidField("act.end.verified_by", "is required", "Chưa ghi cơ quan, người xác nhận.");
  }
  const auto* agency = reference.Agency(commitment.agency_code());
  const bool promised = verifier == text::Fold(commitment.agency_code()) ||
                        verifier == text::Fold(commitment.owner()) ||
                        (agency != nullptr && (verifier == text::Fold(agency->name()) ||
                                               verifier == text::Fold(agency->short_name())));
  if (promised) {
    return InvalidField("act.end.verified_by", "is the one who promised",
                        "Bên đã cam kết không tự xác nhận kết quả thực hiện.");
  }
  if (end.result() == v1::COMMITMENT_RESULT_BROKEN || !text::Fold(end.evidence()).empty()) {
    return absl::OkStatus();
  }
  return InvalidField("act.end.evidence", "is required unless it was broken",
                      "Chưa ghi tài liệu chứng minh kết quả thực hiện.");
}

absl::Status Commitments::CheckCase(const v1::MakeCommitmentRequest& request, const Reach& reach) {
  if (request.case_id() == 0) {
    if (request.timeline_number() == 0) return absl::OkStatus();
    return InvalidField("timeline_number", "belongs to a case", "Chưa ghi vụ việc.");
  }
  v1::GetCaseRequest get;
  get.set_case_id(request.case_id());
  ASSIGN_OR_RETURN(const auto found, cases_.Get(get, reach));
  if (request.timeline_number() > found.timeline_size()) {
    return InvalidField("timeline_number", "the case has no such act",
                        "Vụ việc không có việc mang số này.");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Commitment> Commitments::Make(const rpc::Call& call,
                                                 const v1::MakeCommitmentRequest& request) {
  CommitmentStep step;
  step.request_id = request.request_id();
  step.fingerprint = db::FingerprintOf(request);
  step.actor = call.principal.officer;
  v1::Commitment& made = step.after;
  ASSIGN_OR_RETURN(const auto repeated, cases_.Repeated(step.request_id, step.fingerprint));
  if (repeated) {
    made.ParseFromString(*repeated);
    return made;
  }
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  ASSIGN_OR_RETURN(const auto made_on, law::ToDay(request.made_on()));
  const auto* agency = reference->Agency(request.agency_code());
  if (agency == nullptr || !ExistsOn(*agency, made_on)) {
    return InvalidField("agency_code", "names no agency of that day",
                        "Không có cơ quan này vào ngày cam kết.");
  }
  RETURN_IF_ERROR(CheckDue(request.due_on(), request.made_on(), "due_on"));
  RETURN_IF_ERROR(CheckCase(request, call.reach));
  ASSIGN_OR_RETURN(const auto id, store_.NextId(request.case_id()));
  made.set_id(id);
  made.set_agency_code(request.agency_code());
  made.set_owner(request.owner());
  made.set_text(request.text());
  *made.mutable_made_on() = request.made_on();
  *made.mutable_due_on() = request.due_on();
  made.set_source(request.source());
  made.set_case_id(request.case_id());
  made.set_timeline_number(request.timeline_number());
  made.set_document_number(request.document_number());
  made.set_state(v1::COMMITMENT_STATE_OPEN);
  made.set_etag("1");
  Present(clock_.Today(), &made);
  step.response = made.SerializeAsString();
  ASSIGN_OR_RETURN(const bool done, store_.Make(step));
  if (done) return std::move(step.after);
  return Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL,
                 "the case is closed")
      .With("citation", "")
      .Vi("Vụ việc đã kết thúc, không thể thêm cam kết.");
}

absl::StatusOr<v1::Commitment> Commitments::Record(const rpc::Call& call,
                                                   const v1::RecordCommitmentActRequest& request) {
  CommitmentStep step;
  step.request_id = request.request_id();
  step.fingerprint = db::FingerprintOf(request);
  step.actor = call.principal.officer;
  v1::Commitment& after = step.after;
  ASSIGN_OR_RETURN(const auto repeated, cases_.Repeated(step.request_id, step.fingerprint));
  if (repeated) {
    after.ParseFromString(*repeated);
    return after;
  }
  ASSIGN_OR_RETURN(after, store_.Get(request.commitment_id(), call.reach));
  if (after.etag() != request.etag()) return Stale(after.etag());
  ASSIGN_OR_RETURN(const auto reference, reference_.Get());
  const v1::CommitmentAct& act = request.act();
  RETURN_IF_ERROR(CheckAct(act, after, *reference));
  step.version = std::stoll(after.etag());
  if (act.has_replace()) {
    ASSIGN_OR_RETURN(const auto id, store_.NextId(after.case_id()));
    step.successor = SuccessorOf(after, act, id);
    after.set_replaced_by_id(id);
  }
  after.set_state(StateAfter(act));
  if (after.state() != v1::COMMITMENT_STATE_OPEN) *after.mutable_ended_on() = act.acted_on();
  auto& entry = *after.add_entries();
  entry.set_number(after.entries_size());
  *entry.mutable_act() = act;
  entry.set_actor(step.actor);
  *entry.mutable_recorded_at() = ToTimestamp(clock_.Now());
  after.set_etag(std::to_string(step.version + 1));
  Present(clock_.Today(), &after);
  step.response = after.SerializeAsString();
  const absl::Status done = store_.Record(step);
  if (ReasonOf(done) == common::v1::STALE_ETAG) {
    ASSIGN_OR_RETURN(const auto now, store_.Get(request.commitment_id(), call.reach));
    return Stale(now.etag());
  }
  RETURN_IF_ERROR(done);
  return std::move(step.after);
}

absl::StatusOr<v1::Commitment> Commitments::Get(const rpc::Call& call,
                                                const v1::GetCommitmentRequest& request) {
  ASSIGN_OR_RETURN(auto found, store_.Get(request.commitment_id(), call.reach));
  Present(clock_.Today(), &found);
  return found;
}

absl::StatusOr<v1::ListCommitmentsResponse> Commitments::List(
    const v1::ListCommitmentsRequest& request, const Reach& reach) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "idi"));
  std::optional<CommitmentStore::Position> after;
  if (!key.empty()) {
    ASSIGN_OR_RETURN(const auto due_on, law::ParseIsoDay(key[1]));
    after = CommitmentStore::Position{key[0] == "1", due_on, std::stoll(key[2])};
  }
  CommitmentStore::Filter filter{reach, request.state(), std::nullopt, request.case_id()};
  if (request.has_due_until()) {
    ASSIGN_OR_RETURN(filter.due_until, law::ToDay(request.due_until()));
  }
  absl::CivilDay on = clock_.Today();
  if (request.has_on()) {
    ASSIGN_OR_RETURN(on, law::ToDay(request.on()));
  }
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(auto commitments, store_.List(filter, after, size));
  v1::ListCommitmentsResponse response;
  const bool more = static_cast<int>(commitments.size()) > size;
  if (more) commitments.pop_back();
  for (auto& found : commitments) {
    Present(on, &found);
    *response.add_commitments() = std::move(found);
  }
  if (!more) return response;
  const auto& last = *response.commitments().rbegin();
  ASSIGN_OR_RETURN(const auto due_on, law::ToDay(last.due_on()));
  const bool ended = last.state() != v1::COMMITMENT_STATE_OPEN;
  response.set_next_page_token(page::Token(
      request, {ended ? "1" : "0", law::FormatIsoDay(due_on), std::to_string(last.id())}));
  return response;
}

}  // namespace donthu::resolution
