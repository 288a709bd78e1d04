import { Link } from "@tanstack/react-router";
import type { DuplicateHint } from "@/gen/donthu/intake/v1/petition_pb";

// Petitions that it may repeat, whatever the decision: to be looked at before it is made.
export function Duplicates({ duplicates }: { duplicates: DuplicateHint[] }) {
  if (duplicates.length === 0) return null;
  return (
    <>
      <h3>Đơn có thể trùng</h3>
      <ul className="plain-list">
        {duplicates.map((one) => (
          <li key={String(one.petitionId)}>
            <span>
              <Link to="/don/$id" params={{ id: String(one.petitionId) }}>
                {one.code}
              </Link>{" "}
              ({one.score}% giống) <span className="quiet">{one.reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
