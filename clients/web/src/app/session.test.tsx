import { Code } from "@connectrpc/connect";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { refusal } from "@/testing/fake_services";
import { renderScreen, someOfficer } from "@/testing/render";
import { SignInAgain } from "@/screens/sign_in/SignInAgain";
import { SignInForm } from "@/screens/sign_in/SignInForm";
import { useSession } from "./session";

function State() {
  const { status, me, ended } = useSession();
  return (
    <p data-testid="state">
      {status} {me?.officer} {ended ? "ended" : ""}
    </p>
  );
}

it("knows that nobody is signed in", async () => {
  renderScreen(<State />, {
    me: null,
    routes: (router) =>
      router.rpc(IdentityService.method.whoAmI, () => {
        throw refusal(Code.Unauthenticated, { reason: ErrorReason.NOT_SIGNED_IN });
      }),
  });
  expect(await screen.findByText(/signed-out/)).toBeTruthy();
});

it("keeps the screen when the session ends under way, until the same officer signs in again", async () => {
  const me = someOfficer();
  const screenWithDialog = (
    <>
      <State />
      <SignInAgain officer={me.officer} />
    </>
  );
  const { end } = renderScreen(screenWithDialog, {
    me,
    routes: (router) => router.rpc(IdentityService.method.signIn, () => ({ me })),
  });
  await screen.findByText(/signed-in/);
  act(() => end.set(true));
  expect(screen.getByTestId("state").textContent).toContain("ended");
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Mật khẩu"), "một mật khẩu dài{Enter}");
  await waitFor(() => expect(screen.getByTestId("state").textContent).toBe("signed-in tiep-dan.dong-hoi "));
});

it("tells what to check when a sign-in is refused, and how long to wait", async () => {
  renderScreen(<SignInForm />, {
    me: null,
    routes: (router) =>
      router.rpc(IdentityService.method.signIn, () => {
        throw refusal(Code.Unauthenticated, {
          reason: ErrorReason.NOT_SIGNED_IN,
          metadata: { retry_after_seconds: "8" },
        });
      }),
  });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Tên đăng nhập"), "lan");
  await user.type(screen.getByLabelText("Mật khẩu"), "sai{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("Thử lại sau 8 giây");
});
