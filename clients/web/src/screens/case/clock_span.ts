// Where a clock lies on a common scale of days, in percent.
import { daysBetween, ordinalOf, type PlainDay } from "@/api/dates";
import type { Clock } from "@/gen/donthu/law/v1/explanation_pb";

export interface Scale {
  from: PlainDay;
  // Days from first to last, at least 1.
  days: number;
}

export interface Span {
  start: number;
  end: number;
  // End as first computed, where an extension, a pause or a change moved it.
  original: number | undefined;
}

const earliest = (days: PlainDay[]) => days.reduce((a, b) => (ordinalOf(b) < ordinalOf(a) ? b : a));
const latest = (days: PlainDay[]) => days.reduce((a, b) => (ordinalOf(b) > ordinalOf(a) ? b : a));
const present = (days: (PlainDay | undefined)[]) => days.filter((day) => day !== undefined);

// From the first event to the last end; today lies on it, for everyone looks for it first. Null without any clock.
export function scaleOf(clocks: Clock[], today: PlainDay): Scale | null {
  const starts = present(clocks.map((clock) => clock.due?.anchor));
  const ends = present(
    clocks.flatMap((clock) => [clock.due?.dueLegal, clock.original?.dueLegal, clock.stoppedOn]),
  );
  if (starts.length === 0 || ends.length === 0) return null;
  const from = earliest([...starts, today]);
  return { from, days: Math.max(1, daysBetween(from, latest([...ends, today]))) };
}

export function placeOf(day: PlainDay, scale: Scale): number {
  return Math.min(100, Math.max(0, (daysBetween(scale.from, day) / scale.days) * 100));
}

export function spanOf(clock: Clock, scale: Scale): Span | null {
  const { due, original } = clock;
  if (!due?.anchor || !due.dueLegal) return null;
  const moved = original?.dueLegal && ordinalOf(original.dueLegal) !== ordinalOf(due.dueLegal);
  return {
    start: placeOf(due.anchor, scale),
    end: placeOf(due.dueLegal, scale),
    original: moved && original.dueLegal ? placeOf(original.dueLegal, scale) : undefined,
  };
}
