import { useQuery } from "@connectrpc/connect-query";
import { Link } from "@tanstack/react-router";
import { scopeOf } from "@/api/access";
import { addDays, formatDay, toDay, todayInVietnam } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { CaseTypeSchema } from "@/gen/donthu/law/v1/types_pb";
import { Scope } from "@/gen/donthu/options/v1/options_pb";
import { ResolutionService } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { byAgency, type LateAgency, type LateCase } from "./subordinate_work";

const { listDue } = ResolutionService.method;
const EACH = 500;

// What is overdue at the agencies below, for their head. Nothing is shown where there is none.
export function SubordinateWork() {
  const me = useMe();
  const today = todayInVietnam();
  const enabled = scopeOf(me.roles, listDue) === Scope.SUBORDINATES;
  const late = useQuery(
    listDue,
    {
      agencyCode: me.agencyCode,
      withSubordinates: true,
      until: toDay(addDays(today, -1)),
      pageSize: EACH,
    },
    { enabled, gcTime: 0 },
  );
  const agencies = byAgency(late.data?.items ?? [], me.agencyCode, today);
  if (!enabled || (agencies.length === 0 && !late.error)) return null;
  return (
    <section aria-labelledby="below-title">
      <h2 id="below-title">Quá hạn ở cơ quan cấp dưới</h2>
      <Problem type="warning" error={late.error} />
      {agencies.map((agency) => (
        <Agency key={agency.agencyCode} agency={agency} />
      ))}
      {late.data?.nextPageToken && (
        <p className="quiet">Còn vụ việc quá hạn khác; xem đủ ở Tình hình, cột Vụ việc đang quá hạn.</p>
      )}
    </section>
  );
}

function Agency({ agency: { agencyCode, cases } }: { agency: LateAgency }) {
  const reference = useReference();
  return (
    <details className="late-agency">
      <summary>
        <strong>{agencyName(reference, agencyCode)}</strong>: {cases.length} việc, lâu nhất quá{" "}
        {cases[0]?.daysLate} ngày
      </summary>
      <ul className="plain-list">
        {cases.map((one) => (
          <Row key={`${String(one.item.caseId)}/${String(one.item.clock?.number)}`} late={one} />
        ))}
      </ul>
    </details>
  );
}

function Row({ late: { item, daysLate } }: { late: LateCase }) {
  return (
    <li>
      <span className="due">
        {formatDay(item.clock?.due?.dueLegal)}, quá hạn {daysLate} ngày
      </span>
      <Link to="/vu-viec/$id" params={{ id: String(item.caseId) }}>
        {item.petitionCode}
      </Link>
      <span className="quiet">
        {item.clock?.stepVi}, {labelOf(CaseTypeSchema, item.type).toLowerCase()}
      </span>
    </li>
  );
}
