import { useQuery } from "@tanstack/react-query";
import { useTransport } from "@connectrpc/connect-query";
import { type PlainDay, toDay } from "@/api/dates";
import { clientOf } from "@/api/transport";
import { reportingYear, reportingYearOf } from "@/figures/period";
import { InspectorateService, type OverviewRow } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { hasHappened } from "./figures";

// As many months as one overview gives.
const MONTHS = 24;
// How far back is looked: 12 years.
const STEPS = 6;

// The reporting years, the later first, that the last month in which something happened belongs to: December to two.
export function lastYearsOf(months: OverviewRow[]): number[] {
  const month = months.findLast(hasHappened)?.selection?.month;
  if (!month) return [];
  const years = [1, 31].map((day) => reportingYearOf({ year: month.year, month: month.month, day }));
  return [...new Set(years)].reverse();
}

// The last reporting year in which something happened; null when there is none, undefined until known.
export function useLatestYear(agencyCode: string, today: PlainDay): number | null | undefined {
  const transport = useTransport();
  const found = useQuery({
    queryKey: ["latest-year", agencyCode, today],
    queryFn: async ({ signal }) => {
      const { getOverview } = clientOf(InspectorateService, transport);
      const ask = (from: PlainDay, to: PlainDay, months: number) =>
        getOverview({ agencyCode, from: toDay(from), to: toDay(to), months }, { signal });
      for (let step = 0; step < STEPS; step++) {
        const month = { year: today.year - (step * MONTHS) / 12, month: today.month, day: 1 };
        for (const year of lastYearsOf((await ask(month, month, MONTHS)).months)) {
          const { from, to } = reportingYear(year);
          if (hasHappened((await ask(from, to, 1)).total)) return year;
        }
      }
      return null;
    },
  });
  return found.data;
}
