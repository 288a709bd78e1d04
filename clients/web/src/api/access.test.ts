import { expect, it } from "vitest";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { Role, Scope } from "@/gen/donthu/options/v1/options_pb";
import { mayCall, scopeOf } from "./access";

it("reads from the methods who may call them", () => {
  expect(mayCall([Role.RECEPTION], IntakeService.method.registerPetition)).toBe(true);
  expect(mayCall([Role.INSPECTORATE], IntakeService.method.registerPetition)).toBe(false);
  expect(mayCall([], IntakeService.method.registerPetition)).toBe(false);
  expect(mayCall([], DirectoryService.method.listAreas)).toBe(true);
});

it("takes the widest scope of several roles", () => {
  expect(scopeOf([Role.RECEPTION], IntakeService.method.getPetition)).toBe(Scope.OWN_AGENCY);
  expect(scopeOf([Role.RECEPTION, Role.INSPECTORATE], IntakeService.method.getPetition)).toBe(Scope.PROVINCE);
});
