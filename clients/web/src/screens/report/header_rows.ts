// The head of a form as printed: columns under common headings, merged.
import type { ReportColumn } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";

export interface HeaderCell {
  key: string;
  text: string;
  colSpan: number;
  rowSpan: number;
}

// Headings from the outermost to the column's own.
const pathOf = ({ pathVi, headerVi }: Pick<ReportColumn, "pathVi" | "headerVi">) => [
  ...pathVi.split(" > ").filter(Boolean),
  headerVi,
];

// Rows from the top. Neighbours with the same headings so far share a cell; a column with fewer headings reaches down.
export function headerRows(columns: Pick<ReportColumn, "pathVi" | "headerVi">[]): HeaderCell[][] {
  const paths = columns.map(pathOf);
  const depth = Math.max(1, ...paths.map((path) => path.length));
  return Array.from({ length: depth }, (_, row) => {
    const cells: HeaderCell[] = [];
    let last = "";
    paths.forEach((path, column) => {
      const text = path[row];
      if (text === undefined) return;
      const own = row === path.length - 1;
      const key = `${String(row)}/${String(column)}`;
      const heading = own ? key : path.slice(0, row + 1).join(" > ");
      const before = cells.at(-1);
      if (before && heading === last) before.colSpan++;
      else cells.push({ key, text, colSpan: 1, rowSpan: own ? depth - row : 1 });
      last = heading;
    });
    return cells;
  });
}
