import type { OverviewMeasure, OverviewRow } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";

// Figures of 0 are left out of the message.
export function figureOf(row: OverviewRow, measure: OverviewMeasure): number {
  return Number(row.figures[measure] ?? 0);
}

// The largest first; of equals the order of the services.
export function ranked(rows: OverviewRow[], by: OverviewMeasure): OverviewRow[] {
  return [...rows].sort((a, b) => figureOf(b, by) - figureOf(a, by));
}
