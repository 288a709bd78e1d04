import { expect, it } from "vitest";
import type { Reference } from "@/api/reference";
import { Scope } from "@/gen/donthu/options/v1/options_pb";
import { reportingYearOf, rootFor, thisYear } from "./period";

const reference = {
  agencyByCode: new Map([
    ["TTT", { parentCode: "UBND" }],
    ["UBND", { parentCode: "" }],
    ["X", { parentCode: "Y" }],
    ["Y", { parentCode: "X" }],
  ]),
} as unknown as Reference;

it("looks at the whole province for those who may, and at their own agency for others", () => {
  expect(rootFor(reference, "TTT", Scope.PROVINCE)).toBe("UBND");
  expect(rootFor(reference, "TTT", Scope.SUBORDINATES)).toBe("TTT");
  expect(rootFor(undefined, "TTT", Scope.PROVINCE)).toBe("TTT");
});

it("ends also where a directory names agencies above each other", () => {
  expect(["X", "Y"]).toContain(rootFor(reference, "X", Scope.PROVINCE));
});

it("starts with the reporting year so far", () => {
  expect(thisYear({ year: 2026, month: 11, day: 24 })).toEqual({
    from: { year: 2025, month: 12, day: 15 },
    to: { year: 2026, month: 11, day: 24 },
  });
});

it.each([
  [{ year: 2026, month: 12, day: 14 }, 2026],
  [{ year: 2026, month: 12, day: 15 }, 2027],
  [{ year: 2027, month: 1, day: 1 }, 2027],
])("counts %o into the reporting year %i", (day, year) => {
  expect(reportingYearOf(day)).toBe(year);
});
