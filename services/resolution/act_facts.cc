#include "services/resolution/act_facts.h"

#include <algorithm>

#include "google/protobuf/descriptor.h"
#include "services/law/date.h"

namespace donthu::resolution {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void CopyField(const Message& act, const FieldDescriptor& source, law::v1::ActFacts* facts,
               const FieldDescriptor& target) {
  const auto& from = *act.GetReflection();
  const auto& to = *facts->GetReflection();
  if (source.is_repeated()) {
    for (int i = 0; i < from.FieldSize(act, &source); ++i) {
      to.AddEnumValue(facts, &target, from.GetRepeatedEnumValue(act, &source, i));
    }
  } else if (source.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    to.SetBool(facts, &target, from.GetBool(act, &source));
  } else if (source.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    to.SetEnumValue(facts, &target, from.GetEnumValue(act, &source));
  } else if (from.HasField(act, &source)) {
    to.MutableMessage(facts, &target)->CopyFrom(from.GetMessage(act, &source));
  }
}

}  // namespace

// The oneof's field numbers follow ActKind: lodge is field 10 and ACT_KIND_LODGE is 1.
law::v1::ActKind KindOf(const v1::Act& act) {
  if (act.kind_case() == v1::Act::KIND_NOT_SET) return law::v1::ACT_KIND_UNSPECIFIED;
  return static_cast<law::v1::ActKind>(act.kind_case() - v1::Act::kLodge + law::v1::ACT_KIND_LODGE);
}

law::v1::ActFacts FactsOf(const v1::Act& act) {
  law::v1::ActFacts facts;
  facts.set_kind(KindOf(act));
  *facts.mutable_acted_on() = act.acted_on();
  facts.set_reason_written(!act.document_number().empty() || !act.note().empty());
  const auto* kind = act.GetReflection()->GetOneofFieldDescriptor(
      act, act.GetDescriptor()->FindOneofByName("kind"));
  if (kind == nullptr) return facts;
  // Bounds make the reason required of an act that has one; others, such as a withdrawal by signed
  // letter, are kept by a number or a note.
  if (kind->message_type()->FindFieldByName("reason") != nullptr) facts.set_reason_written(true);
  const Message& done = act.GetReflection()->GetMessage(act, kind);
  for (int i = 0; i < done.GetDescriptor()->field_count(); ++i) {
    const auto* source = done.GetDescriptor()->field(i);
    const auto* target = facts.GetDescriptor()->FindFieldByName(source->name());
    if (target != nullptr && target->type() == source->type()) {
      CopyField(done, *source, &facts, *target);
    }
  }
  return facts;
}

law::v1::CaseFacts FactsOf(const v1::Case& found) {
  law::v1::CaseFacts facts;
  facts.set_type(found.type());
  facts.set_state(found.state());
  *facts.mutable_received_on() = found.received_on();
  facts.set_remote(found.remote());
  facts.set_complex(found.complex());
  *facts.mutable_clocks() = found.clocks();
  for (const auto& entry : found.timeline()) *facts.add_acts() = FactsOf(entry.act());
  facts.set_open_commitments(found.open_commitments());
  return facts;
}

absl::CivilDay NotBeforeLastAct(const v1::Case& found, absl::CivilDay day) {
  const auto last = law::ToDay(found.timeline().rbegin()->act().acted_on());
  return last.ok() ? std::max(day, *last) : day;
}

}  // namespace donthu::resolution
