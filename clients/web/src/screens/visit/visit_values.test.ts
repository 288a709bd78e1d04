import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { ReceptionSession, VisitOutcome, VisitSchema } from "@/gen/donthu/intake/v1/visit_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { emptyVisit, petitionCodeOf, toVisitRequest, whoCame } from "./visit_values";

const today = { year: 2026, month: 11, day: 24 };
const values = {
  ...emptyVisit(today),
  visitors: [{ fullName: " Lê Văn A ", birthYear: 1960 }, { address: "xã B" }],
  kind: PetitionKind.REFLECTION,
  subjectCode: "DD02",
  summary: " Hỏi đường ",
  outcome: VisitOutcome.GUIDED,
};

it("sends what was told, and only people with a name", () => {
  expect(toVisitRequest(values, "id", "A", 0n)).toMatchObject({
    requestId: "id",
    agencyCode: "A",
    receivedOn: today,
    session: ReceptionSession.REGULAR,
    people: 1,
    visitors: [{ fullName: "Lê Văn A", birthYear: 1960, gender: 0, address: "" }],
    summary: "Hỏi đường",
    outcome: VisitOutcome.GUIDED,
    petitionId: 0n,
  });
});

it("sends nobody where none gave a name", () => {
  expect(toVisitRequest({ ...values, anonymous: true }, "id", "A", 0n).visitors).toEqual([]);
});

it("looks for a petition only where one was left", () => {
  expect(petitionCodeOf({ ...values, petitionCode: "H46-1" })).toBe("");
  const left = { ...values, outcome: VisitOutcome.LEFT_PETITION };
  expect(petitionCodeOf({ ...left, petitionCode: " H46-1 " })).toBe("H46-1");
  expect(petitionCodeOf(left)).toBe("");
});

it("names in the register whoever gave a name, and nobody who is withheld", () => {
  const visitors = [{ fullName: "Lê Văn A", address: "xã B" }, { fullName: "Hai" }];
  expect(whoCame(create(VisitSchema, { visitors }))).toBe("Lê Văn A, xã B");
  expect(whoCame(create(VisitSchema, { anonymous: true }))).toBe("(không xưng tên)");
  expect(whoCame(create(VisitSchema, { identityWithheld: true }))).toBe("(giữ kín)");
});
