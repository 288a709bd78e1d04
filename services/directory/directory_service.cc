#include "services/directory/directory_service.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "donthu/directory/v1/directory_service.pb.h"
#include "donthu/law/v1/law_service.pb.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/directory/directory_store.h"
#include "services/law/coverage.h"
#include "services/law/date.h"
#include "services/law/deadline_request.h"
#include "services/law/diagram.h"

namespace donthu::directory {
namespace {

constexpr char kReversedVi[] = "Ngày kết thúc trước ngày bắt đầu.";

bool MatchesWords(const std::string& name, const std::vector<std::string>& words) {
  const std::string folded = " " + text::Fold(name);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return absl::StrContains(folded, " " + word);
  });
}

template <typename Row>
absl::Status CheckInterval(const Row& row, const std::string& path) {
  if (!row.has_valid_from() || !row.has_valid_to()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto from, law::ToDay(row.valid_from()));
  ASSIGN_OR_RETURN(const auto to, law::ToDay(row.valid_to()));
  if (from <= to) return absl::OkStatus();
  return InvalidField(path + ".valid_to", "lies before valid_from", kReversedVi);
}

// Two rows with one key: the later is named.
template <typename Rows, typename KeyOf>
absl::Status CheckOnce(const Rows& rows, const char* list, const char* field, KeyOf key_of) {
  absl::flat_hash_set<std::string> keys;
  for (int i = 0; i < rows.size(); ++i) {
    if (keys.insert(key_of(rows[i])).second) continue;
    return InvalidField(absl::StrFormat("%s[%d].%s", list, i, field),
                        "stands in an earlier row of this import",
                        "Dòng này trùng khóa với một dòng trước trong cùng lần nhập.");
  }
  return absl::OkStatus();
}

absl::Status CheckEachOnce(const v1::ImportDirectoryRequest& request) {
  const auto code = [](const auto& row) { return row.code(); };
  RETURN_IF_ERROR(
      CheckOnce(request.areas(), "areas", "key", [](const auto& row) { return row.key(); }));
  RETURN_IF_ERROR(CheckOnce(request.agencies(), "agencies", "code", code));
  RETURN_IF_ERROR(CheckOnce(request.subject_fields(), "subject_fields", "code", code));
  RETURN_IF_ERROR(CheckOnce(request.calendar_days(), "calendar_days", "date",
                            [](const auto& row) { return row.date().SerializeAsString(); }));
  RETURN_IF_ERROR(
      CheckOnce(request.officers(), "officers", "id", [](const auto& row) { return row.id(); }));
  return CheckOnce(request.successions(), "successions", "new_agency", [](const auto& row) {
    return absl::StrCat(row.old_agency(), "\n", row.new_agency());
  });
}

