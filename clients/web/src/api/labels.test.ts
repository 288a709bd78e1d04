import { expect, it } from "vitest";
import { ChannelSchema, DefectSchema } from "@/gen/donthu/intake/v1/petition_pb";
import { PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { choicesOf, labelOf } from "./labels";

it("takes words from the protos", () => {
  expect(labelOf(PetitionKindSchema, PetitionKind.DENUNCIATION)).toBe("Tố cáo");
  expect(labelOf(PetitionKindSchema, 99)).toBe("");
});

it("offers what has a word, capitalised, in the order of the proto", () => {
  expect(choicesOf(ChannelSchema)[0]).toEqual({ value: 1, label: "Bưu chính" });
  expect(choicesOf(DefectSchema).map((one) => one.value)).toEqual([1, 2, 3]);
  expect(choicesOf(PetitionKindSchema, [PetitionKind.REFLECTION])).toHaveLength(1);
});
