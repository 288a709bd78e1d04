import { labelOf } from "@/api/labels";
import {
  OverviewMeasure,
  OverviewMeasureSchema,
  type OverviewRow,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { figureOf } from "./figures";

const SHOWN = [OverviewMeasure.RECEIVED, OverviewMeasure.DISPOSED, OverviewMeasure.RESOLVED];
const WIDTH = 600;
const HEIGHT = 150;
const FOOT = 22;

// Columns by month, with the same numbers as a table for those who can't see them.
export function Trend({ months }: { months: OverviewRow[] }) {
  const most = Math.max(1, ...months.flatMap((month) => SHOWN.map((measure) => figureOf(month, measure))));
  const slot = WIDTH / Math.max(1, months.length);
  const column = (slot * 0.75) / SHOWN.length;
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT + FOOT)}`} aria-hidden="true">
        {months.map((month, index) => (
          <g key={monthOf(month)} transform={`translate(${String(index * slot)} 0)`}>
            {SHOWN.map((measure, nth) => {
              const height = (figureOf(month, measure) / most) * (HEIGHT - 14);
              return (
                <rect
                  key={measure}
                  className={`series-${String(nth)}`}
                  x={nth * column}
                  y={HEIGHT - height}
                  width={column - 1}
                  height={height}
                />
              );
            })}
            <text x={slot * 0.36} y={HEIGHT + 15}>
              {monthOf(month)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        {SHOWN.map((measure, nth) => (
          <span key={measure}>
            <i className={`series-${String(nth)}`} aria-hidden="true" />{" "}
            {labelOf(OverviewMeasureSchema, measure)}
          </span>
        ))}{" "}
        (cao nhất {most})
      </figcaption>
      <Numbers months={months} />
    </figure>
  );
}

function monthOf(row: OverviewRow): string {
  const month = row.selection?.month;
  return month ? `${String(month.month)}/${String(month.year % 100).padStart(2, "0")}` : "";
}

function Numbers({ months }: { months: OverviewRow[] }) {
  return (
    <details>
      <summary>Xem bằng số</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Tháng</th>
            {SHOWN.map((measure) => (
              <th key={measure} scope="col" className="number">
                {labelOf(OverviewMeasureSchema, measure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={monthOf(month)}>
              <th scope="row">{monthOf(month)}</th>
              {SHOWN.map((measure) => (
                <td key={measure} className="number">
                  {figureOf(month, measure)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
