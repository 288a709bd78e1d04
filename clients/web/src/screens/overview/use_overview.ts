import { useEffect, useState } from "react";
import { create } from "@bufbuild/protobuf";
import { useTransport } from "@connectrpc/connect-query";
import { clientOf } from "@/api/transport";
import { toDay } from "@/api/dates";
import { isSignedOut } from "@/api/errors";
import {
  GetOverviewRequestSchema,
  InspectorateService,
  type Overview,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import type { Period } from "@/figures/period";

const AGAIN_MS = 3_000;

export interface Watched {
  overview: Overview | undefined;
  // Follows what happens; false while the line is broken.
  live: boolean;
  error: unknown;
}

// The overview as it changes. A stream that ends is opened again; what was shown stays meanwhile.
export function useOverview(agencyCode: string, period: Period, months: number): Watched {
  const transport = useTransport();
  const [watched, setWatched] = useState<Watched>({ overview: undefined, live: false, error: null });
  const key = JSON.stringify([agencyCode, period, months]);

  useEffect(() => {
    const stop = new AbortController();
    const overview = create(GetOverviewRequestSchema, {
      agencyCode,
      from: toDay(period.from),
      to: toDay(period.to),
      months,
    });
    const stopped = () => stop.signal.aborted;
    const follow = async () => {
      while (!stopped()) {
        try {
          const stream = clientOf(InspectorateService, transport).watchOverview(
            { overview },
            { signal: stop.signal, timeoutMs: 0 },
          );
          for await (const message of stream) {
            setWatched((before) => ({
              overview: message.overview ?? before.overview,
              live: true,
              error: null,
            }));
          }
        } catch (error) {
          if (stopped()) return;
          setWatched((before) => ({ ...before, live: false, error }));
          if (isSignedOut(error)) return;
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    };
    void follow();
    return () => stop.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for agency, period and months
  }, [transport, key]);
  return watched;
}
