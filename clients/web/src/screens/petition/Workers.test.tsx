import { create } from "@bufbuild/protobuf";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import {
  type AssignOfficerRequest,
  GetHandlingsResponseSchema,
  RoutingService,
} from "@/gen/donthu/routing/v1/routing_service_pb";
import { renderScreen, someOfficer } from "@/testing/render";
import { Workers } from "./Workers";

const way = create(GetHandlingsResponseSchema, { handlings: [{ agencyCode: "QB-450-UBND" }] });
const day = { year: 2024, month: 3, day: 5 };

function show(role: Role, agencyCode = "QB-450-UBND") {
  const sent: AssignOfficerRequest[] = [];
  renderScreen(<Workers petitionId={7n} way={way} />, {
    me: someOfficer({ officer: "x", roles: [role], agencyCode }),
    routes: (router) => {
      router.rpc(RoutingService.method.getAssignments, () => ({
        assignments: [
          { officer: "minh", assignedOn: day, officerLeft: true },
          { officer: "cu", assignedOn: day, endedOn: day },
        ],
      }));
      router.rpc(DirectoryService.method.listOfficers, () => ({
        officers: [{ id: "hoa", name: "Lê Thị Hoa", agencyCode: "QB-450-UBND" }],
      }));
      router.rpc(RoutingService.method.assignOfficer, (request) => {
        sent.push(request);
        return {};
      });
    },
  });
  return sent;
}

it("lets the head give the petition to an officer and take it back", async () => {
  const sent = show(Role.HEAD);
  const user = userEvent.setup();
  expect((await screen.findByRole("listitem")).textContent).toContain("không còn công tác");
  await user.click(screen.getByLabelText("Giao cho cán bộ"));
  await user.click(await screen.findByText("Lê Thị Hoa"));
  await user.click(screen.getByRole("button", { name: "Giao" }));
  expect(await screen.findByText("Đã ghi.")).toBeTruthy();
  expect(sent[0]).toMatchObject({ petitionId: 7n, officer: "hoa", ends: false });
  await user.click(screen.getByRole("button", { name: "Thôi giao" }));
  await expect.poll(() => sent[1]).toMatchObject({ officer: "minh", ends: true });
  expect(sent[1]?.requestId).not.toBe(sent[0]?.requestId);
});

it("only shows the others who works on it", async () => {
  show(Role.CASE_OFFICER);
  expect((await screen.findByRole("listitem")).textContent).toContain("minh");
  expect(screen.queryByRole("button")).toBeNull();
});

it("is not there where another agency holds the petition", () => {
  show(Role.HEAD, "QB-457-UBND");
  expect(screen.queryByRole("heading")).toBeNull();
});
