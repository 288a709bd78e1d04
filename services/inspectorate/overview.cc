#include "services/inspectorate/overview.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_format.h"
#include "services/base/status/status.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

constexpr char kNone[] = "-";
constexpr int kMonthsDefault = 12;
constexpr int kOverdueShown = 20;

void SetFigures(const Measures& measures, v1::OverviewRow* row) {
  for (const auto& [measure, n] : measures) {
    if (n != 0) (*row->mutable_figures())[measure] = n;
  }
}

void Add(const Measures& more, Measures* sum) {
  for (const auto& [measure, n] : more) (*sum)[measure] += n;
}

std::string CodeOf(const std::string& value) { return value.empty() ? kNone : value; }

std::string AreaName(const Reference& reference, const std::string& key) {
  const auto* area = reference.Area(key);
  return area == nullptr ? "" : area->name();
}

std::string SubjectName(const Reference& reference, const std::string& code) {
  const auto* subject = reference.Subject(code);
  return subject == nullptr ? "" : subject->name();
}

// By value of one dimension, in order of it.
std::map<std::string, Measures> Grouped(const std::vector<OverviewCount>& counts,
                                        OverviewCount::By by) {
  std::map<std::string, Measures> grouped;
  for (const auto& count : counts) {
    if (count.by == by && !count.measures.empty()) Add(count.measures, &grouped[count.value]);
  }
  return grouped;
}

void AddAgencies(const std::vector<OverviewCount>& counts, const Reference& reference,
                 v1::Overview* overview) {
  for (const auto& [code, measures] : Grouped(counts, OverviewCount::By::kAgency)) {
    auto* row = overview->add_agencies();
    row->mutable_selection()->set_agency_code(code);
    if (const auto* agency = reference.Agency(code)) {
      row->set_name(agency->name());
      row->set_parent(agency->parent_code());
    }
    SetFigures(measures, row);
  }
}

void AddSubjects(const std::vector<OverviewCount>& counts, const Reference& reference,
                 v1::Overview* overview) {
  for (const auto& [code, measures] : Grouped(counts, OverviewCount::By::kSubject)) {
    auto* row = overview->add_subjects();
    row->mutable_selection()->set_subject_code(CodeOf(code));
    row->set_name(SubjectName(reference, code));
    SetFigures(measures, row);
  }
}

// The area and those that it lies in, from below. A cycle in imported data ends it.
std::vector<std::string> Enclosing(const Reference& reference, const std::string& key) {
  std::vector<std::string> keys;
  std::string at = key;
  while (!at.empty() && std::count(keys.begin(), keys.end(), at) == 0) {
    keys.push_back(at);
    const auto* area = reference.Area(at);
    at = area == nullptr ? "" : area->parent_key();
  }
  return keys;
}

void AddAreas(const std::vector<OverviewCount>& counts, const Reference& reference,
              v1::Overview* overview) {
  std::map<std::string, Measures> within;
  for (const auto& [key, measures] : Grouped(counts, OverviewCount::By::kArea)) {
    if (key.empty()) Add(measures, &within[kNone]);
    for (const auto& above : Enclosing(reference, key)) Add(measures, &within[above]);
  }
  for (const auto& [key, measures] : within) {
    auto* row = overview->add_areas();
    row->mutable_selection()->set_area_key(key);
    if (const auto* area = reference.Area(key)) {
      row->set_name(area->name());
      row->set_parent(area->parent_key());
    }
    SetFigures(measures, row);
  }
}

absl::CivilDay LastOf(absl::CivilMonth month) { return absl::CivilDay(month + 1) - 1; }

