// What a table of the overview counts, and what each figure opens.
import { labelOf } from "@/api/labels";
import {
  type HotSpot,
  type OverviewMeasure,
  OverviewMeasureSchema,
  type OverviewRow,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import type { OpenedFigure } from "./FigureDrawer";
import { figureOf } from "./figures";

export interface Column {
  key: string;
  title: string;
  figure: (row: OverviewRow) => number;
  // What is opened, as said to those who can't see it.
  opens: string;
  open: (row: OverviewRow) => void;
}

// Of what the row counts; "" for everything.
export function codeOf({ selection }: OverviewRow): string {
  return selection?.agencyCode || selection?.subjectCode || selection?.areaKey || "";
}

export function nameOf(row: OverviewRow): string {
  const code = codeOf(row);
  return row.name || (code === "-" ? "Chưa ghi" : code || "Toàn bộ");
}

export const keyOf = (measure: OverviewMeasure) => `measure-${String(measure)}`;

export function measureColumns(
  measures: OverviewMeasure[],
  onOpen: (figure: OpenedFigure) => void,
): Column[] {
  return measures.map((measure) => {
    const title = labelOf(OverviewMeasureSchema, measure);
    return {
      key: keyOf(measure),
      title,
      figure: (row) => figureOf(row, measure),
      opens: "mở danh sách",
      open: (row) =>
        onOpen({
          title: `${title}, ${nameOf(row)}`,
          selection: row.selection,
          measure,
          count: figureOf(row, measure),
        }),
    };
  });
}

export interface OpenedSpots {
  title: string;
  spots: HotSpot[];
}

export function spotColumn(found: Map<string, HotSpot[]>, onOpen: (opened: OpenedSpots) => void): Column {
  const spotsOf = (row: OverviewRow) => found.get(row.selection?.areaKey ?? "") ?? [];
  return {
    key: "spots",
    title: "Điểm nóng",
    figure: (row) => spotsOf(row).length,
    opens: "mở các điểm nóng",
    open: (row) => onOpen({ title: `Điểm nóng, ${nameOf(row)}`, spots: spotsOf(row) }),
  };
}
