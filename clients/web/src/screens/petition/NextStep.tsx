import { mayCall } from "@/api/access";
import { useMe } from "@/app/session";
import type { Petition } from "@/gen/donthu/intake/v1/petition_pb";
import { type GetHandlingsResponse, RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { DisposeForm } from "./DisposeForm";
import { ReferralForm } from "./ReferralForm";
import { sentTo, waitingAt } from "./steps";

interface Props {
  petition: Petition;
  way: GetHandlingsResponse;
  onChanged: () => void;
}

// What the officer's agency has to do with the petition, where the officer may do it.
export function NextStep({ petition, way, onChanged }: Props) {
  const me = useMe();
  const sent = sentTo(way, me.agencyCode);
  const waiting = waitingAt(way, me.agencyCode);
  if (sent && mayCall(me.roles, RoutingService.method.acceptReferral)) {
    return <ReferralForm key={String(sent.referralId)} sent={sent} onChanged={onChanged} />;
  }
  if (waiting && mayCall(me.roles, RoutingService.method.proposeDisposal)) {
    return <DisposeForm petition={petition} onChanged={onChanged} />;
  }
  return <p>Cơ quan của bạn không còn việc nào chờ với đơn này.</p>;
}
