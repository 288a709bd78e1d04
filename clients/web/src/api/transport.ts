// The one way to the services: Connect over the page's own origin, binary, with the session in a cookie that no script can
// read. The header Connect-Protocol-Version, which the gateway asks for, is set by the transport itself.
import { createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import type { DescService } from "@bufbuild/protobuf";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { isSignedOut } from "./errors";

const TIMEOUT_MS = 20_000;

// Told when any call finds that the session has ended. Signing in with a wrong password is no such case.
export function watchSession(onEnded: () => void): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (isSignedOut(error) && request.method !== IdentityService.method.signIn) onEnded();
      throw error;
    }
  };
}

export function createTransport(onSessionEnded: () => void): Transport {
  return createConnectTransport({
    baseUrl: "/",
    useBinaryFormat: true,
    defaultTimeoutMs: TIMEOUT_MS,
    interceptors: [watchSession(onSessionEnded)],
  });
}

// For calls outside of React: outboxes, streams. Inside, use the hooks of @connectrpc/connect-query.
export function clientOf<S extends DescService>(service: S, transport: Transport) {
  return createClient(service, transport);
}
