import { useState } from "react";
import { createQueryOptions, useQuery, useTransport } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { App, Spin } from "antd";
import { mayCall } from "@/api/access";
import { formatDay, todayInVietnam } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { NotOpened, Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { type ActKind, CaseStateSchema, CaseTypeSchema } from "@/gen/donthu/law/v1/types_pb";
import { type Case, ResolutionService } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { ActForm } from "./ActForm";
import { ActList } from "./ActList";
import { Clocks } from "./Clocks";
import { Timeline } from "./Timeline";
import "./case.css";

const { getCase, previewActs, recordAct } = ResolutionService.method;

// One case on one page: where it stands, its limits, what may be done now, what was done.
export function CaseScreen() {
  const { id } = useParams({ strict: false });
  const caseId = /^\d{1,18}$/.test(id ?? "") ? BigInt(id ?? "") : 0n;
  const found = useQuery(getCase, { key: { case: "caseId", value: caseId } });
  if (found.isPending) return <Spin fullscreen aria-label="Đang mở" />;
  if (!found.data) {
    return <NotOpened title="Vụ việc" error={found.error} onRetry={() => void found.refetch()} />;
  }
  return <CasePage found={found.data} />;
}

function CasePage({ found }: { found: Case }) {
  const me = useMe();
  const mayAct = mayCall(me.roles, recordAct) && mayCall(me.roles, previewActs);
  return (
    <div className="page case">
      <Head found={found} />
      <div className="columns">
        <div>
          <section aria-labelledby="clocks-title">
            <h2 id="clocks-title">Thời hạn</h2>
            <Clocks clocks={found.clocks} today={todayInVietnam()} />
          </section>
          <section aria-labelledby="timeline-title">
            <h2 id="timeline-title">Các việc đã làm</h2>
            <Timeline entries={found.timeline} agencyCode={found.agencyCode} />
          </section>
        </div>
        {mayAct && (
          <section aria-labelledby="acts-title">
            <h2 id="acts-title">Việc được làm bây giờ</h2>
            <Acts found={found} />
          </section>
        )}
      </div>
    </div>
  );
}

function Head({ found }: { found: Case }) {
  const reference = useReference();
  return (
    <header>
      <h1>
        {labelOf(CaseTypeSchema, found.type)} {found.petitionCode}
      </h1>
      {found.title && <p>{found.title}</p>}
      <p>
        <strong>{labelOf(CaseStateSchema, found.state)}</strong>, {agencyName(reference, found.agencyCode)},
        nhận ngày {formatDay(found.receivedOn)}
        {found.complex && ", vụ việc phức tạp"}
        {found.remote && ", vùng đi lại khó khăn"}
      </p>
      <ul className="links">
        {found.petitionIds.map((petition) => (
          <li key={String(petition)}>
            <Link to="/don/$id" params={{ id: String(petition) }}>
              Đơn {petition === found.openingPetitionId ? found.petitionCode : `số ${String(petition)}`}
            </Link>
          </li>
        ))}
        {found.parentCaseId > 0n && (
          <li>
            <Link to="/vu-viec/$id" params={{ id: String(found.parentCaseId) }}>
              Vụ việc lần trước
            </Link>
          </li>
        )}
        {found.splitCases.map((other) => (
          <li key={String(other.caseId)}>
            <Link to="/vu-viec/$id" params={{ id: String(other.caseId) }}>
              {labelOf(CaseTypeSchema, other.type)} tách từ cùng đơn
            </Link>
          </li>
        ))}
      </ul>
    </header>
  );
}

function Acts({ found }: { found: Case }) {
  const queries = useQueryClient();
  const transport = useTransport();
  const { message } = App.useApp();
  const preview = useQuery(previewActs, { caseId: found.id });
  const [chosen, setChosen] = useState<ActKind | null>(null);
  const act = preview.data?.acts.find((one) => one.lawful && one.kind === chosen);
  const keyOfCase = createQueryOptions(
    getCase,
    { key: { case: "caseId", value: found.id } },
    { transport },
  ).queryKey;
  const reload = () => {
    void queries.invalidateQueries({ queryKey: keyOfCase });
    void preview.refetch();
  };
  const done = (changed: Case) => {
    queries.setQueryData(keyOfCase, changed);
    void preview.refetch();
    setChosen(null);
    void message.success("Đã ghi.");
  };
  if (preview.isPending) return <Spin aria-label="Đang tải" />;
  if (!preview.data) return <Problem type="warning" error={preview.error} />;
  return (
    <>
      {act && (
        <ActForm
          key={act.kind}
          act={act}
          caseId={found.id}
          etag={found.etag}
          onDone={done}
          onStale={reload}
          onCancel={() => setChosen(null)}
        />
      )}
      <ActList acts={preview.data.acts} chosen={chosen} onChoose={setChosen} />
    </>
  );
}
