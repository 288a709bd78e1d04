import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { ClockSchema } from "@/gen/donthu/law/v1/explanation_pb";
import { placeOf, scaleOf, spanOf } from "./clock_span";

const day = (d: number, month = 11) => ({ year: 2026, month, day: d });
const clock = (anchor: number, due: number, original = due) =>
  create(ClockSchema, {
    number: 1,
    due: { anchor: day(anchor), dueLegal: day(due) },
    original: { anchor: day(anchor), dueLegal: day(original) },
  });

it("lays all clocks and today on one scale", () => {
  const clocks = [clock(1, 11), clock(6, 21)];
  const scale = scaleOf(clocks, day(16));
  expect(scale).toMatchObject({ from: day(1), days: 20 });
  expect(clocks.map((one) => scale && spanOf(one, scale))).toEqual([
    { start: 0, end: 50, original: undefined },
    { start: 25, end: 100, original: undefined },
  ]);
  expect(scale && placeOf(day(16), scale)).toBe(75);
});

it("shows where a limit ended before it was moved", () => {
  const moved = clock(1, 21, 11);
  const scale = scaleOf([moved], day(2));
  expect(scale && spanOf(moved, scale)).toEqual({ start: 0, end: 100, original: 50 });
});

it("has no scale without a clock, and none of no length", () => {
  expect(scaleOf([], day(1))).toBeNull();
  expect(scaleOf([clock(1, 1)], day(1))?.days).toBe(1);
});
