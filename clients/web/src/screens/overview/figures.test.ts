import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import {
  HotSpotSchema,
  OverviewMeasure,
  OverviewRowSchema,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { figureOf, hasHappened, ranked, spotsByArea } from "./figures";
import { lastYearsOf } from "./use_latest_year";

const row = (name: string, overdue?: bigint) =>
  create(OverviewRowSchema, {
    name,
    figures: overdue === undefined ? {} : { [OverviewMeasure.OVERDUE]: overdue },
  });

it("reads a figure that was left out as none", () => {
  expect(figureOf(row("A"), OverviewMeasure.OVERDUE)).toBe(0);
  expect(figureOf(row("A", 7n), OverviewMeasure.OVERDUE)).toBe(7);
});

it("ranks the largest first and keeps the order of equals", () => {
  const rows = [row("A", 1n), row("B"), row("C", 5n), row("D")];
  const sorted = ranked(rows, (one) => figureOf(one, OverviewMeasure.OVERDUE));
  expect(sorted.map((one) => one.name)).toEqual(["C", "A", "B", "D"]);
});

it("takes what is overdue today for no sign that something happened in the period", () => {
  expect(hasHappened(undefined)).toBe(false);
  expect(hasHappened(row("A", 7n))).toBe(false);
  expect(hasHappened(create(OverviewRowSchema, { figures: { [OverviewMeasure.RESOLVED]: 1n } }))).toBe(true);
});

it("counts a hot spot of a commune in its district too, and ends where areas lie in each other", () => {
  const area = (areaKey: string, parent: string) =>
    create(OverviewRowSchema, { selection: { areaKey }, parent });
  const spot = (areaKey: string) => create(HotSpotSchema, { selection: { areaKey } });
  const areas = [area("commune", "district"), area("district", ""), area("x", "y"), area("y", "x")];
  const found = spotsByArea([spot("commune"), spot("district"), spot(""), spot("x")], areas);
  const counts = [...found].map(([key, spots]) => [key, spots.length]);
  expect(Object.fromEntries(counts)).toEqual({ commune: 1, district: 2, x: 1, y: 1 });
});

it.each([
  [[], []],
  [[[2024, 3]], [2024]],
  [
    [
      [2023, 7],
      [2024, 12],
    ],
    [2025, 2024],
  ],
])("finds in the months %o the reporting years %o", (months, years) => {
  const rows = months.map(([year, month]) =>
    create(OverviewRowSchema, {
      selection: { month: { year, month, day: 1 } },
      figures: { [OverviewMeasure.RECEIVED]: 1n },
    }),
  );
  rows.push(create(OverviewRowSchema, { selection: { month: { year: 2026, month: 1, day: 1 } } }));
  expect(lastYearsOf(rows)).toEqual(years);
});
