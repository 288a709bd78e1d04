import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Drawer, Spin } from "antd";
import { formatDay } from "@/api/dates";
import { explain } from "@/api/errors";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
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
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Drawer open title={`${opened.title}: ${String(opened.count)}`} size="large" onClose={onClose}>
      {list.error && <Alert type="error" showIcon role="alert" title={explain(list.error).text} />}
      {list.isLoading && <Spin aria-label="Đang tải" />}
      <ol className="figure-items">
        {items.map((item, index) => (
          <li key={index}>
            <Item item={item} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Xem tiếp
        </Button>
      )}
    </Drawer>
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
