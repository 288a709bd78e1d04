import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { ClockSchema } from "@/gen/donthu/law/v1/explanation_pb";
import { CaseState, CaseType, PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { DueItemSchema } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { ReferralSchema, WaitingPetitionSchema } from "@/gen/donthu/routing/v1/routing_service_pb";
import { dueText, urgencyOf, workOf } from "./urgency";

const day = (d: number, month = 11) => ({ year: 2026, month, day: d });
const today = day(24);
const petition = (code: string, due?: { year: number; month: number; day: number }) =>
  create(WaitingPetitionSchema, {
    petitionId: BigInt(code.length),
    petitionCode: code,
    kind: PetitionKind.COMPLAINT,
    classifyDueOn: due,
  });
const clock = (dueLegal: { year: number; month: number; day: number }, pausedOn?: typeof dueLegal) =>
  create(DueItemSchema, {
    caseId: 9n,
    petitionCode: "H9",
    type: CaseType.COMPLAINT_FIRST,
    state: CaseState.ACCEPTED,
    clock: create(ClockSchema, {
      number: 2,
      stepVi: "Giải quyết khiếu nại lần đầu",
      due: { dueLegal },
      pausedOn,
    }),
  });

it("puts what is overdue first, whatever list it comes from, and what has no day last", () => {
  const work = workOf(
    [petition("A", day(30)), petition("BB")],
    [create(ReferralSchema, { id: 3n, petitionId: 5n, petitionCode: "C", classifyDueOn: day(25) })],
    [clock(day(20))],
  );
  expect(work.map((item) => item.code)).toEqual(["H9", "C", "A", "BB"]);
  expect(work[0]?.path).toBe("/vu-viec/9");
  expect(work[1]?.path).toBe("/don/5");
});

it("keeps a paused limit out of the urgent ones: no day of it passes", () => {
  const work = workOf([petition("A", day(30))], [], [clock(day(20), day(10))]);
  expect(work.map((item) => item.code)).toEqual(["A", "H9"]);
  expect(work.map((item) => dueText(item, today))[1]).toBe("đang tạm dừng");
});

it.each([
  [day(23), "late", "23/11/2026, quá hạn 1 ngày"],
  [day(24), "today", "24/11/2026, hôm nay"],
  [day(27), "soon", "27/11/2026, còn 3 ngày"],
  [day(1, 12), "later", "01/12/2026, còn 7 ngày"],
] as const)("says of %o that it is %s", (due, urgency, text) => {
  const work = workOf([petition("A", due)], [], []);
  expect(work.map((item) => urgencyOf(item, today))).toEqual([urgency]);
  expect(work.map((item) => dueText(item, today))).toEqual([text]);
});
