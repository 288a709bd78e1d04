import { labelOf } from "@/api/labels";
import { Certainty, CertaintySchema } from "@/gen/donthu/law/v1/types_pb";
import type { Basis } from "@/gen/donthu/law/v1/explanation_pb";

// The ground of law in one line, and how far its text has been checked.
export function BasisLine({ basis }: { basis: Basis }) {
  const certainty = labelOf(CertaintySchema, basis.certainty);
  return (
    <p className="basis">
      {basis.textVi && <>{basis.textVi} </>}
      <cite>{basis.citation}</cite>
      {basis.certainty !== Certainty.CONFIRMED && certainty && <span className="quiet"> ({certainty})</span>}
    </p>
  );
}
