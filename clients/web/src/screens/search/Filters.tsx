import { scopeOf } from "@/api/access";
import { choicesOf } from "@/api/labels";
import { isWithin, type Reference, useReference } from "@/api/reference";
import { useMe } from "@/app/session";
import { DateField } from "@/fields/DateField";
import { type QuickOption, QuickSelect } from "@/fields/QuickSelect";
import { rootFor } from "@/figures/period";
import {
  IntakeService,
  type ProcessingState,
  ProcessingStateSchema,
} from "@/gen/donthu/intake/v1/intake_service_pb";
import { type PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { Scope } from "@/gen/donthu/options/v1/options_pb";
import type { View } from "./search_view";

export function Filters({ view, onChange }: { view: View; onChange: (part: Partial<View>) => void }) {
  const me = useMe();
  const reference = useReference();
  const scope = scopeOf(me.roles, IntakeService.method.listPetitions);
  return (
    <div className="filters">
      {scope > Scope.OWN_AGENCY && reference && (
        <QuickSelect<string>
          className="agency"
          aria-label="Nơi nhận, kể cả cấp dưới"
          placeholder="mọi nơi nhận"
          allowClear
          value={view.agencyCode}
          options={agenciesBelow(reference, rootFor(reference, me.agencyCode, scope))}
          onChange={(agencyCode) => onChange({ agencyCode })}
        />
      )}
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

// The agency at the top and all below it, those of former days too, since their petitions are still there.
function agenciesBelow(reference: Reference, top: string): QuickOption<string>[] {
  return reference.agencies
    .filter((agency) => isWithin(reference, agency.code, top))
    .map(({ code, name, shortName }) => ({ value: code, label: name, search: `${shortName} ${code}` }))
    .sort((a, b) => a.label.localeCompare(b.label, "vi"));
}
