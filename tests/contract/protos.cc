#include "tests/contract/protos.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "google/protobuf/descriptor.pb.h"

namespace donthu::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

std::vector<const FileDescriptor*> ReadFiles() {
  google::protobuf::FileDescriptorSet set;
  std::ifstream in(DONTHU_DESCRIBED, std::ios::binary);
  Require(set.ParseFromIstream(&in), "cannot read " DONTHU_DESCRIBED);
  // Descriptors live as long as their pool.
  static auto* pool = new DescriptorPool;
  std::vector<const FileDescriptor*> files;
  for (const auto& file : set.file()) {
    const auto* built = pool->BuildFile(file);
    Require(built != nullptr, "cannot build " + file.name());
    if (built->name().rfind("donthu/", 0) == 0) files.push_back(built);
  }
  return files;
}

void AddNested(const Descriptor& message, std::vector<const Descriptor*>* messages) {
  if (message.options().map_entry()) return;
  messages->push_back(&message);
  for (int i = 0; i < message.nested_type_count(); ++i) {
    AddNested(*message.nested_type(i), messages);
  }
}

void AddContent(const Descriptor& message, std::set<const Descriptor*>* seen) {
  if (!seen->insert(&message).second) return;
  for (int i = 0; i < message.field_count(); ++i) {
    if (const auto* type = message.field(i)->message_type()) AddContent(*type, seen);
  }
}

}  // namespace

const std::vector<const FileDescriptor*>& Files() {
  static const auto* files = new std::vector<const FileDescriptor*>(ReadFiles());
  return *files;
}

std::vector<const Descriptor*> Messages() {
  std::vector<const Descriptor*> messages;
  for (const auto* file : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddNested(*file->message_type(i), &messages);
    }
  }
  return messages;
}

std::vector<const EnumDescriptor*> Enums() {
  std::vector<const EnumDescriptor*> enums;
  for (const auto* file : Files()) {
    for (int i = 0; i < file->enum_type_count(); ++i) enums.push_back(file->enum_type(i));
  }
  for (const auto* message : Messages()) {
    for (int i = 0; i < message->enum_type_count(); ++i) enums.push_back(message->enum_type(i));
  }
  return enums;
}

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file : Files()) {
    for (int i = 0; i < file->service_count(); ++i) {
      const auto* service = file->service(i);
      for (int j = 0; j < service->method_count(); ++j) methods.push_back(service->method(j));
    }
  }
  return methods;
}

std::vector<const Descriptor*> Sent() {
  std::set<const Descriptor*> seen;
  for (const auto* method : Methods()) AddContent(*method->input_type(), &seen);
  return {seen.begin(), seen.end()};
}

}  // namespace donthu::contract
