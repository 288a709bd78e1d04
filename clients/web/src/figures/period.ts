// Which agency and days the overview is about.
import { ordinalOf, type PlainDay } from "@/api/dates";
import type { Reference } from "@/api/reference";
import { Scope } from "@/gen/donthu/options/v1/options_pb";

export interface Period {
  from: PlainDay;
  to: PlainDay;
}

// A year of the inspectorates' reports, 15 December to 14 December (NĐ 09/2019 Đ.12), named after the year it ends in.
export function reportingYear(year: number): Period {
  return { from: { year: year - 1, month: 12, day: 15 }, to: { year, month: 12, day: 14 } };
}

export function reportingYearOf(day: PlainDay): number {
  return ordinalOf(day) > ordinalOf(reportingYear(day.year).to) ? day.year + 1 : day.year;
}

// The reporting year so far.
export function thisYear(today: PlainDay): Period {
  return { from: reportingYear(reportingYearOf(today)).from, to: today };
}

// The agency whose tree is looked at: of those who see the province the one at the top, of others their own.
export function rootFor(reference: Reference | undefined, own: string, scope: Scope): string {
  if (scope !== Scope.PROVINCE) return own;
  const seen = new Set<string>();
  let code = own;
  for (;;) {
    const parent = reference?.agencyByCode.get(code)?.parentCode;
    if (!parent || seen.has(code)) return code;
    seen.add(code);
    code = parent;
  }
}