class DirectoryService : public Service {
 public:
  explicit DirectoryService(const Environment& environment)
      : clock_(environment.clock),
        rules_(environment.rules),
        store_(environment.pool),
        reference_(environment.pool),
        directory_("donthu.directory.v1.DirectoryService"),
        law_("donthu.law.v1.LawService") {
    using rpc::Call;
    directory_.Unary<v1::ImportDirectoryRequest, v1::ImportDirectoryResponse>(
        "ImportDirectory", [this](const Call& call, const auto& r) { return Import(call, r); });
    directory_.Unary<v1::GetAgencyRequest, v1::Agency>(
        "GetAgency", [this](const Call&, const auto& r) { return GetAgency(r); });
    directory_.Unary<v1::ListAgenciesRequest, v1::ListAgenciesResponse>(
        "ListAgencies", [this](const Call&, const auto& r) { return ListAgencies(r); });
    directory_.Unary<v1::ListAreasRequest, v1::ListAreasResponse>(
        "ListAreas", [this](const Call&, const auto& r) { return ListAreas(r); });
    directory_.Unary<v1::ListSubjectFieldsRequest, v1::ListSubjectFieldsResponse>(
        "ListSubjectFields", [this](const Call&, const auto&) { return ListSubjectFields(); });
    directory_.Unary<v1::ListCalendarDaysRequest, v1::ListCalendarDaysResponse>(
        "ListCalendarDays", [this](const Call&, const auto& r) { return ListCalendarDays(r); });
    directory_.Unary<v1::ListOfficersRequest, v1::ListOfficersResponse>(
        "ListOfficers", [this](const Call&, const auto& r) { return ListOfficers(r); });
    law_.Unary<law::v1::ComputeDeadlineRequest, law::v1::DueDate>(
        "ComputeDeadline", [this](const Call&, const auto& r) { return ComputeDeadline(r); });
    law_.Unary<law::v1::ComputeDeadlinesRequest, law::v1::ComputeDeadlinesResponse>(
        "ComputeDeadlines", [this](const Call&, const auto& r) { return ComputeDeadlines(r); });
    law_.Unary<law::v1::GetWorkflowRequest, law::v1::Workflow>(
        "GetWorkflow",
        [this](const Call&, const auto& r) { return law::AnswerWorkflow(rules_, r); });
    law_.Unary<law::v1::CheckRulesRequest, law::v1::RuleCoverage>(
        "CheckRules", [this](const Call&, const auto& r) { return law::AnswerCheck(rules_, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&directory_, &law_}; }

 private:
  absl::StatusOr<v1::ImportDirectoryResponse> Import(const rpc::Call& call,
                                                     const v1::ImportDirectoryRequest& request) {
    RETURN_IF_ERROR(CheckEachOnce(request));
    RETURN_IF_ERROR(CheckRows(request));
    const auto counts =
        store_.Import(request, call.principal.officer, call.principal.agency, clock_.Today());
    if (counts.ok()) reference_.AwaitAllCaches();
    return counts;
  }

  // Parents and areas must be in the import or already held; intervals must run forward.
  absl::Status CheckRows(const v1::ImportDirectoryRequest& request) {
    ASSIGN_OR_RETURN(const auto held, reference_.Get());
    absl::flat_hash_set<std::string> areas, agencies;
    for (const auto& area : request.areas()) areas.insert(area.key());
    for (const auto& agency : request.agencies()) agencies.insert(agency.code());
    const auto known_area = [&](const std::string& key) {
      return key.empty() || areas.contains(key) || held->Area(key) != nullptr;
    };
    for (int i = 0; i < request.areas_size(); ++i) {
      const std::string path = absl::StrFormat("areas[%d]", i);
      RETURN_IF_ERROR(CheckInterval(request.areas(i), path));
      if (!known_area(request.areas(i).parent_key())) {
        return InvalidField(path + ".parent_key", "names no area",
                            "Không có địa bàn cấp trên này.");
      }
    }
    for (int i = 0; i < request.agencies_size(); ++i) {
      const auto& agency = request.agencies(i);
      const std::string path = absl::StrFormat("agencies[%d]", i);
      RETURN_IF_ERROR(CheckInterval(agency, path));
      if (!known_area(agency.area_key())) {
        return InvalidField(path + ".area_key", "names no area", "Không có địa bàn này.");
      }
      const std::string& parent = agency.parent_code();
      if (!parent.empty() && !agencies.contains(parent) && held->Agency(parent) == nullptr) {
        return InvalidField(path + ".parent_code", "names no agency",
                            "Không có cơ quan cấp trên này.");
      }
    }
    return CheckSuccessions(request, *held, agencies);
  }

  // Both agencies must be known; `imported` are those of the same import.
  static absl::Status CheckSuccessions(const v1::ImportDirectoryRequest& request,
                                       const Reference& held,
                                       const absl::flat_hash_set<std::string>& imported) {
    const auto known = [&](const std::string& code) {
      return imported.contains(code) || held.Agency(code) != nullptr;
    };
    for (int i = 0; i < request.successions_size(); ++i) {
      const auto& row = request.successions(i);
      const std::string path = absl::StrFormat("successions[%d]", i);
      if (!known(row.old_agency())) {
        return InvalidField(path + ".old_agency", "names no agency", "Không có cơ quan này.");
      }
      if (!known(row.new_agency()) || row.new_agency() == row.old_agency()) {
        return InvalidField(path + ".new_agency", "names no other agency",
                            "Không có cơ quan kế thừa này.");
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::Agency> GetAgency(const v1::GetAgencyRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto* agency = reference->Agency(request.code());
    if (agency == nullptr) return NotFound("agency", "Không có cơ quan này.");
    return *agency;
  }

  // Rows of a map that fit, in order of key after the page's start; both lists are small and in
  // memory.
  template <typename Map, typename Request, typename Fits>
  absl::StatusOr<std::vector<typename Map::mapped_type>> Select(const Map& map,
                                                                const Request& request, Fits fits,
                                                                std::string* next) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "t"));
    const std::vector<std::string> words = text::Words(request.query());
    std::optional<absl::CivilDay> on;
    if (request.has_on()) {
      ASSIGN_OR_RETURN(on, law::ToDay(request.on()));
    }
    std::vector<std::string> keys;
    for (const auto& [k, row] : map) {
      if ((key.empty() || k > key[0]) && (!on || ExistsOn(row, *on)) && fits(row) &&
          MatchesWords(row.name(), words)) {
        keys.push_back(k);
      }
    }
    std::sort(keys.begin(), keys.end());
    const auto size = static_cast<size_t>(page::Size(request.page_size()));
    if (keys.size() > size) {
      keys.resize(size);
      *next = page::Token(request, {keys.back()});
    }
    std::vector<typename Map::mapped_type> rows;
    for (const auto& k : keys) rows.push_back(map.at(k));
    return rows;
  }

  absl::StatusOr<v1::ListAgenciesResponse> ListAgencies(const v1::ListAgenciesRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    v1::ListAgenciesResponse response;
    ASSIGN_OR_RETURN(auto rows, Select(
                                    reference->agencies, request,
                                    [&](const v1::Agency& agency) {
                                      return request.parent_code().empty() ||
                                             agency.parent_code() == request.parent_code();
                                    },
                                    response.mutable_next_page_token()));
    for (auto& row : rows) *response.add_agencies() = std::move(row);
    return response;
  }

  absl::StatusOr<v1::ListAreasResponse> ListAreas(const v1::ListAreasRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    v1::ListAreasResponse response;
    ASSIGN_OR_RETURN(auto rows, Select(
                                    reference->areas, request,
                                    [&](const v1::Area& area) {
                                      return request.parent_key().empty() ||
                                             area.parent_key() == request.parent_key();
                                    },
                                    response.mutable_next_page_token()));
    for (auto& row : rows) *response.add_areas() = std::move(row);
    return response;
  }

  absl::StatusOr<v1::ListSubjectFieldsResponse> ListSubjectFields() {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    std::vector<std::string> codes;
    for (const auto& [code, subject] : reference->subjects) codes.push_back(code);
    std::sort(codes.begin(), codes.end());
    v1::ListSubjectFieldsResponse response;
    for (const auto& code : codes) *response.add_subject_fields() = reference->subjects.at(code);
    return response;
  }

  absl::StatusOr<v1::ListOfficersResponse> ListOfficers(const v1::ListOfficersRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "t"));
    absl::CivilDay on = clock_.Today();
    if (request.has_on()) {
      ASSIGN_OR_RETURN(on, law::ToDay(request.on()));
    }
    const auto size = static_cast<size_t>(page::Size(request.page_size()));
    ASSIGN_OR_RETURN(auto officers,
                     store_.Officers(request.agency_code(), on, key.empty() ? "" : key[0],
                                     static_cast<int>(size) + 1));
    v1::ListOfficersResponse response;
    if (officers.size() > size) {
      officers.resize(size);
      response.set_next_page_token(page::Token(request, {officers.back().id()}));
    }
    for (auto& officer : officers) *response.add_officers() = std::move(officer);
    return response;
  }

