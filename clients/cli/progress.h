// A line on stderr that shows that work goes on.
#pragma once

#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/command.h"

namespace donthu::cli {

class Progress {
 public:
  // `what` as in "Đã nhận"; `total` 0 = not known.
  Progress(const Session& session, std::string what, int total);

  // One more is done. Tells on a terminal at most ten times a second, elsewhere every 50.
  void Step();
  // The last line.
  void Finish();

 private:
  void Print(bool last);

  const Session& session_;
  const std::string what_;
  const int total_;
  const absl::Time started_;
  absl::Time printed_;
  int done_ = 0;
};

}  // namespace donthu::cli
