import { useState } from "react";
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { App, Button, Spin } from "antd";
import { scopeOf } from "@/api/access";
import { toDay, todayInVietnam } from "@/api/dates";
import { explain } from "@/api/errors";
import { agencyName, useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useSettled } from "@/app/use_settled";
import { PeriodFields } from "@/figures/PeriodFields";
import { InspectorateService, type Report } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { rootFor, thisYear } from "@/figures/period";
import { FigureList, type OpenedCell } from "./FigureList";
import { headerRows } from "./header_rows";
import "./report.css";

const { getReport, exportReport } = InspectorateService.method;

// The one form that the services know so far.
const FORM = { form: "01/XLD", circular: "TT 01/2024" };
// While a day is typed nothing is asked.
const SETTLE_MS = 400;

// A statutory form as printed. Every figure opens what it counts; the workbook is the same table.
export function ReportScreen() {
  const me = useMe();
  const reference = useReference();
  const { message } = App.useApp();
  const [period, setPeriod] = useState(() => thisYear(todayInVietnam()));
  const agencyCode = rootFor(reference, me.agencyCode, scopeOf(me.roles, getReport));
  const settled = useSettled(period, SETTLE_MS);
  const asked = { ...FORM, agencyCode, from: toDay(settled.from), to: toDay(settled.to) };
  const report = useQuery(getReport, asked);
  const workbook = useMutation(exportReport, {
    onSuccess: (answer) => saveFile(answer.fileName, answer.contentType, answer.content),
    onError: (error) => void message.error(explain(error).text),
  });
  const [opened, setOpened] = useState<OpenedCell | null>(null);
  return (
    <div className="page report">
      <h1>
        Biểu {FORM.form} ({FORM.circular}): {agencyName(reference, agencyCode)}
      </h1>
      <div className="period no-print">
        <PeriodFields period={period} onChange={setPeriod} />
        <Button onClick={() => workbook.mutate({ report: asked })} loading={workbook.isPending}>
          Tải tệp .xlsx
        </Button>
        <Button onClick={() => window.print()}>In</Button>
      </div>
      <Problem error={report.error} />
      {report.isPending && <Spin aria-label="Đang tính" />}
      {report.data && <Printed report={report.data} onOpen={setOpened} />}
      {opened && <FigureList asked={asked} opened={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function saveFile(name: string, type: string, content: Uint8Array): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Printed({ report, onOpen }: { report: Report; onOpen: (cell: OpenedCell) => void }) {
  const reference = useReference();
  const head = headerRows(report.headers);
  const broken = report.checks.filter((check) => !check.ok);
  const rows = [
    { code: report.agencyCode, name: "Tổng số", figures: report.columns, total: true },
    ...report.rows.map((row) => ({
      code: row.agencyCode,
      name: row.agencyName || agencyName(reference, row.agencyCode),
      figures: row.columns,
      total: false,
    })),
  ];
  return (
    <section aria-label={report.titleVi}>
      <p>{report.titleVi}</p>
      {/* Wider than the screen: the keyboard scrolls what has the focus. */}
      <div className="sheet" role="region" aria-label="Bảng số liệu" tabIndex={0}>
        <table>
          <thead>
            {head.map((cells, row) => (
              <tr key={row}>
                {row === 0 && (
                  <th scope="col" rowSpan={head.length}>
                    Đơn vị
                  </th>
                )}
                {cells.map((cell) => (
                  <th
                    key={cell.key}
                    scope={cell.colSpan > 1 ? "colgroup" : "col"}
                    colSpan={cell.colSpan}
                    rowSpan={cell.rowSpan}
                  >
                    {cell.text}
                  </th>
                ))}
              </tr>
            ))}
            <tr>
              <td />
              {report.headers.map((column) => (
                <td key={column.number} className="quiet">
                  {column.number}
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.total ? "total" : row.code} className={row.total ? "total" : ""}>
                <th scope="row">{row.name}</th>
                {report.headers.map((column) => (
                  <td key={column.number}>
                    <Cell
                      cell={{
                        agencyCode: row.code,
                        ownOnly: !row.total,
                        column: column.number,
                        figure: Number(row.figures[column.number] ?? 0),
                        name: row.name,
                      }}
                      onOpen={onOpen}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p role="status">
        {broken.length === 0
          ? `Đủ ${String(report.checks.length)} đẳng thức của biểu.`
          : `Không khớp: ${broken.map((check) => check.identity).join("; ")}.`}
        {report.seal && (
          <span className="quiet">
            {" "}
            Niêm phong sổ cái số {String(report.seal.number)}, gốc {report.seal.root}, chữ ký{" "}
            {report.seal.signature}.
          </span>
        )}
      </p>
    </section>
  );
}

function Cell({ cell, onOpen }: { cell: OpenedCell; onOpen: (cell: OpenedCell) => void }) {
  if (cell.figure === 0) return <>0</>;
  return (
    <Button
      type="link"
      size="small"
      className="figure"
      aria-label={`Cột ${String(cell.column)}, ${cell.name}: ${String(cell.figure)}, mở danh sách`}
      onClick={() => onOpen(cell)}
    >
      {cell.figure}
    </Button>
  );
}
