import { useInfiniteQuery } from "@connectrpc/connect-query";
import { Link } from "@tanstack/react-router";
import { type Day, formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { ListDrawer } from "@/figures/ListDrawer";
import { type FigureItem, InspectorateService } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { DisposalSchema, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";

export interface OpenedCell {
  agencyCode: string;
  ownOnly: boolean;
  column: number;
  figure: number;
  name: string;
}

interface Props {
  asked: { form: string; circular: string; from: Day; to: Day };
  opened: OpenedCell;
  onClose: () => void;
}

const PAGE = 100;

// The petitions behind one cell of the form.
export function FigureList({ asked, opened, onClose }: Props) {
  const { agencyCode, ownOnly, column } = opened;
  const list = useInfiniteQuery(
    InspectorateService.method.listFigure,
    { ...asked, agencyCode, ownOnly, column, pageSize: PAGE, pageToken: "" },
    { pageParamKey: "pageToken", getNextPageParam: (page) => page.nextPageToken || undefined },
  );
  return (
    <ListDrawer
      title={`Cột ${String(column)}, ${opened.name}: ${String(opened.figure)}`}
      items={list.data?.pages.flatMap((page) => page.items) ?? []}
      show={(item) => <Item item={item} />}
      list={list}
      onClose={onClose}
    />
  );
}

function Item({ item }: { item: FigureItem }) {
  const reference = useReference();
  const agency = agencyName(reference, item.agencyCode);
  if (item.hidden) return <>(được giữ bí mật), {agency}</>;
  return (
    <>
      <Link to="/don/$id" params={{ id: String(item.petitionId) }}>
        {item.petitionCode}
      </Link>{" "}
      {labelOf(PetitionKindSchema, item.kind)},{" "}
      {(labelOf(DisposalSchema, item.disposal) || "chờ xử lý").toLowerCase()}, {agency}
      <span className="quiet"> nhận {formatDay(item.openedOn)}</span>
    </>
  );
}
