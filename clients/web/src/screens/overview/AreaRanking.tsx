import { useState } from "react";
import { Drawer, Radio } from "antd";
import { labelOf } from "@/api/labels";
import { type Reference, useReference } from "@/api/reference";
import { AreaLevel, AreaLevelSchema } from "@/gen/donthu/directory/v1/directory_pb";
import {
  OverviewMeasure as M,
  type Overview,
  type OverviewRow,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { keyOf, measureColumns, type OpenedSpots, spotColumn } from "./columns";
import type { OpenedFigure } from "./FigureDrawer";
import { FigureTable } from "./FigureTable";
import { spotsByArea } from "./figures";
import { HotSpots } from "./HotSpots";

const MEASURES = [M.RECEIVED, M.ABOVE_LEVEL, M.OVERDUE];
// Districts ended on 2025-07-01: petitions of before have both.
const LEVELS = [AreaLevel.DISTRICT, AreaLevel.COMMUNE];

interface Props {
  overview: Overview;
  onOpen: (figure: OpenedFigure) => void;
}

// Districts or communes in order of what came in, of what is overdue, or of hot spots.
export function AreaRanking({ overview, onOpen }: Props) {
  const reference = useReference();
  const [chosen, setChosen] = useState<AreaLevel | null>(null);
  const [opened, setOpened] = useState<OpenedSpots | null>(null);
  const { areas, hotSpots } = overview;
  const levels = LEVELS.filter((level) => areas.some((row) => levelOf(reference, row) === level));
  const level = chosen !== null && levels.includes(chosen) ? chosen : levels[0];
  const ofLevel = (row: OverviewRow) => {
    const own = levelOf(reference, row);
    return level === undefined || own === undefined || own === level;
  };
  const columns = [...measureColumns(MEASURES, onOpen), spotColumn(spotsByArea(hotSpots, areas), setOpened)];
  return (
    <>
      {levels.length > 1 && (
        <Radio.Group
          className="no-print"
          aria-label="Cấp địa bàn"
          size="small"
          optionType="button"
          value={level}
          options={levels.map((one) => ({ value: one, label: labelOf(AreaLevelSchema, one) }))}
          onChange={(event) => setChosen(event.target.value as AreaLevel)}
        />
      )}
      <FigureTable name="Địa bàn" rows={areas.filter(ofLevel)} columns={columns} sortBy={keyOf(M.RECEIVED)} />
      {opened && (
        <Drawer open title={opened.title} size="large" onClose={() => setOpened(null)}>
          <HotSpots spots={opened.spots} onOpen={onOpen} />
        </Drawer>
      )}
    </>
  );
}

function levelOf(reference: Reference | undefined, row: OverviewRow): AreaLevel | undefined {
  return reference?.areaByKey.get(row.selection?.areaKey ?? "")?.level;
}
