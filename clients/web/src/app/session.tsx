// Who is signed in. The session itself is a cookie that no script sees; what is known here comes from WhoAmI.
import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useMemo, useSyncExternalStore } from "react";
import { isSignedOut } from "@/api/errors";
import type { Me } from "@/gen/donthu/identity/v1/identity_pb";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";

// Whether a call has found the session ended while someone was working. Set by the transport, which is older than the page.
export class SessionEnd {
  private ended = false;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly get = () => this.ended;
  set(ended: boolean): void {
    if (this.ended === ended) return;
    this.ended = ended;
    this.listeners.forEach((listener) => listener());
  }
}

export interface Session {
  status: "loading" | "failed" | "signed-out" | "signed-in";
  // Set while signed in, and while an ended session waits to be renewed.
  me: Me | undefined;
  // Why WhoAmI failed, when status is "failed".
  error: unknown;
  // The session ended while work was open: the screen stays, a dialog asks to sign in again.
  ended: boolean;
  // Takes what SignIn, ActFor or a change of password told.
  enter: (me: Me) => void;
  // Forgets everything that was loaded.
  leave: () => void;
  reload: () => void;
}

const SessionContext = createContext<Session | null>(null);
const ME = ["me"];

// All that was loaded, but for who is signed in: that is watched, and set by the caller.
function forget(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
}

export function SessionProvider({ end, children }: { end: SessionEnd; children: ReactNode }) {
  const transport = useTransport();
  const queries = useQueryClient();
  const ended = useSyncExternalStore(end.subscribe, end.get);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ME,
    // null where nobody is signed in, which is an answer and no failure.
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await createClient(IdentityService, transport).whoAmI({});
        // Renewed, maybe in another tab.
        end.set(false);
        return me;
      } catch (failure) {
        if (isSignedOut(failure)) return queries.getQueryData<Me | null>(ME) ?? null;
        throw failure;
      }
    },
    retry: false,
    refetchInterval: 60_000,
    // Another tab may have signed in meanwhile, or out.
    refetchOnWindowFocus: "always",
  });

  const enter = useCallback(
    (me: Me) => {
      const before = queries.getQueryData<Me | null>(ME);
      // Another person, or other rights: nothing of what was loaded may stay on screen.
      if (before && (before.officer !== me.officer || before.onBehalfOf !== me.onBehalfOf)) forget(queries);
      queries.setQueryData(ME, me);
      end.set(false);
    },
    [queries, end],
  );
  const leave = useCallback(() => {
    forget(queries);
    queries.setQueryData(ME, null);
    end.set(false);
  }, [queries, end]);

  const session = useMemo<Session>(() => {
    const status = data ? "signed-in" : isPending ? "loading" : error ? "failed" : "signed-out";
    return {
      status,
      me: data ?? undefined,
      error,
      ended: ended && Boolean(data),
      enter,
      leave,
      reload: () => void refetch(),
    };
  }, [data, error, isPending, ended, enter, leave, refetch]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession outside of SessionProvider");
  return session;
}

// The officer who works; only inside the signed-in part of the page.
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error("useMe while nobody is signed in");
  return me;
}
