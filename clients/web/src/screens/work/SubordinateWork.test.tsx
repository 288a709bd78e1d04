import { screen } from "@testing-library/react";
import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import {
  DueItemSchema,
  type ListDueRequest,
  ResolutionService,
} from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { renderScreen, someOfficer } from "@/testing/render";
import { byAgency } from "./subordinate_work";
import { SubordinateWork } from "./SubordinateWork";

const day = (d: number) => ({ year: 2025, month: 11, day: d });
const item = (agencyCode: string, code: string, due: number, pausedOn?: ReturnType<typeof day>) =>
  create(DueItemSchema, {
    caseId: BigInt(due),
    petitionCode: code,
    agencyCode,
    clock: { number: 1, stepVi: "Giải quyết", due: { dueLegal: day(due) }, pausedOn },
  });

it("groups what is late by agency, most and latest first, without one's own and what stands still", () => {
  const items = [
    item("A", "a", 10),
    item("B", "b", 12),
    item("B", "c", 3),
    item("OWN", "d", 1),
    item("A", "e", 2, day(1)),
    item("A", "f", 20),
  ];
  const found = byAgency(items, "OWN", day(20));
  expect(found.map((one) => [one.agencyCode, one.cases.map((late) => late.daysLate)])).toEqual([
    ["B", [17, 8]],
    ["A", [10]],
  ]);
});

it("shows a head what is late below, and asks for nothing on behalf of others", async () => {
  const asked: ListDueRequest[] = [];
  const routes: NonNullable<Parameters<typeof renderScreen>[1]>["routes"] = (router) =>
    router.rpc(ResolutionService.method.listDue, (request) => {
      asked.push(request);
      return { items: [item("A", "H46-1", 10), item("QB-450-UBND", "H46-2", 9)] };
    });
  const shown = (
    <>
      <SubordinateWork />
      <p>xong</p>
    </>
  );
  const officer = renderScreen(shown, { routes });
  await screen.findByText("xong");
  expect(asked).toEqual([]);
  officer.unmount();
  renderScreen(shown, { routes, me: someOfficer({ roles: [Role.HEAD] }) });
  const link = await screen.findByText("H46-1");
  expect(link.getAttribute("href")).toBe("/vu-viec/10");
  expect(screen.queryByText("H46-2")).toBeNull();
  expect(asked[0]).toMatchObject({ agencyCode: "QB-450-UBND", withSubordinates: true });
});
