import { Code } from "@connectrpc/connect";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { useSession } from "@/app/session";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { type FinishOidcRequest, IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { refusal } from "@/testing/fake_services";
import { renderScreen, someOfficer } from "@/testing/render";
import { keepAttempt } from "./oidc_attempt";
import { OidcReturnScreen } from "./OidcReturnScreen";
import { SignInAgain } from "./SignInAgain";
import { SignInScreen } from "./SignInScreen";

const SECRET = "b".repeat(64);
const WAY = "/dang-nhap/oidc?code=c1&state=s1.5";

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, "", "/");
});

function Who() {
  return <p data-testid="who">{useSession().me?.officer}</p>;
}

function comeBack(finish: (request: FinishOidcRequest) => object, address = WAY) {
  keepAttempt(sessionStorage, "https://cong.example.vn/auth?state=s1.5", SECRET, "/");
  window.history.replaceState(null, "", address);
  const both = (
    <>
      <OidcReturnScreen />
      <Who />
    </>
  );
  renderScreen(both, {
    me: null,
    routes: (router) => router.rpc(IdentityService.method.finishOidc, finish),
  });
}

it("redeems the code once, with the secret of this browser, and keeps neither", async () => {
  const asked: FinishOidcRequest[] = [];
  comeBack((request) => {
    asked.push(request);
    return { me: someOfficer() };
  });
  await waitFor(() => expect(screen.getByTestId("who").textContent).toBe("tiep-dan.dong-hoi"));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ code: "c1", state: "s1.5", browserSecret: SECRET });
  expect(window.location.search).toBe("");
  expect(sessionStorage.length).toBe(0);
});

it("says why the services refuse, and leads back", async () => {
  comeBack(() => {
    throw refusal(Code.PermissionDenied, {
      reason: ErrorReason.SIGN_ON_NO_OFFICER,
      messageVi: "Tài khoản không ứng với cán bộ nào.",
    });
  });
  expect((await screen.findByRole("alert")).textContent).toContain("không ứng với cán bộ nào");
  expect(screen.getByRole("button", { name: "Về trang đăng nhập" })).toBeTruthy();
});

it("asks nothing of the services when the officer went back at the issuer", async () => {
  const finish = vi.fn(() => ({}));
  comeBack(finish, "/dang-nhap/oidc?error=access_denied&state=s1.5");
  expect((await screen.findByRole("alert")).textContent).toContain("hủy đăng nhập");
  expect(finish).not.toHaveBeenCalled();
});

it("offers the issuer only where there is one", async () => {
  renderScreen(<SignInScreen />, {
    me: null,
    routes: (router) => router.rpc(IdentityService.method.getSignInMethods, () => ({ oidcLabelVi: "" })),
  });
  await screen.findByLabelText("Mật khẩu");
  expect(screen.queryByText("hoặc")).toBeNull();
});

it("tells when the issuer is away, and leaves the password", async () => {
  renderScreen(<SignInScreen />, {
    me: null,
    routes: (router) => {
      router.rpc(IdentityService.method.getSignInMethods, () => ({ oidcLabelVi: "Qua cổng của tỉnh" }));
      router.rpc(IdentityService.method.beginOidc, () => {
        throw refusal(Code.Unavailable, { reason: ErrorReason.SIGN_ON_UNAVAILABLE });
      });
    },
  });
  await userEvent.setup().click(await screen.findByRole("button", { name: "Qua cổng của tỉnh" }));
  expect((await screen.findByRole("alert")).textContent).toContain("mật khẩu");
  expect(screen.getByLabelText("Mật khẩu")).toBeTruthy();
});

it("lets an ended session be renewed in another tab", async () => {
  renderScreen(<SignInAgain officer="lan" />, {
    me: null,
    routes: (router) =>
      router.rpc(IdentityService.method.getSignInMethods, () => ({ oidcLabelVi: "Qua cổng của tỉnh" })),
  });
  const link = await screen.findByRole("link", { name: /Qua cổng của tỉnh/ });
  expect(link.getAttribute("target")).toBe("_blank");
});
