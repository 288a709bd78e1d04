// Who may record an act, beside what the law says of it: as ResolutionService.RecordAct decides, for PreviewActs asks only the law.
import type { PlainDay } from "@/api/dates";
import { ordinalOf } from "@/api/dates";
import type { Reference } from "@/api/reference";
import type { Me } from "@/gen/donthu/identity/v1/identity_pb";
import { ActKind } from "@/gen/donthu/law/v1/types_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";

// The case of an agency that ended lies with the one that took over, and nobody else reaches it, but for those above.
function isOwn(agencyCode: string, me: Me, reference: Reference | undefined, today: PlainDay): boolean {
  if (agencyCode === me.agencyCode) return true;
  const ended = reference?.agencyByCode.get(agencyCode)?.validTo;
  return ended !== undefined && ordinalOf(ended) < ordinalOf(today);
}

// Handing over is for heads and the inspectorate as far as they reach; all else for the agency that settles.
export function mayRecord(
  me: Me,
  kind: ActKind,
  agencyCode: string,
  reference: Reference | undefined,
  today: PlainDay,
): boolean {
  const has = (...roles: Role[]) => roles.some((role) => me.roles.includes(role));
  if (kind === ActKind.HAND_OVER) return has(Role.HEAD, Role.INSPECTORATE);
  return has(Role.HEAD, Role.CASE_OFFICER) && isOwn(agencyCode, me, reference, today);
}
