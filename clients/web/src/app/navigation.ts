// The screens that the bar at the top offers, in its order. Alt and the number opens them.
import type { DescMethod } from "@bufbuild/protobuf";
import { mayCall } from "@/api/access";
import { InspectorateService } from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import type { Role } from "@/gen/donthu/options/v1/options_pb";

export interface Destination {
  path: string;
  label: string;
  // Shown to those who may call this.
  needs: DescMethod;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: "/tiep-nhan", label: "Tiếp nhận", needs: IntakeService.method.registerPetition },
  { path: "/viec-cua-toi", label: "Việc của tôi", needs: RoutingService.method.listToClassify },
  { path: "/tim-kiem", label: "Tìm kiếm", needs: IntakeService.method.searchPetitions },
  { path: "/tinh-hinh", label: "Tình hình", needs: InspectorateService.method.watchOverview },
  { path: "/bieu", label: "Biểu báo cáo", needs: InspectorateService.method.getReport },
];

export function destinationsFor(roles: readonly Role[]): Destination[] {
  return DESTINATIONS.filter((one) => mayCall(roles, one.needs));
}
