// Which agency and days the overview is about.
import type { PlainDay } from "@/api/dates";
import type { Reference } from "@/api/reference";
import { Scope } from "@/gen/donthu/options/v1/options_pb";

export interface Period {
  from: PlainDay;
  to: PlainDay;
}

// The calendar year so far.
export function thisYear(today: PlainDay): Period {
  return { from: { year: today.year, month: 1, day: 1 }, to: today };
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
