#include "services/inspectorate/report.h"

#include <algorithm>
#include <map>
#include <set>

#include "services/base/status/status.h"

namespace donthu::inspectorate {
namespace {

using Table = std::map<std::string, Figures>;

void AddCounts(const v1::Form& form, const std::vector<Group>& groups, Table* table) {
  for (const auto& group : groups) {
    for (const auto& column : form.columns()) {
      if (column.has_count() && Matches(column.count(), group.signature)) {
        (*table)[group.agency][column.number()] += group.count;
      }
    }
  }
}

absl::Status AddSpecials(const v1::Form& form, const std::vector<std::string>& agencies,
                         const Period& period, const std::vector<Group>& groups,
                         InspectorateStore& store, Table* table) {
  for (const auto& column : form.columns()) {
    std::vector<AgencyCount> counts;
    if (column.has_matters()) {
      ASSIGN_OR_RETURN(counts, store.Matters(agencies, period, SignaturesOf(form, column, groups)));
    } else if (column.has_replies()) {
      ASSIGN_OR_RETURN(counts, store.Replies(agencies, period));
    }
    for (const auto& count : counts) (*table)[count.agency][column.number()] = count.count;
  }
  return absl::OkStatus();
}

bool HoldsEverywhere(const v1::Identity& identity, const Figures& totals, const Table& table) {
  return Holds(identity, totals) && std::all_of(table.begin(), table.end(), [&](const auto& row) {
           return Holds(identity, row.second);
         });
}

}  // namespace

std::vector<std::string> SignaturesOf(const v1::Form& form, const v1::Column& column,
                                      const std::vector<Group>& groups) {
  std::set<std::string> signatures;
  for (const auto& group : groups) {
    if (Belongs(form, column, group.signature)) signatures.insert(group.signature.Format());
  }
  return {signatures.begin(), signatures.end()};
}

absl::StatusOr<v1::Report> FillIn(const v1::Form& form, const std::vector<std::string>& agencies,
                                  const Period& period, const Reference& reference,
                                  InspectorateStore& store) {
  ASSIGN_OR_RETURN(const auto groups, store.Groups(agencies, period));
  Table table;
  AddCounts(form, groups, &table);
  RETURN_IF_ERROR(AddSpecials(form, agencies, period, groups, store, &table));
  Figures totals;
  v1::Report report;
  for (auto& [agency, figures] : table) {
    AddSums(form, &figures);
    auto* row = report.add_rows();
    row->set_agency_code(agency);
    if (const auto* known = reference.Agency(agency)) row->set_agency_name(known->name());
    for (const auto& [column, value] : figures) {
      totals[column] += value;
      if (value != 0) (*row->mutable_columns())[column] = value;
    }
  }
  for (const auto& column : form.columns()) {
    (*report.mutable_columns())[column.number()] = totals[column.number()];
    auto* header = report.add_headers();
    header->set_number(column.number());
    header->set_path_vi(column.path_vi());
    header->set_header_vi(column.header_vi());
  }
  for (const auto& identity : form.identities()) {
    auto* check = report.add_checks();
    check->set_identity(IdentityText(identity));
    check->set_ok(HoldsEverywhere(identity, totals, table));
  }
  report.set_form(form.code());
  report.set_circular(form.circular());
  report.set_title_vi(form.title_vi());
  return report;
}

}  // namespace donthu::inspectorate
