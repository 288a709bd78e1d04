import type { ConnectRouter } from "@connectrpc/connect";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import { Providers } from "@/app/App";
import { SessionEnd, useSession } from "@/app/session";
import { type Me, MeSchema } from "@/gen/donthu/identity/v1/identity_pb";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import { fakeTransport } from "./fake_services";

export const someOfficer = (over: Omit<MessageInitShape<typeof MeSchema>, "$typeName"> = {}): Me =>
  create(MeSchema, {
    officer: "tiep-dan.dong-hoi",
    name: "Nguyễn Thị Lan",
    agencyCode: "QB-450-UBND",
    roles: [Role.RECEPTION, Role.CASE_OFFICER],
    ...over,
  });

// Screens may ask who is signed in; so nothing is shown before that is known.
function WhenSignedIn({ children }: { children: ReactElement }) {
  return useSession().me ? children : null;
}

export interface RenderOptions {
  me?: Me | null;
  routes?: (router: ConnectRouter) => void;
  // The address of the page and the pattern it fits, for screens with parameters or links.
  path?: string;
  at?: string;
}

// A screen with everything around it that the app gives it, over fake services. `me: null` = nobody is signed in.
export function renderScreen(
  screen: ReactElement,
  options: RenderOptions = {},
): RenderResult & { end: SessionEnd } {
  const { me = someOfficer(), routes = () => {}, path = "/", at = path } = options;
  const end = new SessionEnd();
  const transport = fakeTransport(
    (router) => {
      if (me) router.rpc(IdentityService.method.whoAmI, () => me);
      routes(router);
    },
    () => end.set(true),
  );
  const root = createRootRoute();
  const component = () => (me ? <WhenSignedIn>{screen}</WhenSignedIn> : screen);
  const route = createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const result = render(
    <Providers transport={transport} end={end}>
      <RouterProvider router={router as never} />
    </Providers>,
  );
  return { ...result, end };
}
