import { choicesOf } from "@/api/labels";
import { DateField } from "@/fields/DateField";
import { QuickSelect } from "@/fields/QuickSelect";
import { type ProcessingState, ProcessingStateSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { type PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import type { View } from "./search_view";

export function Filters({ view, onChange }: { view: View; onChange: (part: Partial<View>) => void }) {
  return (
    <div className="filters">
      <QuickSelect<PetitionKind>
        aria-label="Loại đơn"
        placeholder="mọi loại đơn"
        allowClear
        value={view.kind}
        options={choicesOf<PetitionKind>(PetitionKindSchema)}
        onChange={(kind) => onChange({ kind })}
      />
      <span>
        Nhận từ{" "}
        <DateField aria-label="Nhận từ ngày" value={view.from} onChange={(from) => onChange({ from })} />
      </span>
      <span>
        đến <DateField aria-label="Nhận đến ngày" value={view.to} onChange={(to) => onChange({ to })} />
      </span>
      {view.query.trim() !== "" && (
        <QuickSelect<ProcessingState>
          aria-label="Đã xử lý hay chưa"
          placeholder="đã và chưa xử lý"
          allowClear
          value={view.state}
          options={choicesOf<ProcessingState>(ProcessingStateSchema)}
          onChange={(state) => onChange({ state })}
        />
      )}
    </div>
  );
}
