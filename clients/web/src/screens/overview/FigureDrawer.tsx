import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Link } from "@tanstack/react-router";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { ListDrawer } from "@/figures/ListDrawer";
import {
  type GetOverviewRequest,
  InspectorateService,
  type OverviewItem,
  type OverviewMeasure,
  type OverviewSelection,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import {
  CaseStateSchema,
  CaseTypeSchema,
  DisposalSchema,
  PetitionKindSchema,
} from "@/gen/donthu/law/v1/types_pb";

export interface OpenedFigure {
  title: string;
  selection: OverviewSelection | undefined;
  measure: OverviewMeasure;
  count: number;
}

const PAGE = 100;

interface Props {
  opened: OpenedFigure;
  asked: GetOverviewRequest | undefined;
  onClose: () => void;
}

// What one figure counts, one by one.
export function FigureDrawer({ opened, asked, onClose }: Props) {
  const list = useInfiniteQuery(
    InspectorateService.method.listOverview,
    { overview: asked, selection: opened.selection, measure: opened.measure, pageSize: PAGE, pageToken: "" },
    { pageParamKey: "pageToken", getNextPageParam: (page) => page.nextPageToken || undefined },
  );
  return (
    <ListDrawer
      title={`${opened.title}: ${String(opened.count)}`}
      items={list.data?.pages.flatMap((page) => page.items) ?? []}
      show={(item) => <Item item={item} />}
      list={list}
      onClose={onClose}
    />
  );
}

function Item({ item }: { item: OverviewItem }) {
  const reference = useReference();
  const agency = agencyName(reference, item.agencyCode);
  if (item.hidden) return <>(được giữ bí mật), {agency}</>;
  const what =
    item.caseId > 0n
      ? `${labelOf(CaseTypeSchema, item.caseType)}, ${labelOf(CaseStateSchema, item.state).toLowerCase()}`
      : `${labelOf(PetitionKindSchema, item.kind)}, ${(labelOf(DisposalSchema, item.disposal) || "chờ xử lý").toLowerCase()}`;
  const to = item.caseId > 0n ? `/vu-viec/${String(item.caseId)}` : `/don/${String(item.petitionId)}`;
  return (
    <>
      <Link to={to}>{item.petitionCode || `Vụ việc ${String(item.caseId)}`}</Link> {what}, {agency}
      <span className="quiet">
        {" "}
        từ {formatDay(item.openedOn)}
        {item.dueOn && `, hạn ${formatDay(item.dueOn)}`}
        {item.daysLate > 0 && `, quá ${String(item.daysLate)} ngày`}
      </span>
    </>
  );
}
