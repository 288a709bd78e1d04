// The forms this process knows, and what their predicates mean. Pure but for reading the folder
// once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "donthu/inspectorate/v1/form.pb.h"

namespace donthu::inspectorate {

// Everything about a handling that a predicate can see, relative to a period. Handlings with one
// signature are counted together.
struct Signature {
  bool carried = false;
  bool is_new = false;
  bool done = false;
  bool eligible = false;
  bool competent = false;
  int kind = 0;
  int prior_status = 0;
  int disposal = 0;

  // "1:0:1:1:0:1:2:4", as the store's SQL writes it too.
  std::string Format() const;
};

bool Matches(const v1::Predicate& predicate, const Signature& signature);

class FormBook {
 public:
  // Reads every *.textproto of the folder. INVALID_ARGUMENT naming file and column when a column
  // number is missing or double, a sum or identity names an unknown column, or a form appears
  // twice.
  static absl::StatusOr<FormBook> Load(const std::string& directory);
  static absl::StatusOr<FormBook> Create(std::vector<v1::Form> forms);

  // FORM_NOT_KNOWN when there is none.
  absl::StatusOr<const v1::Form*> Find(const std::string& code, const std::string& circular) const;

 private:
  std::map<std::pair<std::string, std::string>, v1::Form> forms_;
};

// nullptr when the form has no such column.
const v1::Column* FindColumn(const v1::Form& form, int number);

// True when handlings of this signature belong to the column: by its own predicate, or to one of
// the columns it sums.
bool Belongs(const v1::Form& form, const v1::Column& column, const Signature& signature);

// Column values by number.
using Figures = std::map<int, int64_t>;

// Fills the sums of a form into figures whose other columns are there.
void AddSums(const v1::Form& form, Figures* figures);

// "1=2+3"
std::string IdentityText(const v1::Identity& identity);
bool Holds(const v1::Identity& identity, const Figures& figures);

}  // namespace donthu::inspectorate
