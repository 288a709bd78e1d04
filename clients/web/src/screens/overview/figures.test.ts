import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { OverviewMeasure, OverviewRowSchema } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { figureOf, ranked } from "./figures";

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
  const rows = ranked([row("A", 1n), row("B"), row("C", 5n), row("D")], OverviewMeasure.OVERDUE);
  expect(rows.map((one) => one.name)).toEqual(["C", "A", "B", "D"]);
});
