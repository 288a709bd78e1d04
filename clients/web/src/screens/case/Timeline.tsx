import { formatDay, formatMoment } from "@/api/dates";
import { useOfficers } from "@/fields/officer_options";
import type { TimelineEntry } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { BasisLine } from "@/law/BasisLine";
import { Why } from "@/law/Why";
import { detailsOf } from "./timeline_details";

// What was done, the newest first, and by whom: by name where the reader may know it.
export function Timeline({ entries, agencyCode }: { entries: TimelineEntry[]; agencyCode: string }) {
  const { nameOf } = useOfficers(agencyCode);
  return (
    <ol className="plain-list timeline" aria-label="Các việc đã làm, mới nhất trước">
      {[...entries].reverse().map((entry) => (
        <li key={entry.number}>
          <span className="day">{formatDay(entry.act?.actedOn)}</span>
          <div>
            <strong>{entry.labelVi}</strong>
            {entry.act?.documentNumber && ` (số ${entry.act.documentNumber})`}
            {entry.act && detailsOf(entry.act).map((line) => <p key={line}>{line}</p>)}
            {entry.act?.note && <p className="quiet">{entry.act.note}</p>}
            <p className="quiet">
              {nameOf(entry.actor)}, ghi lúc {formatMoment(entry.recordedAt)}{" "}
              {entry.basis && (
                <Why of={entry.labelVi}>
                  <BasisLine basis={entry.basis} />
                </Why>
              )}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
