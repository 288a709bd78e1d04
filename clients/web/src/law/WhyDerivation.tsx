import type { Derivation } from "@/gen/donthu/law/v1/explanation_pb";
import { BasisLine } from "./BasisLine";
import { Why } from "./Why";

// "Vì sao?" beside an answer of the law: facts, steps, rules.
export function WhyDerivation({ derivation, of }: { derivation: Derivation; of: string }) {
  return (
    <Why of={of}>
      {derivation.facts.length > 0 && (
        <dl className="facts">
          {derivation.facts.map((fact) => (
            <div key={fact.nameVi}>
              <dt>{fact.nameVi}</dt>
              <dd>{fact.valueVi}</dd>
            </div>
          ))}
        </dl>
      )}
      <ol>
        {derivation.stepsVi.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {derivation.rules.map((basis) => (
        <BasisLine key={basis.ruleId + basis.citation} basis={basis} />
      ))}
    </Why>
  );
}
