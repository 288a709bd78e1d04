// What is overdue below a head's own agency.
import { daysBetween, type PlainDay } from "@/api/dates";
import type { DueItem } from "@/gen/donthu/resolution/v1/resolution_service_pb";

export interface LateCase {
  item: DueItem;
  daysLate: number;
}

export interface LateAgency {
  agencyCode: string;
  // The latest first.
  cases: LateCase[];
}

// The agency with most first. Limits that stand still are not overdue.
export function byAgency(items: DueItem[], own: string, today: PlainDay): LateAgency[] {
  const found = new Map<string, LateCase[]>();
  for (const item of items) {
    const due = item.clock?.due?.dueLegal;
    if (!due || item.clock?.pausedOn || item.agencyCode === own) continue;
    const daysLate = daysBetween(due, today);
    if (daysLate > 0) found.set(item.agencyCode, [...(found.get(item.agencyCode) ?? []), { item, daysLate }]);
  }
  return [...found]
    .map(([agencyCode, cases]) => ({ agencyCode, cases: cases.sort((a, b) => b.daysLate - a.daysLate) }))
    .sort((a, b) => b.cases.length - a.cases.length || a.agencyCode.localeCompare(b.agencyCode));
}
