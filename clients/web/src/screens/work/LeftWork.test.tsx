import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import { type ReassignWorkRequest, RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { renderScreen, someOfficer } from "@/testing/render";
import { LeftWork } from "./LeftWork";

const head = someOfficer({ officer: "chu-tich", roles: [Role.HEAD] });
const given = (officer: string, petitionId: bigint, agencyCode = "QB-450-UBND") => ({
  officer,
  petitionId,
  agencyCode,
  officerLeft: true,
});

it("gives the work of one who left to another, with the reason", async () => {
  let got: ReassignWorkRequest | undefined;
  let left = [given("lan", 1n), given("minh", 2n), given("minh", 3n), given("minh", 3n, "CU")];
  renderScreen(<LeftWork />, {
    me: head,
    routes: (router) => {
      router.rpc(RoutingService.method.listLeftWork, () => ({ assignments: left }));
      router.rpc(DirectoryService.method.listOfficers, () => ({
        officers: [{ id: "hoa", name: "Lê Thị Hoa", agencyCode: "QB-450-UBND" }],
      }));
      router.rpc(RoutingService.method.reassignWork, (request) => {
        got = request;
        left = left.filter((one) => one.officer !== "minh");
        return { reassigned: 2n, remaining: 0n };
      });
    },
  });
  const user = userEvent.setup();
  const rows = await screen.findAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual(["minh: 2 đơnGiao lại", "lan: 1 đơnGiao lại"]);
  await user.click(within(rows[0] as HTMLElement).getByRole("button"));
  await user.click(await screen.findByLabelText("Giao cho"));
  await user.click(await screen.findByText("Lê Thị Hoa"));
  await user.type(screen.getByLabelText("Lý do"), "QĐ 12");
  await user.click(within(screen.getByRole("form")).getByRole("button"));
  expect(await screen.findByText("Đã giao lại 2 đơn.")).toBeTruthy();
  expect(got).toMatchObject({ fromOfficer: "minh", toOfficer: "hoa", reason: "QĐ 12" });
  expect(await screen.findAllByRole("listitem")).toHaveLength(1);
});

it("is not there for those who give no work", () => {
  renderScreen(<LeftWork />);
  expect(screen.queryByRole("heading")).toBeNull();
});
