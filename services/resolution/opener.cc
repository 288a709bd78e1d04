#include "services/resolution/opener.h"

#include <nlohmann/json.hpp>

#include "services/base/status/status.h"
#include "services/law/date.h"
#include "services/law/disposal.h"
#include "services/resolution/act_facts.h"
#include "services/resolution/opening.h"
#include "services/resolution/redating.h"

namespace donthu::resolution {
namespace {

using nlohmann::json;
using Events = std::vector<ledger::TailedEvent>;

constexpr char kDisposed[] = "routing.Disposed";

// Cases re-dated in one transaction: a second or so, while which nobody can act on them.
constexpr int kRedateBatch = 200;

class Opener {
 public:
  Opener(const Environment& environment, OpenerStore& store, ReferenceCache& reference)
      : rules_(environment.rules), clock_(environment.clock), store_(store), cache_(reference) {}

  // Each change of the calendar in transactions of its own, the events between in one.
  absl::Status Apply(ledger::Cursor at, const Events& events) {
    Events::const_iterator begin = events.begin();
    for (auto event = events.begin(); event != events.end(); ++event) {
      ASSIGN_OR_RETURN(const auto change, CalendarChangeOf(event->event));
      if (!change) continue;
      RETURN_IF_ERROR(TakeIn(&at, begin, event));
      RETURN_IF_ERROR(RedateAll(&at, *change, event->cursor));
      begin = event + 1;
    }
    return TakeIn(&at, begin, events.end());
  }

 private:
  absl::Status TakeIn(ledger::Cursor* at, Events::const_iterator begin,
                      Events::const_iterator end) {
    if (begin == end) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto directory, cache_.Get());
    const ledger::Cursor to = (end - 1)->cursor;
    const auto work = [&](OpenerTransaction& tx,
                          const auto&) -> absl::StatusOr<OpenerStore::Place> {
      for (auto event = begin; event != end; ++event) {
        RETURN_IF_ERROR(TakeInOne(tx, event->event, directory->calendar));
      }
      return OpenerStore::Place{to};
    };
    RETURN_IF_ERROR(store_.Move(*at, work).status());
    *at = to;
    return absl::OkStatus();
  }

  absl::Status TakeInOne(OpenerTransaction& tx, const ledger::v1::Event& event,
                         const law::Calendar& calendar) {
    if (event.kind() != kDisposed) return absl::OkStatus();
    const json handling = json::parse(event.payload())["handling"];
    const auto disposal = static_cast<law::v1::Disposal>(handling["disposal"].get<int>());
    if (disposal == law::v1::DISPOSAL_ACCEPT) return Open(tx, event, handling, calendar);
    if (disposal == law::v1::DISPOSAL_JOIN) return Join(tx, event, handling, calendar);
    return absl::OkStatus();
  }

  absl::Status Open(OpenerTransaction& tx, const ledger::v1::Event& event, const json& handling,
                    const law::Calendar& calendar) {
    Opening opening;
    opening.actor = event.actor();
    opening.accepted_by = handling["agency"];
    opening.lodge.set_kind(static_cast<law::v1::PetitionKind>(handling["kind"].get<int>()));
    v1::Case& opened = opening.opened;
    opened.set_type(static_cast<law::v1::CaseType>(handling["case_type"].get<int>()));
    opened.set_agency_code(opening.accepted_by);
    opened.set_opening_petition_id(handling["petition_id"].get<int64_t>());
    opened.set_petition_code(handling["petition_code"].get<std::string>());
    ASSIGN_OR_RETURN(const auto on, law::ParseIsoDay(handling["opened_on"].get<std::string>()));
    *opened.mutable_received_on() = law::ToProto(on);
    const absl::Status lodged = Lodge(rules_, calendar, "", clock_.Now(), &opening);
    if (ReasonOf(lodged) == common::v1::ACT_NOT_LAWFUL) return absl::OkStatus();
    RETURN_IF_ERROR(lodged);
    return tx.Open(std::move(opening));
  }

  absl::Status Join(OpenerTransaction& tx, const ledger::v1::Event& event, const json& handling,
                    const law::Calendar& calendar) {
    const int64_t petition_id = handling["petition_id"];
    ASSIGN_OR_RETURN(const bool placed, tx.IsInCase(petition_id));
    if (placed) return absl::OkStatus();
    const auto kind = static_cast<law::v1::PetitionKind>(handling["kind"].get<int>());
    ASSIGN_OR_RETURN(auto found, tx.OpenCaseOf(handling["matter_id"].get<int64_t>(),
                                               law::CaseTypeOf(kind, false)));
    if (!found) return absl::OkStatus();
    ASSIGN_OR_RETURN(const auto disposed_on,
                     law::ParseIsoDay(handling["disposed_on"].get<std::string>()));
    v1::Act act;
    *act.mutable_acted_on() = law::ToProto(NotBeforeLastAct(*found, disposed_on));
    act.mutable_join_petition()->set_petition_id(petition_id);
    act.mutable_join_petition()->set_petition_code(handling["petition_code"].get<std::string>());
    Step step;
    step.actor = event.actor();
    step.after = *std::move(found);
    const absl::Status done = Advance(rules_, calendar, act, clock_.Now(), &step);
    if (ReasonOf(done) == common::v1::ACT_NOT_LAWFUL) return absl::OkStatus();
    RETURN_IF_ERROR(done);
    return tx.Record(step);
  }

  absl::Status RedateAll(ledger::Cursor* at, const CalendarChange& change,
                         const ledger::Cursor& to) {
    cache_.LookAgain();
    ASSIGN_OR_RETURN(const auto directory, cache_.Get());
    if (directory->revision < change.revision) {
      return absl::UnavailableError("the directory of this change can't be read yet");
    }
    bool done = false;
    const auto work = [&](OpenerTransaction& tx,
                          const OpenerStore::Place& place) -> absl::StatusOr<OpenerStore::Place> {
      ASSIGN_OR_RETURN(const auto cases, tx.Running(place.redated_case, change.from, kRedateBatch));
      for (const auto& found : cases) {
        const auto step = Redate(rules_, directory->calendar, change, found, clock_.Now());
        if (step) RETURN_IF_ERROR(tx.Record(*step));
      }
      done = cases.size() < kRedateBatch;
      return done ? OpenerStore::Place{to} : OpenerStore::Place{place.cursor, cases.back().id()};
    };
    while (!done) {
      ASSIGN_OR_RETURN(const bool moved, store_.Move(*at, work));
      if (!moved) break;
    }
    *at = to;
    return absl::OkStatus();
  }

  const law::RuleBook& rules_;
  const Clock& clock_;
  OpenerStore& store_;
  ReferenceCache& cache_;
};

}  // namespace

ledger::Follower::Options OpenerOptions(const Environment& environment, OpenerStore& store,
                                        ReferenceCache& reference) {
  ledger::Follower::Options options;
  options.name = "resolution.opener";
  options.dsn = environment.dsn;
  options.position = [&store] { return store.Cursor(); };
  options.apply = [opener = std::make_shared<Opener>(environment, store, reference)](
                      const ledger::Cursor& from, const Events& events) {
    return opener->Apply(from, events);
  };
  return options;
}

}  // namespace donthu::resolution
