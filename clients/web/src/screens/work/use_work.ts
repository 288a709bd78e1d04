import { useQuery } from "@connectrpc/connect-query";
import { mayCall } from "@/api/access";
import { useMe } from "@/app/session";
import { ResolutionService } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { ReferralState, RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { type WorkItem, workOf } from "./urgency";

// So many of each list; the most urgent come first, and more than that nobody works off before the list is loaded anew.
const EACH = 200;
const REFRESH_MS = 60_000;

export interface Work {
  items: WorkItem[];
  // Some list was longer than what is shown.
  more: boolean;
  loading: boolean;
  error: unknown;
  reload: () => void;
}

export function useWork(): Work {
  const me = useMe();
  const agencyCode = me.agencyCode;
  const options = (method: Parameters<typeof mayCall>[1]) => ({
    enabled: mayCall(me.roles, method),
    refetchInterval: REFRESH_MS,
    // Loaded anew at each visit: what was done meanwhile must not stand there still.
    gcTime: 0,
  });
  const waiting = useQuery(
    RoutingService.method.listToClassify,
    { agencyCode, pageSize: EACH },
    options(RoutingService.method.listToClassify),
  );
  const inbox = useQuery(
    RoutingService.method.listReferrals,
    { agencyCode, state: ReferralState.SENT, pageSize: EACH },
    options(RoutingService.method.listReferrals),
  );
  const due = useQuery(
    ResolutionService.method.listDue,
    { agencyCode, pageSize: EACH },
    options(ResolutionService.method.listDue),
  );
  const all = [waiting, inbox, due];
  return {
    items: workOf(waiting.data?.petitions ?? [], inbox.data?.referrals ?? [], due.data?.items ?? []),
    more: [waiting.data, inbox.data, due.data].some((page) => !!page?.nextPageToken),
    loading: all.some((query) => query.isLoading),
    error: all.find((query) => query.error)?.error,
    reload: () => all.forEach((query) => query.isEnabled && void query.refetch()),
  };
}
