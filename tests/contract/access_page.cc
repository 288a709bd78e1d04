#include "tests/contract/access_page.h"

#include <array>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "donthu/options/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "tests/contract/page_file.h"
#include "tests/contract/protos.h"

namespace donthu::contract {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

constexpr char kBegin[] = "<!-- tables: made by access_docs -->\n";
constexpr char kEnd[] = "<!-- end of tables -->\n";

struct Column {
  options::v1::Role role;
  const char* label_vi;
};
constexpr std::array kColumns = {Column{options::v1::ROLE_RECEPTION, "Tiếp dân"},
                                 Column{options::v1::ROLE_CASE_OFFICER, "Cán bộ"},
                                 Column{options::v1::ROLE_HEAD, "Thủ trưởng"},
                                 Column{options::v1::ROLE_DEPUTY, "Cấp phó"},
                                 Column{options::v1::ROLE_INSPECTORATE, "Thanh tra"},
                                 Column{options::v1::ROLE_AUDITOR, "Kiểm tra"},
                                 Column{options::v1::ROLE_ADMINISTRATOR, "Quản trị"},
                                 Column{options::v1::ROLE_CUSTODIAN, "Giữ khóa"},
                                 Column{options::v1::ROLE_SYSTEM, "Hệ thống"}};
static_assert(kColumns.size() == options::v1::Role_ARRAYSIZE - 1);

const char* Reaches(options::v1::Scope scope) {
  switch (scope) {
    case options::v1::SCOPE_OWN_AGENCY:
      return "cơ quan";
    case options::v1::SCOPE_SUBORDINATES:
      return "cấp dưới";
    case options::v1::SCOPE_PROVINCE:
      return "tỉnh";
    default:
      return "";
  }
}

std::string Cell(const options::v1::Access& access, options::v1::Role role) {
  if (access.public_()) return "công khai";
  auto widest = options::v1::SCOPE_UNSPECIFIED;
  for (const auto& grant : access.grants()) {
    if (grant.role() == role) widest = std::max(widest, grant.scope());
  }
  return Reaches(widest);
}

// What the comment says first.
std::string Purpose(const MethodDescriptor& method) {
  google::protobuf::SourceLocation location;
  if (!method.GetSourceLocation(&location)) return "";
  const std::string text = absl::StrReplaceAll(location.leading_comments, {{"\n", " "}});
  const std::string first = text.substr(0, text.find(". "));
  return std::string(absl::StripSuffix(absl::StripAsciiWhitespace(first), "."));
}

std::string TableOf(const ServiceDescriptor& service) {
  std::string text = absl::StrFormat("### %s\n\n| method | what it does |", service.full_name());
  for (const auto& column : kColumns) text += absl::StrFormat(" %s |", column.label_vi);
  text += "\n|---|---|";
  for (std::size_t i = 0; i < kColumns.size(); ++i) text += "---|";
  text += "\n";
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    const auto& access = method.options().GetExtension(options::v1::access);
    text += absl::StrFormat("| %s | %s |", method.name(), Purpose(method));
    for (const auto& column : kColumns) text += absl::StrFormat(" %s |", Cell(access, column.role));
    text += "\n";
  }
  return text;
}

}  // namespace

std::string AccessTables() {
  std::string text;
  for (const auto* file : Files()) {
    for (int i = 0; i < file->service_count(); ++i) text += TableOf(*file->service(i)) + "\n";
  }
  return text;
}

std::string WithAccessTables(const std::string& page) {
  return BetweenMarks(page, kBegin, kEnd, "\n" + AccessTables());
}

}  // namespace donthu::contract
