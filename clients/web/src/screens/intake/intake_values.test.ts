import { expect, it } from "vitest";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import {
  emptyValues,
  isUntouched,
  representativeLimits,
  toDraft,
  toRequest,
  withholdsAuthor,
} from "./intake_values";

const today = { year: 2026, month: 11, day: 24 };
const values = emptyValues(today);

it("names all kinds of a letter that mixes them, and none of one that does not", () => {
  const kinds = (kind: PetitionKind, mixedKinds: PetitionKind[]) =>
    toDraft({ ...values, kind, mixedKinds }).mixedKinds;
  expect(kinds(PetitionKind.COMPLAINT, [])).toEqual([]);
  expect(kinds(PetitionKind.COMPLAINT, [PetitionKind.COMPLAINT])).toEqual([]);
  expect(kinds(PetitionKind.COMPLAINT, [PetitionKind.DENUNCIATION])).toEqual([1, 2]);
});

it("withholds the author of whatever holds a denunciation", () => {
  expect(withholdsAuthor({ ...values, kind: PetitionKind.DENUNCIATION })).toBe(true);
  expect(
    withholdsAuthor({ ...values, kind: PetitionKind.COMPLAINT, mixedKinds: [PetitionKind.DENUNCIATION] }),
  ).toBe(true);
  expect(withholdsAuthor({ ...values, withholdIdentity: true })).toBe(true);
  expect(withholdsAuthor({ ...values, kind: PetitionKind.COMPLAINT })).toBe(false);
});

it("sends no petitioner of an anonymous letter, and none without a name", () => {
  const petitioners = [{ fullName: " Lê Văn A " }, { idNumber: "1" }];
  expect(toRequest({ ...values, petitioners, anonymous: true }, "id", "A").petitioners).toEqual([]);
  const named = toRequest({ ...values, petitioners }, "id", "A").petitioners;
  expect(named).toHaveLength(1);
  expect(named?.[0]).toMatchObject({ fullName: "Lê Văn A", representative: false });
});

it("sends only what belongs to the kind", () => {
  const all = { ...values, secondComplaint: true, decisionOn: today, denouncerRef: "12/TC" };
  expect(toRequest({ ...all, kind: PetitionKind.REFLECTION }, "id", "A")).toMatchObject({
    secondComplaint: false,
    decisionOn: undefined,
    denouncerRef: "",
  });
  expect(toRequest({ ...all, kind: PetitionKind.COMPLAINT }, "id", "A").secondComplaint).toBe(true);
  expect(toRequest({ ...all, kind: PetitionKind.DENUNCIATION }, "id", "A").denouncerRef).toBe("12/TC");
});

it("knows how many speak for a group", () => {
  expect(representativeLimits(4)).toBeNull();
  expect(representativeLimits(5)).toEqual({ min: 1, max: 2 });
  expect(representativeLimits(10)).toEqual({ min: 1, max: 2 });
  expect(representativeLimits(11)).toEqual({ min: 1, max: 5 });
});

it("tells an empty form from one that was typed into", () => {
  expect(isUntouched(values)).toBe(true);
  expect(isUntouched({ ...values, petitioners: [{ fullName: "A" }] })).toBe(false);
  expect(isUntouched({ ...values, body: " " })).toBe(true);
});
