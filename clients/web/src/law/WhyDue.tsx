import { formatDay } from "@/api/dates";
import { type DueDate } from "@/gen/donthu/law/v1/explanation_pb";
import { BasisLine } from "./BasisLine";
import { Why } from "./Why";

// "Vì sao?" beside a due date: the steps of the count, the days that were skipped, the rule.
export function WhyDue({ due, of }: { due: DueDate; of: string }) {
  return (
    <Why of={of}>
      <ol>
        {due.stepsVi.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {due.skippedVi.length > 0 && <p>Không tính: {due.skippedVi.join("; ")}.</p>}
      {due.dueStrict && due.dueLegal && due.dueStrict.day !== due.dueLegal.day && (
        <p>
          Ngày cuối chưa dời: {formatDay(due.dueStrict)}; sau khi dời khỏi ngày nghỉ:{" "}
          {formatDay(due.dueLegal)}.
        </p>
      )}
      {due.basis && <BasisLine basis={due.basis} />}
    </Why>
  );
}
