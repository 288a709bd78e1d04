import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { DateSchema } from "@/gen/donthu/common/v1/date_pb";
import {
  addDays,
  daysBetween,
  formatDay,
  formatMoment,
  isRealDay,
  sameDay,
  todayInVietnam,
  toPlain,
} from "./dates";

const day = (year: number, month: number, date: number) => ({ year, month, day: date });

it("counts today by Vietnam's clock, whatever the machine's", () => {
  expect(todayInVietnam(new Date("2026-11-23T16:59:59Z"))).toEqual(day(2026, 11, 23));
  expect(todayInVietnam(new Date("2026-11-23T17:00:00Z"))).toEqual(day(2026, 11, 24));
});

it("shows days as they are written in Vietnam", () => {
  expect(formatDay(day(2026, 1, 5))).toBe("05/01/2026");
  expect(formatDay(undefined)).toBe("");
});

it("shows moments by Vietnam's clock", () => {
  expect(formatMoment(timestampFromDate(new Date("2026-11-23T17:05:00Z")))).toBe("00:05 24/11/2026");
  expect(formatMoment(undefined)).toBe("");
});

it("goes over ends of months and leap days", () => {
  expect(addDays(day(2024, 2, 28), 1)).toEqual(day(2024, 2, 29));
  expect(addDays(day(2024, 1, 1), -1)).toEqual(day(2023, 12, 31));
  expect(daysBetween(day(2024, 2, 28), day(2024, 3, 1))).toBe(2);
  expect(daysBetween(day(2024, 3, 1), day(2024, 2, 28))).toBe(-2);
});

it("knows days that do not exist", () => {
  expect(isRealDay(day(2024, 2, 29))).toBe(true);
  for (const wrong of [
    day(2023, 2, 29),
    day(2024, 4, 31),
    day(2024, 13, 1),
    day(2024, 1, 0),
    day(1899, 1, 1),
  ]) {
    expect(isRealDay(wrong)).toBe(false);
  }
});

it("compares and converts", () => {
  expect(sameDay(undefined, null)).toBe(true);
  expect(sameDay(day(2024, 1, 2), day(2024, 1, 3))).toBe(false);
  expect(toPlain(create(DateSchema, day(2024, 1, 2)))).toEqual(day(2024, 1, 2));
});
