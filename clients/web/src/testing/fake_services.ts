// Services inside the test's own process: answer only what the test is about, the rest fails as "unimplemented".
import {
  Code,
  ConnectError,
  type ConnectRouter,
  createRouterTransport,
  type Transport,
} from "@connectrpc/connect";
import { ErrorDetailSchema } from "@/gen/donthu/common/v1/error_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { watchSession } from "@/api/transport";

export function fakeTransport(routes: (router: ConnectRouter) => void, onSessionEnded = () => {}): Transport {
  return createRouterTransport(routes, { transport: { interceptors: [watchSession(onSessionEnded)] } });
}

// A refusal as the services give it.
export function refusal(
  code: Code,
  detail: Omit<MessageInitShape<typeof ErrorDetailSchema>, "$typeName">,
): ConnectError {
  return new ConnectError("refused", code, undefined, [{ desc: ErrorDetailSchema, value: detail }]);
}
