// The methods that exist for those who come through the gateway, read from the protos.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"

namespace donthu::gateway {

struct Method {
  const google::protobuf::MethodDescriptor* descriptor;
  // "/donthu.intake.v1.IntakeService/RegisterPetition".
  std::string path;
  // "intake".
  std::string service;
  // Callable by anyone.
  bool is_public;
  // A success ends the caller's session.
  bool ends_session;
  // The field of the response that holds a new session's token; null for all but sign-in.
  const google::protobuf::FieldDescriptor* session_token;
};

class Catalogue {
 public:
  // Methods whose access option grants them to somebody or makes them public; with `systems` also
  // those granted to information systems alone. INVALID_ARGUMENT when a session token stands where
  // it would not be found.
  static absl::StatusOr<Catalogue> Of(
      const std::vector<const google::protobuf::FileDescriptor*>& files, bool systems);

  // Null when there is no such method. Looks up only what was there at the start: protobuf's own
  // pool would remember every name that anyone asks for.
  const Method* Find(std::string_view path) const;

  const absl::flat_hash_map<std::string, Method>& methods() const { return methods_; }

 private:
  absl::flat_hash_map<std::string, Method> methods_;
};

// All our protos. FAILED_PRECONDITION when one is not linked into the program.
absl::StatusOr<std::vector<const google::protobuf::FileDescriptor*>> LinkedProtos();

}  // namespace donthu::gateway
