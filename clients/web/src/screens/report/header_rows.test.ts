import { expect, it } from "vitest";
import { headerRows } from "./header_rows";

const column = (pathVi: string, headerVi: string) => ({ pathVi, headerVi });
const texts = (columns: Parameters<typeof headerRows>[0]) =>
  headerRows(columns).map((row) => row.map((cell) => [cell.text, cell.colSpan, cell.rowSpan]));

it("merges what stands under one heading, and lets short columns reach down", () => {
  const columns = [column("", "A"), column("B", "B1"), column("B > C", "C1"), column("B > C", "C2")];
  expect(texts(columns)).toEqual([
    [
      ["A", 1, 3],
      ["B", 3, 1],
    ],
    [
      ["B1", 1, 2],
      ["C", 2, 1],
    ],
    [
      ["C1", 1, 1],
      ["C2", 1, 1],
    ],
  ]);
});

it("keeps apart equal names that do not stand side by side, and equal columns", () => {
  const columns = [column("B", "x"), column("", "y"), column("B", "x"), column("B", "x")];
  expect(texts(columns)[0]).toEqual([
    ["B", 1, 1],
    ["y", 1, 2],
    ["B", 2, 1],
  ]);
  expect(texts(columns)[1]).toHaveLength(3);
});

it("gives every row as many columns as there are", () => {
  const columns = [column("A > B", "1"), column("A", "2"), column("", "3")];
  const area = headerRows(columns)
    .flat()
    .reduce((sum, cell) => sum + cell.colSpan * cell.rowSpan, 0);
  expect(area).toBe(3 * columns.length);
});
