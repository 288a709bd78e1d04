import { useState } from "react";
import { Button } from "antd";
import type { OverviewRow } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { codeOf, type Column, nameOf } from "./columns";
import { ranked } from "./figures";

interface Props {
  // What a row stands for.
  name: string;
  rows: OverviewRow[];
  columns: Column[];
  // Key of the column that ranks the rows at first; any header then ranks by its own. The order of the services without.
  sortBy?: string;
}

// More are shown when asked for.
const SHOWN = 15;
const numbers = new Intl.NumberFormat("vi-VN");

// Rows of figures, each of which opens its list. Ranked rows get bars of what ranks them.
export function FigureTable({ name, rows, columns, sortBy }: Props) {
  const [by, setBy] = useState(sortBy);
  const [all, setAll] = useState(false);
  const ranking = columns.find((column) => column.key === by);
  const sorted = ranking ? ranked(rows, (row) => ranking.figure(row)) : rows;
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  if (rows.length === 0) return <p className="quiet">Chưa có số liệu trong kỳ.</p>;
  return (
    <div className="figure-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {columns.map((column) => (
              <Header key={column.key} column={column} ranking={ranking} onRank={setBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={codeOf(row)}>
              <th scope="row">
                {nameOf(row)}
                {ranking && <Bar length={ranking.figure(row)} of={ranking.figure(sorted[0] ?? row)} />}
              </th>
              {columns.map((column) => (
                <td key={column.key} className="number">
                  <Figure row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > SHOWN && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Chỉ ${String(SHOWN)} dòng đầu` : `Xem cả ${String(sorted.length)} dòng`}
        </Button>
      )}
    </div>
  );
}

interface HeaderProps {
  column: Column;
  ranking: Column | undefined;
  onRank: (key: string) => void;
}

function Header({ column, ranking, onRank }: HeaderProps) {
  if (!ranking) {
    return (
      <th scope="col" className="number">
        {column.title}
      </th>
    );
  }
  const current = ranking.key === column.key;
  return (
    <th scope="col" className="number" aria-sort={current ? "descending" : undefined}>
      <button type="button" className="rank" onClick={() => onRank(column.key)}>
        {column.title}
        <span aria-hidden="true">{current ? " ▼" : ""}</span>
      </button>
    </th>
  );
}

function Bar({ length, of }: { length: number; of: number }) {
  return (
    <svg className="row-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={of > 0 ? (length / of) * 100 : 0} height="1" />
    </svg>
  );
}

function Figure({ row, column }: { row: OverviewRow; column: Column }) {
  const figure = column.figure(row);
  if (figure === 0) return <>0</>;
  return (
    <Button
      type="link"
      size="small"
      className="figure"
      aria-label={`${column.title}, ${nameOf(row)}: ${String(figure)}, ${column.opens}`}
      onClick={() => column.open(row)}
    >
      {numbers.format(figure)}
    </Button>
  );
}
