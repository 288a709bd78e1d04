// What the form of a reception holds, as plain data, and what is made of it for the service.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type PlainDay, toDay } from "@/api/dates";
import type { RecordVisitRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { Gender } from "@/gen/donthu/intake/v1/petition_pb";
import { ReceptionSession, type Visit, VisitOutcome } from "@/gen/donthu/intake/v1/visit_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";

export interface VisitorValues {
  fullName?: string;
  birthYear?: number | null;
  gender?: Gender;
  address?: string;
}

// Fields are named as those of RecordVisitRequest, so that what the service says of them finds its place.
export interface VisitValues {
  session: ReceptionSession;
  receivedOn: PlainDay | null;
  receivedByHead: boolean;
  people: number | null;
  anonymous: boolean;
  visitors: VisitorValues[];
  kind?: PetitionKind;
  subjectCode?: string;
  areaKey?: string;
  summary?: string;
  outcome?: VisitOutcome;
  // Receipt code of the petition left; the request has its id.
  petitionCode?: string;
  returning: boolean;
}

export function emptyVisit(today: PlainDay): VisitValues {
  return {
    session: ReceptionSession.REGULAR,
    receivedOn: today,
    receivedByHead: false,
    people: 1,
    anonymous: false,
    visitors: [{}],
    returning: false,
  };
}

const text = (value: string | undefined) => (value ?? "").trim();

// The code under which the petition left is looked for; "" = none.
export function petitionCodeOf(values: VisitValues): string {
  return values.outcome === VisitOutcome.LEFT_PETITION ? text(values.petitionCode) : "";
}

export function toVisitRequest(
  values: VisitValues,
  requestId: string,
  agencyCode: string,
  petitionId: bigint,
): MessageInitShape<typeof RecordVisitRequestSchema> {
  const named = values.visitors.filter((one) => text(one.fullName) !== "");
  return {
    requestId,
    agencyCode,
    receivedOn: values.receivedOn ? toDay(values.receivedOn) : undefined,
    session: values.session,
    receivedByHead: values.receivedByHead,
    people: values.people ?? 0,
    anonymous: values.anonymous,
    visitors: (values.anonymous ? [] : named).map((one) => ({
      fullName: text(one.fullName),
      birthYear: one.birthYear ?? 0,
      gender: one.gender ?? Gender.UNSPECIFIED,
      address: text(one.address),
    })),
    kind: values.kind ?? PetitionKind.UNSPECIFIED,
    subjectCode: values.subjectCode ?? "",
    areaKey: values.areaKey ?? "",
    summary: text(values.summary),
    outcome: values.outcome ?? VisitOutcome.UNSPECIFIED,
    petitionId,
    returning: values.returning,
  };
}

// Who came, as the register names them.
export function whoCame(visit: Visit): string {
  if (visit.identityWithheld) return "(giữ kín)";
  const [first] = visit.visitors;
  if (!first) return "(không xưng tên)";
  return first.address ? `${first.fullName}, ${first.address}` : first.fullName;
}
