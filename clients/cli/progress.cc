#include "clients/cli/progress.h"

#include <utility>

#include "absl/strings/str_format.h"

namespace donthu::cli {

Progress::Progress(const Session& session, std::string what, int total)
    : session_(session),
      what_(std::move(what)),
      total_(total),
      started_(session.clock.Now()),
      printed_(started_) {}

void Progress::Step() {
  ++done_;
  if (session_.terminal) {
    const absl::Time now = session_.clock.Now();
    if (now - printed_ < absl::Milliseconds(100)) return;
    printed_ = now;
    Print(false);
  } else if (done_ % 50 == 0) {
    Print(false);
  }
}

void Progress::Finish() {
  if (session_.terminal || done_ % 50 != 0) Print(true);
}

void Progress::Print(bool last) {
  const double seconds = absl::ToDoubleSeconds(session_.clock.Now() - started_);
  std::string line = absl::StrFormat("%s %d", what_, done_);
  if (total_ > 0) line += absl::StrFormat("/%d", total_);
  if (seconds > 0) line += absl::StrFormat(" (%.0f/giây)", done_ / seconds);
  if (session_.terminal) {
    session_.err << "\r" << line << "   " << (last ? "\n" : "") << std::flush;
  } else {
    session_.err << line << "\n";
  }
}

}  // namespace donthu::cli
