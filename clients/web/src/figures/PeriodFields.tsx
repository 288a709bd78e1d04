import { DateField } from "@/fields/DateField";
import type { Period } from "./period";

// First and last day of what is counted. An emptied field leaves the period as it was.
export function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  return (
    <>
      <span>
        Từ{" "}
        <DateField
          aria-label="Từ ngày"
          value={period.from}
          onChange={(from) => from && onChange({ ...period, from })}
        />
      </span>
      <span>
        đến{" "}
        <DateField
          aria-label="Đến ngày"
          value={period.to}
          onChange={(to) => to && onChange({ ...period, to })}
        />
      </span>
    </>
  );
}
