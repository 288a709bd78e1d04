// What every input must keep. libFuzzer keeps the input that broke a promise.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace donthu::fuzz {

// Ends the process when the promise is broken.
inline void Promise(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken: %s\n", promise);
  std::abort();
}

}  // namespace donthu::fuzz
