import { useState } from "react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Input, Table, type TableColumnsType } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { agencyName, type Reference, useReference } from "@/api/reference";
import { SearchPetitionsRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { Petition } from "@/gen/donthu/intake/v1/petition_pb";
import { PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { Filters } from "./Filters";
import { SavedViews } from "./SavedViews";
import { EMPTY, type View } from "./search_view";
import { usePetitions } from "./use_petitions";
import "./search.css";

declare module "@tanstack/history" {
  interface HistoryState {
    // What was looked for when a petition was opened, to find it again on the way back. Only in this tab.
    searched?: { officer: string; view: View; at: number };
  }
}

const ROW_PX = 39;
const TABLE_PX = 468;
// The next page is asked for when fewer rows than this are left below.
const AHEAD = 40;

const columnsOf = (reference: Reference | undefined): TableColumnsType<Petition> => [
  { title: "Mã đơn", dataIndex: "code", width: 280 },
  { title: "Ngày nhận", width: 95, render: (_, one) => formatDay(one.receivedOn) },
  { title: "Loại", width: 95, render: (_, one) => labelOf(PetitionKindSchema, one.kind) },
  { title: "Về việc", dataIndex: "title", ellipsis: true, width: 265 },
  { title: "Người gửi", width: 155, ellipsis: true, render: (_, one) => senderOf(one) },
  {
    title: "Nơi nhận",
    width: 170,
    ellipsis: true,
    render: (_, one) =>
      reference?.agencyByCode.get(one.agencyCode)?.shortName || agencyName(reference, one.agencyCode),
  },
];

function senderOf(petition: Petition): string {
  if (petition.identityWithheld) return "giữ bí mật";
  const [first] = petition.petitioners;
  if (!first) return "";
  return petition.groupSize > 1 ? `${first.fullName} (đoàn ${String(petition.groupSize)})` : first.fullName;
}

// One box for words, codes, names and numbers; the rest only narrows. ↑ ↓ in the box choose a row, Enter opens it.
export function SearchScreen() {
  const { officer } = useMe();
  const { searched } = useLocation().state;
  const before = searched?.officer === officer ? searched : undefined;
  const [view, setView] = useState<View>(before?.view ?? EMPTY);
  const [at, setAt] = useState(before?.at ?? 0);
  const found = usePetitions(view);
  const reference = useReference();
  const navigate = useNavigate();
  const change = (part: Partial<View>) => {
    setView({ ...view, ...part });
    setAt(0);
  };
  const open = async (petition: Petition | undefined, index: number) => {
    if (!petition) return;
    await navigate({ to: ".", replace: true, state: { searched: { officer, view, at: index } } });
    await navigate({ to: "/don/$id", params: { id: String(petition.id) } });
  };
  const move = (step: number) => setAt(Math.max(0, Math.min(found.petitions.length - 1, at + step)));
  const onScroll = (event: { currentTarget: { scrollTop: number } }) => {
    const below = found.petitions.length - (event.currentTarget.scrollTop + TABLE_PX) / ROW_PX;
    if (below < AHEAD) found.loadMore();
  };
  return (
    <div className="page search">
      <h1>Tìm kiếm</h1>
      <Input
        autoFocus
        allowClear
        aria-label="Tìm đơn theo từ, mã đơn, tên, số giấy tờ"
        placeholder="từ trong đơn (không cần dấu), mã đơn, tên, số giấy tờ"
        value={view.query}
        maxLength={maxLengthOf(SearchPetitionsRequestSchema.field.query)}
        onChange={(event) => change({ query: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            move(event.key === "ArrowDown" ? 1 : -1);
          }
          if (event.key === "Enter") void open(found.petitions[at], at);
        }}
      />
      <Filters view={view} onChange={change} />
      <SavedViews view={view} onTake={(taken) => change(taken)} />
      <Problem error={found.error} />
      <Table<Petition>
        virtual
        size="small"
        rowKey={(one) => String(one.id)}
        columns={columnsOf(reference)}
        dataSource={found.petitions}
        loading={found.loading}
        pagination={false}
        scroll={{ y: TABLE_PX, x: 1060 }}
        onScroll={onScroll}
        rowClassName={(_, index) => (index === at ? "chosen" : "")}
        onRow={(one, index = 0) => ({ onClick: () => void open(one, index) })}
        locale={{ emptyText: "Không có đơn nào khớp trong phạm vi của bạn." }}
      />
      <p className="quiet" role="status">
        {found.loading
          ? "Đang tìm"
          : `Đã tải ${String(found.petitions.length)} đơn${found.hasMore ? ", cuộn để xem tiếp" : ""}.`}
      </p>
    </div>
  );
}
