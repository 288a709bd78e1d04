// What an act says beyond its name, in lines for the timeline.
import { type DescField } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import type { Date as Day } from "@/gen/donthu/common/v1/date_pb";
import { type Act, ActSchema } from "@/gen/donthu/resolution/v1/act_pb";
import { FIELD_LABELS } from "./acts";

function textOf(field: DescField, value: unknown): string {
  if (field.fieldKind === "enum") return labelOf(field.enum, value as number);
  if (field.fieldKind === "list" && field.listKind === "enum") {
    return (value as number[]).map((one) => labelOf(field.enum, one)).join("; ");
  }
  if (field.fieldKind === "message" && field.message.typeName === "donthu.common.v1.Date") {
    return formatDay(value as Day);
  }
  return field.fieldKind === "scalar" ? String(value) : "";
}

export function detailsOf(act: Act): string[] {
  const member = ActSchema.oneofs[0]?.fields.find((field) => field.localName === act.kind.case);
  if (!member?.message || !act.kind.value) return [];
  const values = reflect(member.message, act.kind.value);
  const lines: string[] = [];
  for (const field of member.message.fields) {
    const label = FIELD_LABELS[field.name];
    if (!label || !values.isSet(field)) continue;
    const value = (act.kind.value as unknown as Record<string, unknown>)[field.localName];
    const text = value === true ? label : textOf(field, value);
    if (text) lines.push(value === true ? text : `${label}: ${text}`);
  }
  return lines;
}
