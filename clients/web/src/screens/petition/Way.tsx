import { Link } from "@tanstack/react-router";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import type { Petition } from "@/gen/donthu/intake/v1/petition_pb";
import { DisposalSchema } from "@/gen/donthu/law/v1/types_pb";
import { type GetHandlingsResponse, ReferralStateSchema } from "@/gen/donthu/routing/v1/routing_service_pb";
import { stepsOf } from "./steps";

// Which agencies had the petition and what each did, in the order of days.
export function Way({ petition, way }: { petition: Petition; way: GetHandlingsResponse }) {
  const reference = useReference();
  const name = (code: string) => agencyName(reference, code);
  return (
    <ol className="plain-list way">
      {stepsOf(petition, way).map((step) => (
        <li key={step.key}>
          <span className="day">{formatDay(step.on)}</span>
          <span>
            {step.kind === "received" && <>{name(step.agencyCode)} tiếp nhận</>}
            {step.kind === "disposed" && (
              <>
                {name(step.agencyCode)}: <strong>{labelOf(DisposalSchema, step.disposal)}</strong>
                {step.joined !== undefined && (
                  <>
                    {" "}
                    <Link to="/don/$id" params={{ id: String(step.joined) }}>
                      Mở đơn được gộp vào
                    </Link>
                  </>
                )}
                {step.reason && <span className="quiet"> ({step.reason})</span>}
              </>
            )}
            {step.kind === "transfer" && (
              <>
                Chuyển {name(step.agencyCode)} → {name(step.toAgencyCode)}:{" "}
                {labelOf(ReferralStateSchema, step.state).toLowerCase()}
                {step.answeredOn && ` ngày ${formatDay(step.answeredOn)}`}
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
