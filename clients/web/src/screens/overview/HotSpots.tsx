import { Button } from "antd";
import { formatDay } from "@/api/dates";
import { type HotSpot, OverviewMeasure } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import type { OpenedFigure } from "./FigureDrawer";

const nameOf = (spot: HotSpot) =>
  [spot.subjectName, spot.areaName].filter(Boolean).join(", ") || "Nhiều lĩnh vực, nhiều nơi";

// Places and matters with many petitions in a short time, and why each is listed.
export function HotSpots({ spots, onOpen }: { spots: HotSpot[]; onOpen: (figure: OpenedFigure) => void }) {
  if (spots.length === 0) return <p className="quiet">Chưa có điểm nóng nào vào cuối kỳ.</p>;
  return (
    <ul className="plain-list hot-spots">
      {spots.map((spot) => (
        <li key={nameOf(spot) + String(spot.selection?.matterId)}>
          <span>
            <strong>{nameOf(spot)}</strong>: {String(spot.petitions)} đơn, {String(spot.people)} người,{" "}
            {formatDay(spot.firstOn)} đến {formatDay(spot.lastOn)}
            <span className="quiet"> ({spot.reasonVi})</span>
          </span>
          <Button
            size="small"
            onClick={() =>
              onOpen({
                title: nameOf(spot),
                selection: spot.selection,
                measure: OverviewMeasure.RECEIVED,
                count: Number(spot.handlings),
              })
            }
          >
            Mở danh sách
          </Button>
        </li>
      ))}
    </ul>
  );
}
