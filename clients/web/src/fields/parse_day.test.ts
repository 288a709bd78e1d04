import { expect, it } from "vitest";
import { formatDay } from "@/api/dates";
import { parseDay } from "./parse_day";

const today = { year: 2026, month: 11, day: 24 };

it.each([
  ["05112026", "05/11/2026"],
  ["5/11/26", "05/11/2026"],
  ["5-11", "05/11/2026"],
  ["5.11", "05/11/2026"],
  ["5 11", "05/11/2026"],
  ["5", "05/11/2026"],
  ["29/2/2024", "29/02/2024"],
  ["h", "24/11/2026"],
  ["hôm nay", "24/11/2026"],
  ["HOM NAY", "24/11/2026"],
  ["hôm qua", "23/11/2026"],
  ["  5/11 ", "05/11/2026"],
])("reads %s as %s", (text, shown) => {
  expect(formatDay(parseDay(text, today))).toBe(shown);
});

it.each(["31/2/2026", "29/2/2026", "abc", "32/1", "1/13", "0/1", "", "5/11/202", "hh", "1/1/1"])(
  "refuses %s",
  (text) => {
    expect(parseDay(text, today)).toBeNull();
  },
);
