// The way of a petition as one list of days.
import { ordinalOf, type PlainDay } from "@/api/dates";
import type { Petition } from "@/gen/donthu/intake/v1/petition_pb";
import { Disposal } from "@/gen/donthu/law/v1/types_pb";
import {
  type GetHandlingsResponse,
  type Handling,
  type ReferralState,
  ReferralState as State,
  type Transfer,
} from "@/gen/donthu/routing/v1/routing_service_pb";

interface At {
  key: string;
  on: PlainDay | undefined;
  agencyCode: string;
}

export type Step =
  | (At & { kind: "received" })
  | (At & { kind: "disposed"; disposal: Disposal; reason: string; joined: bigint | undefined })
  | (At & { kind: "transfer"; toAgencyCode: string; state: ReferralState; answeredOn: PlainDay | undefined });

const disposed = (handling: Handling): Step => ({
  kind: "disposed",
  key: `disposed/${handling.agencyCode}`,
  on: handling.disposedOn,
  agencyCode: handling.agencyCode,
  disposal: handling.disposal,
  reason: handling.reason,
  // A petition that joined none is its own matter; 0 where the service does not say.
  joined: [0n, handling.petitionId].includes(handling.matterId) ? undefined : handling.matterId,
});

const transferred = (transfer: Transfer): Step => ({
  kind: "transfer",
  key: `transfer/${String(transfer.referralId)}`,
  on: transfer.sentOn,
  agencyCode: transfer.fromAgencyCode,
  toAgencyCode: transfer.toAgencyCode,
  state: transfer.state,
  answeredOn: transfer.answeredOn,
});

const at = (step: Step) => (step.on ? ordinalOf(step.on) : Infinity);

// On one day in the order received, disposed, sent: that is how they follow from each other.
export function stepsOf(petition: Petition, way: GetHandlingsResponse): Step[] {
  const received: Step = {
    kind: "received",
    key: "received",
    on: petition.receivedOn,
    agencyCode: petition.agencyCode,
  };
  const done = way.handlings.filter((one) => one.disposal !== Disposal.UNSPECIFIED).map(disposed);
  return [received, ...done, ...way.transfers.map(transferred)]
    .map((step, index) => ({ step, index }))
    .sort((a, b) => at(a.step) - at(b.step) || a.index - b.index)
    .map(({ step }) => step);
}

// The handling that waits for this agency to dispose of the petition.
export function waitingAt(way: GetHandlingsResponse, agencyCode: string): Handling | undefined {
  return way.handlings.find((one) => one.agencyCode === agencyCode && one.disposal === Disposal.UNSPECIFIED);
}

// What was sent to this agency and neither taken nor returned.
export function sentTo(way: GetHandlingsResponse, agencyCode: string): Transfer | undefined {
  return way.transfers.find((one) => one.toAgencyCode === agencyCode && one.state === State.SENT);
}
