import { Button } from "antd";
import { labelOf } from "@/api/labels";
import type { PossibleAct } from "@/gen/donthu/law/v1/explanation_pb";
import { type ActKind, DoerSchema } from "@/gen/donthu/law/v1/types_pb";
import { WhyDerivation } from "@/law/WhyDerivation";

interface Props {
  acts: PossibleAct[];
  chosen: ActKind | null;
  onChoose: (kind: ActKind) => void;
}

// What may be done now, each with its reason; what may not is folded away, with the reason why not.
export function ActList({ acts, chosen, onChoose }: Props) {
  const lawful = acts.filter((act) => act.lawful);
  const refused = acts.filter((act) => !act.lawful);
  return (
    <>
      {lawful.length === 0 && <p>Bạn không còn việc nào được làm với hồ sơ này.</p>}
      <ul className="plain-list acts">
        {lawful.map((act) => (
          <li key={act.kind}>
            <Button
              type={act.kind === chosen ? "primary" : "default"}
              aria-pressed={act.kind === chosen}
              onClick={() => onChoose(act.kind)}
            >
              {act.labelVi}
            </Button>
            <span className="quiet">{labelOf(DoerSchema, act.who)}</span>
            {act.derivation && <WhyDerivation derivation={act.derivation} of={`được ${act.labelVi}`} />}
          </li>
        ))}
      </ul>
      {refused.length > 0 && (
        <details className="refused">
          <summary>Việc chưa được làm, và lý do ({refused.length})</summary>
          <ul className="plain-list">
            {refused.map((act) => (
              <li key={act.kind}>
                <span>
                  <strong>{act.labelVi}</strong>: {act.reasonVi}
                </span>{" "}
                {act.derivation && (
                  <WhyDerivation derivation={act.derivation} of={`chưa được ${act.labelVi}`} />
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
