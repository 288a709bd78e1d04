import {
  type HotSpot,
  OverviewMeasure,
  type OverviewRow,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";

// Figures of 0 are left out of the message.
export function figureOf(row: OverviewRow, measure: OverviewMeasure): number {
  return Number(row.figures[measure] ?? 0);
}

// The largest first; of equals the order of the services.
export function ranked(rows: OverviewRow[], by: (row: OverviewRow) => number): OverviewRow[] {
  return [...rows].sort((a, b) => by(b) - by(a));
}

// What happens in a period; the other measures tell of today, whatever the period.
const HAPPENED = [
  OverviewMeasure.RECEIVED,
  OverviewMeasure.DISPOSED,
  OverviewMeasure.OPENED,
  OverviewMeasure.RESOLVED,
];

export function hasHappened(row: OverviewRow | undefined): boolean {
  return row !== undefined && HAPPENED.some((measure) => figureOf(row, measure) > 0);
}

// Hot spots by key of the area, each also in the areas around it.
export function spotsByArea(spots: HotSpot[], areas: OverviewRow[]): Map<string, HotSpot[]> {
  const parents = new Map(areas.map((row) => [row.selection?.areaKey ?? "", row.parent]));
  const found = new Map<string, HotSpot[]>();
  for (const spot of spots) {
    const around = new Set<string>();
    let key = spot.selection?.areaKey ?? "";
    while (key && !around.has(key)) {
      around.add(key);
      found.set(key, [...(found.get(key) ?? []), spot]);
      key = parents.get(key) ?? "";
    }
  }
  return found;
}
