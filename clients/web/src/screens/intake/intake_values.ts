// What the form of the desk holds, as plain data that a draft keeps, and what is made of it for the services.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type PlainDay, toDay } from "@/api/dates";
import {
  Channel,
  Defect,
  Gender,
  type PetitionDraftSchema,
  type PetitionerSchema,
} from "@/gen/donthu/intake/v1/petition_pb";
import type { PreviewMaskingRequestSchema, RegisterPetitionRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";

// Groups from this size on need representatives (L-TCD Đ.29).
export const GROUP_SIZE_MIN = 5;

export interface PetitionerValues {
  idNumber?: string;
  fullName?: string;
  birthYear?: number | null;
  gender?: Gender;
  phone?: string;
  address?: string;
  representative?: boolean;
}

// Fields are named as those of RegisterPetitionRequest, so that what the service says of them finds its place.
export interface IntakeValues {
  channel: Channel;
  receivedOn: PlainDay | null;
  externalId?: string;
  anonymous: boolean;
  groupSize: number | null;
  petitioners: PetitionerValues[];
  kind?: PetitionKind;
  mixedKinds?: PetitionKind[];
  secondComplaint: boolean;
  decisionOn?: PlainDay | null;
  subjectCode?: string;
  areaKey?: string;
  title?: string;
  body?: string;
  addressee?: string;
  hasSignature: boolean;
  hasEvidence: boolean;
  defect?: Defect;
  withholdIdentity: boolean;
  denouncerRef?: string;
}

export function emptyValues(today: PlainDay, channel: Channel = Channel.DIRECT): IntakeValues {
  return {
    channel,
    receivedOn: today,
    anonymous: false,
    groupSize: 1,
    petitioners: [{}],
    secondComplaint: false,
    hasSignature: true,
    hasEvidence: false,
    withholdIdentity: false,
  };
}

export function isDenunciation(values: IntakeValues): boolean {
  return [values.kind, ...(values.mixedKinds ?? [])].includes(PetitionKind.DENUNCIATION);
}

export function isComplaint(values: IntakeValues): boolean {
  return [values.kind, ...(values.mixedKinds ?? [])].includes(PetitionKind.COMPLAINT);
}

// The author's identity is not to be stored with the petition.
export function withholdsAuthor(values: IntakeValues): boolean {
  return isDenunciation(values) || values.withholdIdentity;
}

const text = (value: string | undefined) => (value ?? "").trim();

// Nothing that a person has typed.
export function isUntouched(values: IntakeValues): boolean {
  const words = [
    values.title,
    values.body,
    values.addressee,
    values.externalId,
    values.subjectCode,
    values.areaKey,
  ];
  const people = values.petitioners.flatMap((one) => [one.fullName, one.idNumber, one.address, one.phone]);
  return [...words, ...people].every((one) => text(one) === "");
}

function petitionerOf(
  values: PetitionerValues,
  groupSize: number,
): MessageInitShape<typeof PetitionerSchema> {
  return {
    fullName: text(values.fullName),
    idNumber: text(values.idNumber).replace(/\s/g, ""),
    birthYear: values.birthYear ?? 0,
    gender: values.gender ?? Gender.UNSPECIFIED,
    phone: text(values.phone),
    address: text(values.address),
    representative: groupSize >= GROUP_SIZE_MIN && Boolean(values.representative),
  };
}

// What Petition, its draft and the request to register share.
function common(values: IntakeValues) {
  const groupSize = values.groupSize ?? 1;
  return {
    channel: values.channel,
    receivedOn: values.receivedOn ? toDay(values.receivedOn) : undefined,
    kind: values.kind ?? PetitionKind.UNSPECIFIED,
    mixedKinds: mixedKindsOf(values),
    subjectCode: values.subjectCode ?? "",
    areaKey: values.areaKey ?? "",
    title: text(values.title),
    body: text(values.body),
    petitioners: values.anonymous
      ? []
      : values.petitioners
          .filter((one) => text(one.fullName) !== "")
          .map((one) => petitionerOf(one, groupSize)),
    groupSize,
    anonymous: values.anonymous,
    hasSignature: values.hasSignature,
    hasEvidence: values.hasEvidence,
    defect: values.defect ?? Defect.NONE,
    decisionOn: isComplaint(values) && values.decisionOn ? toDay(values.decisionOn) : undefined,
    secondComplaint: isComplaint(values) && values.secondComplaint,
    withholdIdentity: values.withholdIdentity,
  };
}

// All kinds found in the letter, where there are several; else none.
function mixedKindsOf(values: IntakeValues): PetitionKind[] {
  const all = new Set(values.mixedKinds ?? []);
  if (values.kind) all.add(values.kind);
  return all.size > 1 ? [...all].sort((a, b) => a - b) : [];
}

export function toDraft(values: IntakeValues): MessageInitShape<typeof PetitionDraftSchema> {
  return common(values);
}

export function toRequest(
  values: IntakeValues,
  requestId: string,
  agencyCode: string,
): MessageInitShape<typeof RegisterPetitionRequestSchema> {
  return {
    ...common(values),
    requestId,
    agencyCode,
    addressee: text(values.addressee),
    externalId: text(values.externalId),
    denouncerRef: isDenunciation(values) ? text(values.denouncerRef) : "",
  };
}

// The texts of the letter and its authors, to be shown masked.
export function toMasking(
  values: IntakeValues,
  agencyCode: string,
): MessageInitShape<typeof PreviewMaskingRequestSchema> {
  const { title, body, petitioners } = common(values);
  return {
    agencyCode,
    title,
    body,
    addressee: text(values.addressee),
    externalId: text(values.externalId),
    petitioners,
  };
}

// How many representatives a group may and must name (L-TCD Đ.29 khoản 1, 2).
export function representativeLimits(groupSize: number): { min: number; max: number } | null {
  if (groupSize < GROUP_SIZE_MIN) return null;
  return { min: 1, max: groupSize > 10 ? 5 : 2 };
}
