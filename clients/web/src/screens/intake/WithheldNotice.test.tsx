import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { renderScreen } from "@/testing/render";
import { WithheldNotice } from "./WithheldNotice";

const show = (vault: boolean) =>
  renderScreen(<WithheldNotice />, {
    routes: (router) => router.rpc(IntakeService.method.getAuthorCustody, () => ({ vault })),
  });

it("says that the author goes into the vault where there is one", async () => {
  show(true);
  await screen.findByText(/đưa vào kho mật cùng nguyên văn đơn/);
  expect(screen.queryByText(/không lưu ở đâu/)).toBeNull();
});

it("says that the author is dropped where there is none", async () => {
  show(false);
  await screen.findByText(/rồi bỏ, không lưu ở đâu cả/);
  expect(screen.queryByText(/kho mật/)).toBeNull();
});

it("promises neither while it is not known", async () => {
  renderScreen(<WithheldNotice />);
  const note = await screen.findByRole("note");
  expect(note.textContent).toContain("Danh tính người gửi không được lưu trong hồ sơ đơn.");
  expect(note.textContent).not.toMatch(/kho mật|rồi bỏ/);
});
