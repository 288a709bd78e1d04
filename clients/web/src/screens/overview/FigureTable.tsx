import { Button } from "antd";
import { labelOf } from "@/api/labels";
import {
  type OverviewMeasure,
  OverviewMeasureSchema,
  type OverviewRow,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import type { OpenedFigure } from "./FigureDrawer";
import { figureOf, ranked } from "./figures";

interface Props {
  // What a row stands for.
  name: string;
  rows: OverviewRow[];
  measures: OverviewMeasure[];
  // The first measure by which rows are ranked; the order of the services without.
  sortBy?: OverviewMeasure;
  // Rows get bars that compare their first measure.
  bars?: boolean;
  onOpen: (figure: OpenedFigure) => void;
}

const numbers = new Intl.NumberFormat("vi-VN");

// Rows of figures, each of which opens its list.
export function FigureTable({ name, rows, measures, sortBy, bars = false, onOpen }: Props) {
  const sorted = sortBy === undefined ? rows : ranked(rows, sortBy);
  const [first] = measures;
  const most = Math.max(1, ...rows.map((row) => (first === undefined ? 0 : figureOf(row, first))));
  if (rows.length === 0) return <p className="quiet">Chưa có số liệu trong kỳ.</p>;
  return (
    <div className="figure-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col" className="number">
                {labelOf(OverviewMeasureSchema, measure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={codeOf(row) + row.name}>
              <th scope="row">
                {row.name || codeOf(row) || "Toàn bộ"}
                {bars && first !== undefined && (
                  <span
                    className="row-bar"
                    aria-hidden="true"
                    style={{ width: `${String((figureOf(row, first) / most) * 100)}%` }}
                  />
                )}
              </th>
              {measures.map((measure) => (
                <td key={measure} className="number">
                  <Figure row={row} measure={measure} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function codeOf(row: OverviewRow): string {
  const { agencyCode, subjectCode, areaKey } = row.selection ?? {};
  const code = [agencyCode, subjectCode, areaKey].find(Boolean);
  return code === "-" ? "Chưa ghi" : (code ?? "");
}

function Figure({
  row,
  measure,
  onOpen,
}: {
  row: OverviewRow;
  measure: OverviewMeasure;
  onOpen: Props["onOpen"];
}) {
  const figure = figureOf(row, measure);
  if (figure === 0) return <>0</>;
  const title = `${labelOf(OverviewMeasureSchema, measure)}, ${row.name || codeOf(row) || "toàn bộ"}`;
  return (
    <Button
      type="link"
      size="small"
      aria-label={`${title}: ${String(figure)}, mở danh sách`}
      onClick={() => onOpen({ title, selection: row.selection, measure, count: figure })}
    >
      {numbers.format(figure)}
    </Button>
  );
}
