#include "services/gateway/catalogue.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "donthu/options/v1/options.pb.h"
#include "services/base/status/status.h"
#include "services/gateway/proto_files.h"

namespace donthu::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

// "donthu.intake.v1" gives "intake".
std::string ServiceOf(const MethodDescriptor& method) {
  const std::string& package = method.file()->package();
  const size_t begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

bool Exists(const options::v1::Access& access, bool systems) {
  if (access.public_()) return true;
  return std::any_of(access.grants().begin(), access.grants().end(), [&](const auto& grant) {
    return systems || grant.role() != options::v1::ROLE_SYSTEM;
  });
}

bool IsSessionToken(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules).session_token();
}

absl::StatusOr<const FieldDescriptor*> SessionTokenOf(const MethodDescriptor& method) {
  const FieldDescriptor* found = nullptr;
  for (int i = 0; i < method.output_type()->field_count(); ++i) {
    const FieldDescriptor* field = method.output_type()->field(i);
    if (!IsSessionToken(*field)) continue;
    const bool single = !field->is_repeated() && found == nullptr && !method.server_streaming();
    if (!single || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: a session token is one string of a unary response", field->full_name()));
    }
    found = field;
  }
  return found;
}

}  // namespace

absl::StatusOr<Catalogue> Catalogue::Of(const std::vector<const FileDescriptor*>& files,
                                        bool systems) {
  Catalogue catalogue;
  for (const FileDescriptor* file : files) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const MethodDescriptor& method = *file->service(s)->method(m);
        const auto& access = method.options().GetExtension(options::v1::access);
        if (method.client_streaming() || !Exists(access, systems)) continue;
        ASSIGN_OR_RETURN(const auto* session_token, SessionTokenOf(method));
        const std::string path =
            absl::StrFormat("/%s/%s", method.service()->full_name(), method.name());
        catalogue.methods_[path] =
            Method{&method,      path, ServiceOf(method), access.public_(), access.ends_session(),
                   session_token};
      }
    }
  }
  return catalogue;
}

const Method* Catalogue::Find(std::string_view path) const {
  const auto found = methods_.find(ToAbsl(path));
  return found == methods_.end() ? nullptr : &found->second;
}

absl::StatusOr<std::vector<const FileDescriptor*>> LinkedProtos() {
  std::vector<const FileDescriptor*> files;
  for (const char* name : kProtoFiles) {
    const auto* pool = google::protobuf::DescriptorPool::generated_pool();
    const FileDescriptor* file = pool->FindFileByName(name);
    if (file == nullptr) {
      return absl::FailedPreconditionError(absl::StrFormat("%s is not linked in", name));
    }
    files.push_back(file);
  }
  return files;
}

}  // namespace donthu::gateway
