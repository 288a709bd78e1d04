// Every address of the app. A screen is loaded when its address is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { Desk } from "./Desk";
import { Home } from "./Home";
import { NotFound } from "./NotFound";
import { ScreenFailure } from "./ScreenFailure";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

// Everything under `desk` is for those who are signed in; it has the bar, the banner and the shortcuts around it.
const desk = createRoute({ getParentRoute: () => root, id: "desk", component: Desk });

const home = createRoute({ getParentRoute: () => desk, path: "/", component: Home });
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/dang-nhap",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how TanStack Router redirects
    throw redirect({ to: "/" });
  },
});
const oidcReturn = createRoute({
  getParentRoute: () => root,
  path: "/dang-nhap/oidc",
  component: lazyRouteComponent(() => import("@/screens/sign_in/OidcReturnScreen"), "OidcReturnScreen"),
});
const intake = createRoute({
  getParentRoute: () => desk,
  path: "/tiep-nhan",
  component: lazyRouteComponent(() => import("@/screens/intake/IntakeScreen"), "IntakeScreen"),
});
const visit = createRoute({
  getParentRoute: () => desk,
  path: "/tiep-nhan/luot-tiep",
  component: lazyRouteComponent(() => import("@/screens/visit/VisitScreen"), "VisitScreen"),
});
const account = createRoute({
  getParentRoute: () => desk,
  path: "/tai-khoan",
  component: lazyRouteComponent(() => import("@/screens/account/AccountScreen"), "AccountScreen"),
});

const work = createRoute({
  getParentRoute: () => desk,
  path: "/viec-cua-toi",
  component: lazyRouteComponent(() => import("@/screens/work/WorkScreen"), "WorkScreen"),
});
const oneCase = createRoute({
  getParentRoute: () => desk,
  path: "/vu-viec/$id",
  component: lazyRouteComponent(() => import("@/screens/case/CaseScreen"), "CaseScreen"),
});
const petition = createRoute({
  getParentRoute: () => desk,
  path: "/don/$id",
  component: lazyRouteComponent(() => import("@/screens/petition/PetitionScreen"), "PetitionScreen"),
});
const search = createRoute({
  getParentRoute: () => desk,
  path: "/tim-kiem",
  component: lazyRouteComponent(() => import("@/screens/search/SearchScreen"), "SearchScreen"),
});
const overview = createRoute({
  getParentRoute: () => desk,
  path: "/tinh-hinh",
  component: lazyRouteComponent(() => import("@/screens/overview/OverviewScreen"), "OverviewScreen"),
});
const report = createRoute({
  getParentRoute: () => desk,
  path: "/bieu",
  component: lazyRouteComponent(() => import("@/screens/report/ReportScreen"), "ReportScreen"),
});
const status = createRoute({
  getParentRoute: () => root,
  path: "/tra-cuu",
  component: lazyRouteComponent(() => import("@/screens/status/StatusScreen"), "StatusScreen"),
});

const routeTree = root.addChildren([
  signIn,
  oidcReturn,
  status,
  desk.addChildren([home, intake, visit, work, search, oneCase, petition, overview, report, account]),
]);

export function makeRouter() {
  return createRouter({
    routeTree,
    defaultErrorComponent: ScreenFailure,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
