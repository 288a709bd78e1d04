import { useState } from "react";
import { Button, Spin } from "antd";
import { scopeOf } from "@/api/access";
import { formatDay, todayInVietnam } from "@/api/dates";
import { agencyName, useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useSettled } from "@/app/use_settled";
import { rootFor, thisYear } from "@/figures/period";
import { PeriodFields } from "@/figures/PeriodFields";
import {
  InspectorateService,
  type Overview,
  OverviewMeasure as M,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { AreaRanking } from "./AreaRanking";
import { keyOf, measureColumns } from "./columns";
import { EmptyPeriod } from "./EmptyPeriod";
import { FigureDrawer, type OpenedFigure } from "./FigureDrawer";
import { FigureTable } from "./FigureTable";
import { hasHappened } from "./figures";
import { HotSpots } from "./HotSpots";
import { Trend } from "./Trend";
import { useOverview } from "./use_overview";
import "./overview.css";

const MONTHS = 12;
// While a day is typed no other stream is opened.
const SETTLE_MS = 400;
const HEADLINE = [M.RECEIVED, M.DISPOSED, M.WAITING_LATE, M.RESOLVED, M.ON_TIME, M.OVERDUE, M.ABOVE_LEVEL];
const SUBJECT = [M.RECEIVED, M.RESOLVED, M.OVERDUE];

// The province, or a head's agencies, on one page. Every number opens what it counts.
export function OverviewScreen() {
  const me = useMe();
  const reference = useReference();
  const [period, setPeriod] = useState(() => thisYear(todayInVietnam()));
  const scope = scopeOf(me.roles, InspectorateService.method.watchOverview);
  const agencyCode = rootFor(reference, me.agencyCode, scope);
  const { overview, live, error } = useOverview(agencyCode, useSettled(period, SETTLE_MS), MONTHS);
  return (
    <div className="page overview">
      <h1>Tình hình đơn thư: {agencyName(reference, agencyCode)}</h1>
      <div className="period">
        <PeriodFields period={period} onChange={setPeriod} />
        <Button onClick={() => window.print()}>In</Button>
        <span className="quiet no-print" role="status">
          {live ? "Tự cập nhật" : overview ? "Mất kết nối, đang nối lại" : ""}
        </span>
      </div>
      {!live && <Problem type="warning" error={error} />}
      {overview && !hasHappened(overview.total) && <EmptyPeriod agencyCode={agencyCode} onTake={setPeriod} />}
      {overview ? <Figures overview={overview} /> : error === null && <Spin aria-label="Đang tải" />}
    </div>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const [opened, setOpened] = useState<OpenedFigure | null>(null);
  const headline = measureColumns(HEADLINE, setOpened);
  return (
    <>
      <section aria-labelledby="total-title">
        <h2 id="total-title">Toàn bộ, đến {formatDay(overview.today)}</h2>
        {overview.total && <FigureTable name="Toàn bộ" rows={[overview.total]} columns={headline} />}
      </section>
      <div className="columns">
        <section aria-labelledby="months-title">
          <h2 id="months-title">Theo tháng</h2>
          <Trend months={overview.months} />
        </section>
        <section aria-labelledby="spots-title">
          <h2 id="spots-title">Điểm nóng</h2>
          <HotSpots spots={overview.hotSpots} onOpen={setOpened} />
        </section>
      </div>
      <section aria-labelledby="agencies-title">
        <h2 id="agencies-title">Theo cơ quan</h2>
        <FigureTable name="Cơ quan" rows={overview.agencies} columns={headline} sortBy={keyOf(M.OVERDUE)} />
      </section>
      <div className="columns">
        <section aria-labelledby="areas-title">
          <h2 id="areas-title">Theo địa bàn</h2>
          <AreaRanking overview={overview} onOpen={setOpened} />
        </section>
        <section aria-labelledby="subjects-title">
          <h2 id="subjects-title">Theo lĩnh vực</h2>
          <FigureTable
            name="Lĩnh vực"
            rows={overview.subjects}
            columns={measureColumns(SUBJECT, setOpened)}
            sortBy={keyOf(M.RECEIVED)}
          />
        </section>
      </div>
      {opened && <FigureDrawer opened={opened} asked={overview.asked} onClose={() => setOpened(null)} />}
    </>
  );
}
