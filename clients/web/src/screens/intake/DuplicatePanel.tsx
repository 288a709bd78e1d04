import { keepPreviousData } from "@tanstack/react-query";
import { useQuery } from "@connectrpc/connect-query";
import { formatDay } from "@/api/dates";
import { agencyName, useReference } from "@/api/reference";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { DuplicateHint } from "@/gen/donthu/intake/v1/petition_pb";
import { type IntakeValues, toDraft } from "./intake_values";

// Enough of a text to be compared with others.
const TEXT_LENGTH_MIN = 12;

export function isComparable(values: IntakeValues): boolean {
  const written = `${values.title ?? ""} ${values.body ?? ""}`.trim();
  return written.length >= TEXT_LENGTH_MIN;
}

// Petitions that may be the same one, beside the form; never in the way.
export function DuplicatePanel({ values, agencyCode }: { values: IntakeValues; agencyCode: string }) {
  const enabled = isComparable(values);
  const found = useQuery(
    IntakeService.method.findDuplicates,
    { agencyCode, draft: toDraft(values) },
    { enabled, placeholderData: keepPreviousData, gcTime: 0, staleTime: Infinity },
  );
  const hints = enabled ? (found.data?.duplicates ?? []) : [];
  return (
    <section aria-labelledby="duplicates-title" aria-live="polite" aria-busy={found.isFetching}>
      <h2 id="duplicates-title">Đơn có thể trùng {hints.length > 0 && `(${hints.length})`}</h2>
      {hints.length === 0 && (
        <p className="quiet">
          {enabled && !found.error ? "Chưa thấy đơn nào giống." : "Hiện khi có tiêu đề, nội dung."}
        </p>
      )}
      <ul className="plain-list">
        {hints.map((hint) => (
          <HintLine key={String(hint.petitionId)} hint={hint} />
        ))}
      </ul>
    </section>
  );
}

function HintLine({ hint }: { hint: DuplicateHint }) {
  const reference = useReference();
  return (
    <li>
      <span>
        <strong>{hint.code}</strong> ({hint.score}% giống)
        {hint.title && <> {hint.title}</>}
        <span className="quiet block">
          {hint.reason}
          {hint.receivedOn && <>; nhận ngày {formatDay(hint.receivedOn)}</>}
          {hint.agencyCode && <>, {agencyName(reference, hint.agencyCode)}</>}
        </span>
      </span>
    </li>
  );
}
