import { Code } from "@connectrpc/connect";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { type GetStatusRequest, IntakeService, PublicState } from "@/gen/donthu/intake/v1/intake_service_pb";
import { refusal } from "@/testing/fake_services";
import { renderScreen } from "@/testing/render";
import { codeFromAddress, StatusScreen } from "./StatusScreen";

async function ask(answer: (request: GetStatusRequest) => unknown) {
  renderScreen(<StatusScreen />, {
    me: null,
    routes: (router) => router.rpc(IntakeService.method.getStatus, answer as never),
  });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Mã đơn"), "H46-1");
  await user.type(screen.getByLabelText("Mã bí mật"), "7k3m9xq2{Enter}");
}

it("takes the code from the receipt's QR", () => {
  expect(codeFromAddress("?ma=H46.25-1")).toBe("H46.25-1");
  expect(codeFromAddress("")).toBe("");
});

it("tells in plain words how the petition stands, and whom to ask", async () => {
  await ask(() => ({
    code: "H46-1",
    state: PublicState.SETTLING,
    textVi: "UBND phường đang giải quyết.",
    agencyName: "UBND phường Đồng Hới",
    dueOn: { year: 2026, month: 12, day: 5 },
  }));
  expect(await screen.findByText("UBND phường đang giải quyết.")).toBeTruthy();
  expect(screen.getByText("05/12/2026")).toBeTruthy();
  expect(screen.getByText("UBND phường Đồng Hới")).toBeTruthy();
});

it("sends code and secret as typed, and says what to do when they do not fit", async () => {
  let got: GetStatusRequest | undefined;
  await ask((request) => {
    got = request;
    throw refusal(Code.NotFound, { reason: ErrorReason.NOT_FOUND, messageVi: "Không có đơn nào khớp." });
  });
  expect((await screen.findByRole("alert")).textContent).toContain("Không có đơn nào khớp.");
  expect(got).toMatchObject({ code: "H46-1", secret: "7k3m9xq2" });
});
