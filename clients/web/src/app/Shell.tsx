import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { agencyName, useReference } from "@/api/reference";
import { mayCall } from "@/api/access";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { QueueSender } from "@/screens/intake/QueueSender";
import { SignOutButton } from "@/screens/sign_in/SignOutButton";
import { LineState } from "./LineState";
import { destinationsFor } from "./navigation";
import { useMe } from "./session";
import { useShortcut } from "./shortcuts";
import { SubstitutionBanner } from "./SubstitutionBanner";

function NavigationKey({ path, label, number }: { path: string; label: string; number: number }) {
  const navigate = useNavigate();
  useShortcut(`Alt+${number}`, `Mở ${label}`, () => void navigate({ to: path }));
  return null;
}

// What surrounds every screen of an officer: where one can go, who one is and for which agency.
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe();
  const reference = useReference();
  const destinations = destinationsFor(me.roles);
  return (
    <>
      <a className="skip-link" href="#main">
        Đến nội dung chính
      </a>
      <header className="top-bar">
        <Link to="/" className="brand">
          Đơn Thư
        </Link>
        <nav aria-label="Các màn hình">
          <ul>
            {destinations.map((one, index) => (
              <li key={one.path}>
                <Link to={one.path} activeProps={{ "aria-current": "page" }} title={`Alt+${index + 1}`}>
                  {one.label}
                </Link>
                <NavigationKey path={one.path} label={one.label} number={index + 1} />
              </li>
            ))}
          </ul>
        </nav>
        <LineState />
        {mayCall(me.roles, IntakeService.method.registerPetition) && <QueueSender />}
        <div className="who">
          <Link to="/tai-khoan" title="Tài khoản, mật khẩu, mã xác thực">
            <strong>{me.name || me.officer}</strong>
            <span className="agency">{agencyName(reference, me.agencyCode)}</span>
          </Link>
          <SignOutButton />
        </div>
      </header>
      <SubstitutionBanner />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
