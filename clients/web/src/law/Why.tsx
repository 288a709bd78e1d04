import type { ReactNode } from "react";

// What stands behind a date, a refusal or a proposal; opened with Enter or Space. `of` names it for those who can't see
// what it stands beside.
export function Why({ of, children }: { of: string; children: ReactNode }) {
  return (
    <details className="why">
      <summary aria-label={`Vì sao: ${of}`}>vì sao?</summary>
      <div>{children}</div>
    </details>
  );
}
