// Acts as forms: which fields an act has, read from its message, and the message made of what was filled in.
import {
  create,
  type DescField,
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
} from "@bufbuild/protobuf";
import type { PlainDay } from "@/api/dates";
import { ActKind, ActKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { type Act, ActSchema } from "@/gen/donthu/resolution/v1/act_pb";

// What fields are called on screen; the test sees that none is missing.
export const FIELD_LABELS: Readonly<Record<string, string>> = {
  claims_differ: "Yêu cầu của người khiếu nại và kết quả xác minh còn khác nhau",
  coerced: "Rút tố cáo do bị đe dọa, mua chuộc",
  complainant_absent: "Người khiếu nại vắng mặt không có lý do chính đáng",
  conclusion: "Kết luận",
  criteria: "Tiêu chí vụ việc phức tạp",
  dialogue_on: "Ngày đối thoại",
  finding: "Kết luận",
  from: "Từ ngày",
  ground: "Căn cứ",
  minutes_signed: "Biên bản có đủ chữ ký",
  monitor: "Cơ quan theo dõi, đôn đốc",
  petition_id: "Số đơn",
  planned_on: "Ngày dự kiến xong",
  progress: "Tiến độ",
  reason: "Lý do",
  remote: "Vùng sâu, vùng xa, đi lại khó khăn",
  result: "Kết quả",
  to: "Đến ngày",
  to_agency_code: "Cơ quan nhận",
  verifier: "Đơn vị, người xác minh",
};

// Filled in by the services, never by hand.
const BY_SERVER: ReadonlySet<string> = new Set(["petition_code"]);
const BY_SYSTEM: ReadonlySet<ActKind> = new Set([ActKind.UNSPECIFIED, ActKind.LODGE, ActKind.REDATE]);

export type Value = string | number | boolean | number[] | PlainDay | null | undefined;
export type Values = Record<string, Value>;

export const ACT_KINDS: readonly ActKind[] = ActKindSchema.values
  .map((one) => one.number as ActKind)
  .filter((kind) => !BY_SYSTEM.has(kind));

const pascal = (name: string) =>
  name
    .toLowerCase()
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");

// The member of Act.kind that carries such an act: the one whose message is named as the kind.
export function memberOf(kind: ActKind): DescField & { message: DescMessage } {
  const name = pascal(ActKindSchema.value[kind].name.replace("ACT_KIND_", ""));
  const member = ActSchema.oneofs[0]?.fields.find((field) => field.message?.name === name);
  if (!member?.message) throw new Error(`no act message for kind ${String(kind)}`);
  return member;
}

export function fieldsOf(kind: ActKind): DescField[] {
  return memberOf(kind).message.fields.filter((field) => !BY_SERVER.has(field.name));
}

export interface ActHead {
  actedOn: PlainDay | null;
  documentNumber: string;
  note: string;
}

const isEmpty = (value: Value) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

export function toAct(kind: ActKind, head: ActHead, values: Values): Act {
  const json: JsonObject = {};
  for (const field of fieldsOf(kind)) {
    const value = values[field.name];
    if (!isEmpty(value)) json[field.jsonName] = value as JsonValue;
  }
  const member = memberOf(kind);
  const act = create(ActSchema, {
    actedOn: head.actedOn ?? undefined,
    documentNumber: head.documentNumber.trim(),
    note: head.note.trim(),
  });
  act.kind = { case: member.localName, value: fromJson(member.message, json) } as Act["kind"];
  return act;
}
