// Text as a file, for code that reads files; nothing reaches the disk.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "tests/fuzz/promise.h"

namespace donthu::fuzz {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    Promise(descriptor_ >= 0, "the machine gives a file in memory");
    while (!text.empty()) {
      const ssize_t written = write(descriptor_, text.data(), text.size());
      Promise(written > 0, "the machine writes a file in memory");
      text.remove_prefix(static_cast<size_t>(written));
    }
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  const int descriptor_;
};

}  // namespace donthu::fuzz
