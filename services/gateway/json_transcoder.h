// JSON from and to the bytes of a message, by its descriptor.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/type_resolver.h"

namespace donthu::gateway {

// Safe for use by several threads at once.
class JsonTranscoder {
 public:
  JsonTranscoder();

  // INVALID_ARGUMENT when the text is not JSON, holds a field or an enum name that is not known, or
  // a value of another type. The error names the field as far as the message type knows it and
  // never repeats anything that was sent.
  absl::StatusOr<std::string> ToBytes(const google::protobuf::Descriptor& type,
                                      const std::string& json) const;

  // INTERNAL when the bytes are not a message of this type.
  absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type,
                                     const std::string& bytes) const;

 private:
  const std::unique_ptr<google::protobuf::util::TypeResolver> resolver_;
};

// The longest beginning of a path such as "petitioners[1].full_name" that names fields of `type`;
// the rest may be what somebody typed.
std::string KnownPath(const google::protobuf::Descriptor& type, std::string_view path);

}  // namespace donthu::gateway
