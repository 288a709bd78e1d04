import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import type { Reference } from "@/api/reference";
import { AgencySchema } from "@/gen/donthu/directory/v1/directory_pb";
import { MeSchema } from "@/gen/donthu/identity/v1/identity_pb";
import { ActKind } from "@/gen/donthu/law/v1/types_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import { mayRecord } from "./rights";

const today = { year: 2026, month: 11, day: 25 };
const ended = create(AgencySchema, { code: "OLD", validTo: { year: 2025, month: 6, day: 30 } });
const reference = {
  agencyByCode: new Map([
    ["OLD", ended],
    ["OTHER", create(AgencySchema, { code: "OTHER" })],
  ]),
} as unknown as Reference;
const may = (role: Role, kind: ActKind, agencyCode: string) =>
  mayRecord(create(MeSchema, { agencyCode: "OWN", roles: [role] }), kind, agencyCode, reference, today);

it.each([
  [Role.CASE_OFFICER, "OWN", true],
  [Role.HEAD, "OWN", true],
  [Role.HEAD, "OLD", true],
  [Role.HEAD, "OTHER", false],
  [Role.INSPECTORATE, "OTHER", false],
  [Role.INSPECTORATE, "OWN", false],
  [Role.RECEPTION, "OWN", false],
] as const)("lets role %i decide on a case of %s: %s", (role, agencyCode, expected) => {
  expect(may(role, ActKind.DECIDE, agencyCode)).toBe(expected);
});

it.each([
  [Role.CASE_OFFICER, "OWN", false],
  [Role.HEAD, "OTHER", true],
  [Role.INSPECTORATE, "OTHER", true],
] as const)("lets role %i hand over a case of %s: %s", (role, agencyCode, expected) => {
  expect(may(role, ActKind.HAND_OVER, agencyCode)).toBe(expected);
});
