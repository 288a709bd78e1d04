import { Navigate } from "@tanstack/react-router";
import { destinationsFor } from "./navigation";
import { useMe } from "./session";

// The first screen of those that the officer may use.
export function Home() {
  const first = destinationsFor(useMe().roles)[0];
  return <Navigate to={first?.path ?? "/tai-khoan"} replace />;
}
