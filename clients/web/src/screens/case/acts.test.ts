import { expect, it } from "vitest";
import { ActKind, Ground } from "@/gen/donthu/law/v1/types_pb";
import { Conclusion } from "@/gen/donthu/resolution/v1/act_pb";
import { ACT_KINDS, FIELD_LABELS, fieldsOf, memberOf, toAct } from "./acts";

const head = { actedOn: { year: 2026, month: 11, day: 24 }, documentNumber: " 12/QĐ-UBND ", note: "" };

it("has a message and a form for every act that people do", () => {
  expect(ACT_KINDS.length).toBe(62);
  expect(memberOf(ActKind.CONTINUE).localName).toBe("continueFurther");
  for (const kind of ACT_KINDS) {
    for (const field of fieldsOf(kind)) {
      expect(FIELD_LABELS[field.name], `${memberOf(kind).message.name}.${field.name}`).toBeTruthy();
    }
  }
});

it("makes the act of what was filled in, and leaves out what was not", () => {
  const act = toAct(ActKind.DECIDE, head, { conclusion: Conclusion.WRONG, claims_differ: undefined });
  expect(act.actedOn).toMatchObject({ year: 2026, month: 11, day: 24 });
  expect(act.documentNumber).toBe("12/QĐ-UBND");
  expect(act.kind).toMatchObject({
    case: "decide",
    value: { conclusion: Conclusion.WRONG, claimsDiffer: false },
  });
});

it("carries days, choices of several and whole numbers", () => {
  const announce = toAct(ActKind.ANNOUNCE_DIALOGUE, head, { dialogue_on: { year: 2026, month: 12, day: 1 } });
  expect(announce.kind.value).toMatchObject({ dialogueOn: { year: 2026, month: 12, day: 1 } });
  const extend = toAct(ActKind.EXTEND, head, { criteria: [1, 4], reason: "Phức tạp" });
  expect(extend.kind.value).toMatchObject({ criteria: [1, 4], reason: "Phức tạp" });
  const part = toAct(ActKind.PART_PETITION, head, { petition_id: "17", reason: "Khác việc" });
  expect(part.kind.value).toMatchObject({ petitionId: 17n });
  const refuse = toAct(ActKind.REFUSE, head, { ground: Ground.NO_SIGNATURE, reason: "Không ký" });
  expect(refuse.kind.value).toMatchObject({ ground: Ground.NO_SIGNATURE });
});
