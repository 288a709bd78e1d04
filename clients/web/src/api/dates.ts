// Days of the calendar as the services name them, and moments as people in Vietnam read them.
import { create } from "@bufbuild/protobuf";
import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { type Date as Day, DateSchema } from "@/gen/donthu/common/v1/date_pb";

export type { Day };
// A day as plain data, which drafts and forms hold.
export interface PlainDay {
  year: number;
  month: number;
  day: number;
}

const ZONE = "Asia/Ho_Chi_Minh";

const zoned = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

export function todayInVietnam(now = new globalThis.Date()): PlainDay {
  const [year, month, day] = zoned.format(now).split("-").map(Number) as [number, number, number];
  return { year, month, day };
}

export function toDay(plain: PlainDay): Day {
  return create(DateSchema, { year: plain.year, month: plain.month, day: plain.day });
}

export function toPlain(day: Day): PlainDay {
  return { year: day.year, month: day.month, day: day.day };
}

// 05/11/2026; "" where there is no day.
export function formatDay(day: PlainDay | undefined | null): string {
  if (!day) return "";
  return `${String(day.day).padStart(2, "0")}/${String(day.month).padStart(2, "0")}/${day.year}`;
}

// 20261105, which sorts and compares as days do.
export function ordinalOf(day: PlainDay): number {
  return day.year * 10000 + day.month * 100 + day.day;
}

// Days since 1970-01-01.
function serialOf(day: PlainDay): number {
  return globalThis.Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;
}

export function addDays(day: PlainDay, days: number): PlainDay {
  const date = new globalThis.Date((serialOf(day) + days) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

// Negative when `to` lies before `from`.
export function daysBetween(from: PlainDay, to: PlainDay): number {
  return serialOf(to) - serialOf(from);
}

export function sameDay(a: PlainDay | undefined | null, b: PlainDay | undefined | null): boolean {
  return (a ? ordinalOf(a) : 0) === (b ? ordinalOf(b) : 0);
}

export function isRealDay({ year, month, day }: PlainDay): boolean {
  if (year < 1900 || year > 2200) return false;
  const date = new globalThis.Date(globalThis.Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const moments = new Intl.DateTimeFormat("vi-VN", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});

// 14:05 05/11/2026, in Vietnam's time; "" where there is none.
export function formatMoment(at: Timestamp | undefined): string {
  if (!at) return "";
  const parts = Object.fromEntries(
    moments.formatToParts(timestampDate(at)).map((part) => [part.type, part.value]),
  );
  return `${parts.hour ?? ""}:${parts.minute ?? ""} ${parts.day ?? ""}/${parts.month ?? ""}/${parts.year ?? ""}`;
}