absl::Status AddMonths(const OverviewScope& scope, int months, OverviewStore& store,
                       v1::Overview* overview) {
  const absl::CivilMonth last(scope.period.to);
  const absl::CivilMonth first = last - ((months > 0 ? months : kMonthsDefault) - 1);
  ASSIGN_OR_RETURN(const auto found, store.Months(scope, {absl::CivilDay(first), LastOf(last)}));
  for (absl::CivilMonth month = first; month <= last; ++month) {
    auto* row = overview->add_months();
    *row->mutable_selection()->mutable_month() = law::ToProto(absl::CivilDay(month));
    const auto measures = found.find(absl::CivilDay(month));
    if (measures != found.end()) SetFigures(measures->second, row);
  }
  return absl::OkStatus();
}

// The thresholds of one day; nothing where none is set.
class SpotRules {
 public:
  SpotRules(const law::RuleBook& rules, absl::CivilDay day)
      : days_(Number(rules, "HOT_SPOT_DAYS", day)),
        limits_{Number(rules, kMatter, day), Number(rules, kPlace, day),
                Number(rules, kPeople, day)} {}

  bool known() const { return days_ != INT64_MAX; }
  int64_t days() const { return days_; }
  const SpotLimits& limits() const { return limits_; }

  void Explain(const Spot& spot, v1::HotSpot* hot_spot) const {
    const bool matter = spot.matter_id > 0;
    const int64_t least = matter ? limits_.matter_petitions : limits_.place_petitions;
    if (spot.petitions >= least) {
      hot_spot->set_rule_id(matter ? kMatter : kPlace);
      hot_spot->set_reason_vi(
          absl::StrFormat("%d đơn %s trong %d ngày, ngưỡng %d", spot.petitions,
                          matter ? "về một vụ việc" : "cùng lĩnh vực, cùng địa bàn", days_, least));
    } else {
      hot_spot->set_rule_id(kPeople);
      hot_spot->set_reason_vi(absl::StrFormat("%d người ký tên trong %d ngày, ngưỡng %d",
                                              spot.people, days_, limits_.people));
    }
  }

 private:
  static constexpr char kMatter[] = "HOT_SPOT_MATTER_PETITIONS";
  static constexpr char kPlace[] = "HOT_SPOT_PLACE_PETITIONS";
  static constexpr char kPeople[] = "HOT_SPOT_PEOPLE";

  static int64_t Number(const law::RuleBook& rules, const char* name, absl::CivilDay day) {
    const auto* parameter = rules.Parameter(name, day);
    return parameter == nullptr ? INT64_MAX : parameter->value();
  }

  const int64_t days_;
  const SpotLimits limits_;
};

absl::Status AddSpots(const OverviewScope& scope, const SpotRules& rules,
                      const Reference& reference, OverviewStore& store, v1::Overview* overview) {
  if (!rules.known()) return absl::OkStatus();
  OverviewScope span = scope;
  span.period.from = scope.period.to - (rules.days() - 1);
  ASSIGN_OR_RETURN(const auto spots, store.Spots(span, rules.limits()));
  for (const auto& spot : spots) {
    auto* hot_spot = overview->add_hot_spots();
    auto& selection = *hot_spot->mutable_selection();
    *selection.mutable_since() = law::ToProto(span.period.from);
    if (spot.matter_id > 0) {
      selection.set_matter_id(spot.matter_id);
    } else {
      selection.set_subject_code(spot.subject);
      selection.set_area_key(spot.area);
    }
    hot_spot->set_petitions(spot.petitions);
    hot_spot->set_people(spot.people);
    hot_spot->set_handlings(spot.handlings);
    *hot_spot->mutable_first_on() = law::ToProto(spot.first_on);
    *hot_spot->mutable_last_on() = law::ToProto(spot.last_on);
    hot_spot->set_area_name(AreaName(reference, spot.area));
    hot_spot->set_subject_name(SubjectName(reference, spot.subject));
    rules.Explain(spot, hot_spot);
  }
  return absl::OkStatus();
}

