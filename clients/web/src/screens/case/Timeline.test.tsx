import { screen } from "@testing-library/react";
import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import { TimelineEntrySchema } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { renderScreen, someOfficer } from "@/testing/render";
import { Timeline } from "./Timeline";

const entries = ["lan", "hoa", "da-nghi"].map((actor, index) =>
  create(TimelineEntrySchema, { number: index + 1, actor, labelVi: `Việc ${String(index + 1)}` }),
);
const asked: string[] = [];
const show = (roles: Role[], agencyCode: string) =>
  renderScreen(<Timeline entries={entries} agencyCode={agencyCode} />, {
    me: someOfficer({ officer: "lan", name: "Nguyễn Thị Lan", roles }),
    routes: (router) =>
      router.rpc(DirectoryService.method.listOfficers, (request) => {
        asked.push(request.agencyCode);
        return { officers: [{ id: "hoa", name: "Lê Thị Hoa" }] };
      }),
  });

it("names to a head who did what, and leaves the id of one who is not in office", async () => {
  show([Role.HEAD], "QB-450-UBND");
  await screen.findByText(/^Lê Thị Hoa, ghi lúc/);
  screen.getByText(/^Nguyễn Thị Lan, ghi lúc/);
  screen.getByText(/^da-nghi, ghi lúc/);
  expect(asked).toEqual(["QB-450-UBND"]);
});

it.each([
  ["an officer", [Role.CASE_OFFICER], "QB-450-UBND"],
  ["the head of another agency", [Role.HEAD], "QB-UBND"],
] as const)("asks for no names on behalf of %s", async (_, roles, agencyCode) => {
  asked.length = 0;
  show([...roles], agencyCode);
  await screen.findByText(/^Nguyễn Thị Lan, ghi lúc/);
  screen.getByText(/^hoa, ghi lúc/);
  expect(asked).toEqual([]);
});
