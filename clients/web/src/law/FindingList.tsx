import type { Finding } from "@/gen/donthu/law/v1/explanation_pb";
import { BasisLine } from "./BasisLine";
import { Why } from "./Why";

// Conditions that the law looked at: what is not met first, since that is what the officer must see.
export function FindingList({ findings }: { findings: Finding[] }) {
  const sorted = [...findings].sort((a, b) => Number(a.met) - Number(b.met));
  return (
    <ul className="findings">
      {sorted.map((finding) => (
        <li key={finding.condition} className={finding.met ? "met" : "unmet"}>
          <span aria-hidden="true">{finding.met ? "✓" : "✗"}</span>
          <span className="visually-hidden">{finding.met ? "Đạt:" : "Chưa đạt:"}</span> {finding.textVi}{" "}
          {finding.basis && (
            <Why of={finding.textVi}>
              {finding.facts.map((fact) => (
                <p key={fact.nameVi}>
                  {fact.nameVi}: {fact.valueVi}
                </p>
              ))}
              <BasisLine basis={finding.basis} />
            </Why>
          )}
        </li>
      ))}
    </ul>
  );
}