  absl::StatusOr<v1::ListCalendarDaysResponse> ListCalendarDays(
      const v1::ListCalendarDaysRequest& request) {
    ASSIGN_OR_RETURN(const auto from, law::ToDay(request.from()));
    ASSIGN_OR_RETURN(const auto to, law::ToDay(request.to()));
    if (to < from) return InvalidField("to", "lies before from", kReversedVi);
    if (to.year() - from.year() > 10) {
      return InvalidField("to", "lies more than ten years after from", "Khoảng thời gian quá dài.");
    }
    return store_.CalendarDays(from, to);
  }

  absl::StatusOr<law::v1::DueDate> ComputeDeadline(const law::v1::ComputeDeadlineRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    return law::AnswerDeadline(rules_, reference->calendar, request);
  }

  absl::StatusOr<law::v1::ComputeDeadlinesResponse> ComputeDeadlines(
      const law::v1::ComputeDeadlinesRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    law::v1::ComputeDeadlinesResponse response;
    for (const auto& deadline : request.deadlines()) {
      auto due = law::AnswerDeadline(rules_, reference->calendar, deadline);
      law::v1::DeadlineResult& result = *response.add_results();
      if (due.ok()) {
        *result.mutable_due() = *std::move(due);
      } else {
        *result.mutable_error() = DetailOf(due.status());
      }
    }
    return response;
  }

  const Clock& clock_;
  const law::RuleBook& rules_;
  DirectoryStore store_;
  ReferenceCache reference_;
  rpc::MethodTable directory_;
  rpc::MethodTable law_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewDirectoryService(const Environment& environment) {
  return std::make_unique<DirectoryService>(environment);
}

}  // namespace donthu::directory
