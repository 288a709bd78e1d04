// The parts of a zip file, for tests that open a workbook again.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <map>
#include <string>

namespace donthu::inspectorate {

inline uint32_t LittleEndian(const std::string& bytes, size_t at, int size) {
  uint32_t value = 0;
  for (int i = size - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<size_t>(i)));
  }
  return value;
}

inline std::string Inflated(const std::string& packed, size_t size) {
  std::string out(size, '\0');
  z_stream stream = {};
  inflateInit2(&stream, -MAX_WBITS);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return result == Z_STREAM_END ? out : "";
}

// By name, from the central directory at the end. Throws where the file is damaged.
inline std::map<std::string, std::string> Unzipped(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  const size_t end = bytes.rfind("PK\5\6");
  const uint32_t count = LittleEndian(bytes, end + 10, 2);
  size_t at = LittleEndian(bytes, end + 16, 4);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t method = LittleEndian(bytes, at + 10, 2);
    const uint32_t packed = LittleEndian(bytes, at + 20, 4);
    const uint32_t size = LittleEndian(bytes, at + 24, 4);
    const uint32_t name = LittleEndian(bytes, at + 28, 2);
    const size_t local = LittleEndian(bytes, at + 42, 4);
    const size_t data =
        local + 30 + LittleEndian(bytes, local + 26, 2) + LittleEndian(bytes, local + 28, 2);
    const std::string content = bytes.substr(data, packed);
    parts[bytes.substr(at + 46, name)] = method == 0 ? content : Inflated(content, size);
    at += 46 + name + LittleEndian(bytes, at + 30, 2) + LittleEndian(bytes, at + 32, 2);
  }
  return parts;
}

}  // namespace donthu::inspectorate