std::vector<std::string> AreasOf(const v1::OverviewSelection& selection,
                                 const Reference& reference) {
  const std::string& key = selection.area_key();
  if (key.empty()) return {};
  if (key == kNone) return {""};
  std::vector<std::string> keys = {key};
  if (selection.has_since()) return keys;
  for (const auto& [code, area] : reference.areas) {
    const auto enclosing = Enclosing(reference, code);
    if (code != key && std::count(enclosing.begin(), enclosing.end(), key) > 0) {
      keys.push_back(code);
    }
  }
  return keys;
}

absl::Status CheckMeasure(const v1::ListOverviewRequest& request) {
  const auto& selection = request.selection();
  if (CountsCases(request.measure()) && selection.matter_id() > 0) {
    return InvalidField("selection.matter_id", "is no condition on cases",
                        "Số liệu về vụ việc không lọc theo đơn trùng.");
  }
  if (!CountsPeriod(request.measure()) && (selection.has_month() || selection.has_since())) {
    return InvalidField(selection.has_month() ? "selection.month" : "selection.since",
                        "is no condition on what is so today",
                        "Số liệu tính đến hôm nay, không theo tháng hay khoảng ngày.");
  }
  return absl::OkStatus();
}

absl::Status ChangePeriod(const v1::OverviewSelection& selection, Period* period) {
  if (selection.has_month()) {
    ASSIGN_OR_RETURN(const auto first, law::ToDay(selection.month()));
    if (first.day() != 1) {
      return InvalidField("selection.month", "is not the first day of a month",
                          "Phải là ngày đầu tháng.");
    }
    *period = {first, LastOf(absl::CivilMonth(first))};
  }
  if (selection.has_since()) {
    ASSIGN_OR_RETURN(period->from, law::ToDay(selection.since()));
    if (period->to < period->from) {
      return InvalidField("selection.since", "lies after the period",
                          "Ngày bắt đầu sau ngày cuối kỳ.");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Overview> MakeOverview(const OverviewScope& scope, int months,
                                          const law::RuleBook& rules, const Reference& reference,
                                          OverviewStore& store) {
  ASSIGN_OR_RETURN(const auto counts, store.Counts(scope));
  v1::Overview overview;
  *overview.mutable_today() = law::ToProto(scope.today);
  overview.mutable_total()->mutable_selection();
  const auto total = Grouped(counts, OverviewCount::By::kAll);
  if (!total.empty()) SetFigures(total.begin()->second, overview.mutable_total());
  AddAgencies(counts, reference, &overview);
  AddSubjects(counts, reference, &overview);
  AddAreas(counts, reference, &overview);
  RETURN_IF_ERROR(AddMonths(scope, months, store, &overview));
  RETURN_IF_ERROR(AddSpots(scope, SpotRules(rules, scope.period.to), reference, store, &overview));
  ASSIGN_OR_RETURN(auto overdue, store.MostOverdue(scope, kOverdueShown));
  for (auto& item : overdue) {
    HideIds(&item);
    *overview.add_most_overdue() = std::move(item);
  }
  return overview;
}

absl::StatusOr<OverviewQuery> QueryOf(const v1::ListOverviewRequest& request,
                                      const OverviewScope& scope, const Reference& reference) {
  const auto& selection = request.selection();
  RETURN_IF_ERROR(CheckMeasure(request));
  OverviewQuery query;
  query.scope = scope;
  RETURN_IF_ERROR(ChangePeriod(selection, &query.scope.period));
  if (!selection.agency_code().empty()) {
    std::erase_if(query.scope.agencies,
                  [&](const auto& code) { return code != selection.agency_code(); });
  }
  const std::string& subject = selection.subject_code();
  if (!subject.empty()) query.filter.subjects = {subject == kNone ? "" : subject};
  query.filter.areas = AreasOf(selection, reference);
  query.filter.matter_id = selection.matter_id();
  return query;
}

void HideIds(v1::OverviewItem* item) {
  if (!item->hidden()) return;
  item->clear_case_id();
  item->clear_petition_id();
}

}  // namespace donthu::inspectorate
