#include "services/intake/public_status.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

using v1::PublicState;

std::string Said(absl::CivilDay day) {
  return absl::StrFormat("%02d/%02d/%04d", day.day(), day.month(), day.year());
}

std::string NameOf(const Reference& reference, const std::string& code) {
  const auto* agency = reference.Agency(code);
  return agency == nullptr ? code : agency->name();
}

struct Words {
  PublicState state;
  std::string text_vi;
  absl::CivilDay since;
  std::string agency;
  std::optional<absl::CivilDay> due_on = std::nullopt;
};

std::string DisposalWords(law::v1::Disposal disposal) {
  switch (disposal) {
    case law::v1::DISPOSAL_REFUSE:
      return "Không thụ lý; lý do được thông báo bằng văn bản";
    case law::v1::DISPOSAL_GUIDE:
      return "Đã hướng dẫn người gửi đơn đến cơ quan có thẩm quyền";
    case law::v1::DISPOSAL_RETURN:
      return "Đã trả lại đơn";
    case law::v1::DISPOSAL_FILE:
      return "Đã xem xét, lưu đơn";
    case law::v1::DISPOSAL_URGE:
      return "Đã đôn đốc cơ quan có thẩm quyền giải quyết";
    case law::v1::DISPOSAL_JOIN:
      return "Đã gộp vào đơn đã có về cùng một việc";
    default:
      return "Đã xử lý đơn";
  }
}

Words AtAgency(const StatusFacts& facts, const Reference& reference) {
  const Words received = {
      v1::PUBLIC_STATE_RECEIVED,
      absl::StrCat("Đã tiếp nhận ngày ", Said(facts.received_on), ", đang xem xét."),
      facts.received_on, facts.agency};
  if (!facts.at) return received;
  const Whereabouts& at = *facts.at;
  const absl::CivilDay since = at.disposed_on.value_or(at.opened_on);
  if (!at.sent_to.empty()) {
    return {
        v1::PUBLIC_STATE_TRANSFERRED,
        absl::StrCat("Đã chuyển đến ", NameOf(reference, at.sent_to), " ngày ", Said(since), "."),
        since, at.sent_to};
  }
  if (at.disposal == law::v1::DISPOSAL_UNSPECIFIED) {
    if (at.agency == facts.agency) return received;
    return {v1::PUBLIC_STATE_TRANSFERRED,
            absl::StrCat("Đã chuyển đến ", NameOf(reference, at.agency), ", đang xem xét từ ngày ",
                         Said(since), "."),
            since, at.agency};
  }
  if (at.disposal == law::v1::DISPOSAL_ACCEPT) {
    return {v1::PUBLIC_STATE_PENDING,
            absl::StrCat("Đang xem xét thụ lý từ ngày ", Said(since), "."), since, at.agency};
  }
  return {v1::PUBLIC_STATE_DISPOSED,
          absl::StrCat(DisposalWords(at.disposal), " (ngày ", Said(since), ")."), since, at.agency};
}

std::string EndedWords(law::v1::CaseState state) {
  switch (state) {
    case law::v1::CASE_STATE_REFUSED:
    case law::v1::CASE_STATE_NOT_HANDLED:
      return "Không thụ lý; lý do được thông báo bằng văn bản";
    case law::v1::CASE_STATE_WITHDRAWN:
      return "Người gửi đã rút đơn";
    case law::v1::CASE_STATE_TERMINATED:
      return "Đã đình chỉ giải quyết";
    case law::v1::CASE_STATE_TRANSFERRED:
      return "Đã chuyển cơ quan có thẩm quyền";
    default:
      return "Đã kết thúc việc giải quyết";
  }
}

Words InCase(const CaseCard& card) {
  const PublicState state = PublicStateOf(card.state);
  const bool answered = state == v1::PUBLIC_STATE_ANSWERED && card.answered_on;
  Words words = {state, "", answered ? *card.answered_on : card.last_step_on, card.agency};
  const auto with_due = [&](const char* what, const std::optional<absl::CivilDay>& due) {
    words.due_on = due;
    words.text_vi = due ? absl::StrCat(what, ", hạn ", Said(*due), ".") : absl::StrCat(what, ".");
  };
  if (state == v1::PUBLIC_STATE_PENDING) {
    with_due("Đang xem xét thụ lý", card.accept_due_on);
  } else if (card.state == law::v1::CASE_STATE_SUSPENDED) {
    words.text_vi = absl::StrCat("Tạm đình chỉ giải quyết từ ngày ", Said(words.since), ".");
  } else if (state == v1::PUBLIC_STATE_SETTLING) {
    with_due("Đang giải quyết", card.settle_due_on);
  } else if (state == v1::PUBLIC_STATE_ANSWERED) {
    words.text_vi = absl::StrCat("Đã trả lời ngày ", Said(words.since), ".");
  } else {
    words.text_vi = absl::StrCat(EndedWords(card.state), " (ngày ", Said(words.since), ").");
  }
  return words;
}

}  // namespace

PublicState PublicStateOf(law::v1::CaseState state) {
  switch (state) {
    case law::v1::CASE_STATE_LODGED:
    case law::v1::CASE_STATE_CHECKING:
      return v1::PUBLIC_STATE_PENDING;
    case law::v1::CASE_STATE_REFUSED:
    case law::v1::CASE_STATE_NOT_HANDLED:
    case law::v1::CASE_STATE_WITHDRAWN:
    case law::v1::CASE_STATE_TERMINATED:
    case law::v1::CASE_STATE_TRANSFERRED:
    case law::v1::CASE_STATE_CLOSED:
      return v1::PUBLIC_STATE_ENDED;
    case law::v1::CASE_STATE_DECIDED:
    case law::v1::CASE_STATE_SENT:
    case law::v1::CASE_STATE_ANSWERED:
    case law::v1::CASE_STATE_IN_FORCE:
    case law::v1::CASE_STATE_ENFORCING:
    case law::v1::CASE_STATE_ENFORCED:
    case law::v1::CASE_STATE_CONTINUED:
    case law::v1::CASE_STATE_MEDIATED:
    case law::v1::CASE_STATE_NOT_MEDIATED:
      return v1::PUBLIC_STATE_ANSWERED;
    default:
      return v1::PUBLIC_STATE_SETTLING;
  }
}

v1::PetitionStatus PublicStatus(const StatusFacts& facts, const Reference& reference) {
  const Words words = facts.in_case ? InCase(*facts.in_case) : AtAgency(facts, reference);
  v1::PetitionStatus status;
  status.set_code(facts.code);
  status.set_state(words.state);
  status.set_agency_code(words.agency);
  status.set_agency_name(NameOf(reference, words.agency));
  status.set_text_vi(absl::StrCat(words.text_vi, " Hỏi tại: ", status.agency_name(), "."));
  *status.mutable_received_on() = law::ToProto(facts.received_on);
  *status.mutable_since() = law::ToProto(words.since);
  if (words.due_on) *status.mutable_due_on() = law::ToProto(*words.due_on);
  return status;
}

}  // namespace donthu::intake
