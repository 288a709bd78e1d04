import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { PetitionSchema } from "@/gen/donthu/intake/v1/petition_pb";
import { Disposal } from "@/gen/donthu/law/v1/types_pb";
import { GetHandlingsResponseSchema, ReferralState } from "@/gen/donthu/routing/v1/routing_service_pb";
import { sentTo, stepsOf, waitingAt } from "./steps";

const day = (d: number) => ({ year: 2026, month: 11, day: d });
const petition = create(PetitionSchema, { id: 1n, agencyCode: "A", receivedOn: day(1) });
const way = create(GetHandlingsResponseSchema, {
  handlings: [
    { agencyCode: "A", disposal: Disposal.TRANSFER, disposedOn: day(3) },
    { agencyCode: "B", disposal: Disposal.UNSPECIFIED },
  ],
  transfers: [
    { referralId: 1n, fromAgencyCode: "A", toAgencyCode: "B", sentOn: day(3), state: ReferralState.ACCEPTED },
    { referralId: 2n, fromAgencyCode: "B", toAgencyCode: "C", sentOn: day(2), state: ReferralState.SENT },
  ],
});

it("tells the way day by day, and of one day first what was decided, then what was sent", () => {
  expect(stepsOf(petition, way).map((step) => step.key)).toEqual([
    "received",
    "transfer/2",
    "disposed/A",
    "transfer/1",
  ]);
});

it("finds what waits at an agency: to be disposed of, or to be taken", () => {
  expect(waitingAt(way, "B")?.agencyCode).toBe("B");
  expect(waitingAt(way, "A")).toBeUndefined();
  expect(sentTo(way, "C")?.referralId).toBe(2n);
  expect(sentTo(way, "B")).toBeUndefined();
});

it("leads from a petition that was joined to the one it was joined to, and from no other", () => {
  const joined = (matterId: bigint) =>
    create(GetHandlingsResponseSchema, {
      handlings: [{ petitionId: 1n, agencyCode: "A", disposal: Disposal.JOIN, disposedOn: day(3), matterId }],
    });
  const last = (matterId: bigint) => stepsOf(petition, joined(matterId)).at(-1);
  expect(last(7n)).toMatchObject({ kind: "disposed", joined: 7n });
  expect(last(1n)).toMatchObject({ joined: undefined });
  expect(last(0n)).toMatchObject({ joined: undefined });
});
