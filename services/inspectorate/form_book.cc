#include "services/inspectorate/form_book.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/base/config/config.h"
#include "services/base/status/status.h"

namespace donthu::inspectorate {
namespace {

template <typename List>
bool EmptyOrHas(const List& list, int value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool AtMoment(v1::Predicate::Moment moment, const Signature& s) {
  switch (moment) {
    case v1::Predicate::CARRIED:
      return s.carried;
    case v1::Predicate::NEW:
      return s.is_new;
    case v1::Predicate::DONE:
      return s.done;
    case v1::Predicate::PENDING:
      return (s.carried || s.is_new) && !s.done;
    default:
      return true;
  }
}

absl::Status Check(const v1::Form& form) {
  const auto wrong = [&](int column, const char* what) {
    return absl::InvalidArgumentError(absl::StrFormat("form %s of %s, column %d: %s", form.code(),
                                                      form.circular(), column, what));
  };
  for (int i = 0; i < form.columns_size(); ++i) {
    const auto& column = form.columns(i);
    if (column.number() != i + 1) return wrong(column.number(), "is out of order");
    if (column.value_case() == v1::Column::VALUE_NOT_SET) {
      return wrong(column.number(), "says nothing to count");
    }
    for (int summed : column.sum().columns()) {
      const auto* part = FindColumn(form, summed);
      if (part == nullptr || part->has_sum()) return wrong(column.number(), "sums no plain column");
    }
  }
  for (const auto& identity : form.identities()) {
    for (int right : identity.right()) {
      if (FindColumn(form, right) == nullptr || FindColumn(form, identity.left()) == nullptr) {
        return wrong(right, "is named by an identity but does not exist");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string Signature::Format() const {
  return absl::StrFormat("%d:%d:%d:%d:%d:%d:%d:%d", carried, is_new, done, eligible, competent,
                         kind, prior_status, disposal);
}

bool Matches(const v1::Predicate& predicate, const Signature& signature) {
  if (!AtMoment(predicate.moment(), signature)) return false;
  if (predicate.eligible() && !signature.eligible) return false;
  if (predicate.competence() == v1::Predicate::COMPETENT && !signature.competent) return false;
  if (predicate.competence() == v1::Predicate::NOT_COMPETENT && signature.competent) return false;
  return EmptyOrHas(predicate.kinds(), signature.kind) &&
         EmptyOrHas(predicate.prior(), signature.prior_status) &&
         EmptyOrHas(predicate.disposals(), signature.disposal);
}

absl::StatusOr<FormBook> FormBook::Load(const std::string& directory) {
  std::vector<v1::Form> forms;
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".textproto") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    RETURN_IF_ERROR(config::ReadTextFile(path.string(), &forms.emplace_back()));
  }
  if (forms.empty()) {
    return absl::NotFoundError(absl::StrFormat("no forms in %s", directory));
  }
  return Create(std::move(forms));
}

absl::StatusOr<FormBook> FormBook::Create(std::vector<v1::Form> forms) {
  FormBook book;
  for (auto& form : forms) {
    RETURN_IF_ERROR(Check(form));
    const auto key = std::make_pair(form.code(), form.circular());
    if (!book.forms_.emplace(key, std::move(form)).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("form %s of %s appears twice", key.first, key.second));
    }
  }
  return book;
}

absl::StatusOr<const v1::Form*> FormBook::Find(const std::string& code,
                                               const std::string& circular) const {
  const auto found = forms_.find({code, circular});
  if (found == forms_.end()) {
    return Failure(absl::StatusCode::kUnimplemented, common::v1::FORM_NOT_KNOWN,
                   "this version knows no such form of that circular")
        .Vi("Phiên bản này chưa có biểu mẫu đó.");
  }
  return &found->second;
}

const v1::Column* FindColumn(const v1::Form& form, int number) {
  if (number < 1 || number > form.columns_size()) return nullptr;
  return &form.columns(number - 1);
}

bool Belongs(const v1::Form& form, const v1::Column& column, const Signature& signature) {
  switch (column.value_case()) {
    case v1::Column::kCount:
      return Matches(column.count(), signature);
    case v1::Column::kMatters:
      return Matches(column.matters(), signature);
    case v1::Column::kSum:
      return std::any_of(
          column.sum().columns().begin(), column.sum().columns().end(),
          [&](int part) { return Belongs(form, *FindColumn(form, part), signature); });
    default:
      return false;
  }
}

void AddSums(const v1::Form& form, Figures* figures) {
  for (const auto& column : form.columns()) {
    for (int part : column.sum().columns()) {
      (*figures)[column.number()] += (*figures)[part];
    }
  }
}

std::string IdentityText(const v1::Identity& identity) {
  return absl::StrFormat("%d=%s", identity.left(), absl::StrJoin(identity.right(), "+"));
}

bool Holds(const v1::Identity& identity, const Figures& figures) {
  const auto value = [&](int column) {
    const auto found = figures.find(column);
    return found == figures.end() ? 0 : found->second;
  };
  int64_t right = 0;
  for (int column : identity.right()) right += value(column);
  return value(identity.left()) == right;
}

}  // namespace donthu::inspectorate
