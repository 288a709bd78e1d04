// Lists page by page.
#pragma once

#include "clients/cli/command.h"
#include "services/base/status/status.h"

namespace donthu::cli {

// Calls fetch(request) once, or with --all until the last page; show(response) sees each page.
// Returns the token of the next page, empty at the end. Request has page_size and page_token,
// Response next_page_token.
template <typename Request, typename Fetch, typename Show>
absl::StatusOr<std::string> EachPage(const Arguments& arguments, Request request, Fetch fetch,
                                     Show show) {
  const bool all = arguments.Has("all");
  ASSIGN_OR_RETURN(const auto size, arguments.Number("page-size", all ? 500 : 50, 1, 500));
  request.set_page_size(static_cast<int>(size));
  request.set_page_token(arguments.Text("page-token"));
  while (true) {
    ASSIGN_OR_RETURN(const auto response, fetch(request));
    show(response);
    if (!all || response.next_page_token().empty()) return response.next_page_token();
    request.set_page_token(response.next_page_token());
  }
}

// What a person is told under a table that goes on.
void PrintNextPage(const std::string& token, std::ostream& out);

}  // namespace donthu::cli
