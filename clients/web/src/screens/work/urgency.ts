// What waits for an officer, from three lists, in one order: the most urgent first.
import { daysBetween, formatDay, ordinalOf, type PlainDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { type Clock, type DueDate } from "@/gen/donthu/law/v1/explanation_pb";
import { CaseStateSchema, CaseTypeSchema, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import type { DueItem } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import type { Referral, WaitingPetition } from "@/gen/donthu/routing/v1/routing_service_pb";

export interface WorkItem {
  key: string;
  // Where it is worked on.
  path: string;
  code: string;
  // What must be done, e.g. "Phân loại đơn".
  task: string;
  // Of what sort it is, e.g. "Khiếu nại lần đầu, đang giải quyết".
  what: string;
  title: string;
  dueOn: PlainDay | undefined;
  // How the day was found; undefined where only the day is known.
  due: DueDate | undefined;
  paused: boolean;
}

const petitionPath = (id: bigint) => `/don/${String(id)}`;

function fromPetition(petition: WaitingPetition): WorkItem {
  return {
    key: `petition/${String(petition.petitionId)}`,
    path: petitionPath(petition.petitionId),
    code: petition.petitionCode,
    task: "Phân loại, xử lý đơn",
    what: labelOf(PetitionKindSchema, petition.kind),
    title: petition.title,
    dueOn: petition.classifyDueOn,
    due: petition.due,
    paused: false,
  };
}

function fromReferral(referral: Referral): WorkItem {
  return {
    key: `referral/${String(referral.id)}`,
    path: petitionPath(referral.petitionId),
    code: referral.petitionCode,
    task: "Tiếp nhận hoặc trả lại đơn chuyển đến",
    what: labelOf(PetitionKindSchema, referral.kind),
    title: referral.title,
    dueOn: referral.classifyDueOn,
    due: undefined,
    paused: false,
  };
}

function fromClock(item: DueItem, clock: Clock): WorkItem {
  return {
    key: `case/${String(item.caseId)}/${String(clock.number)}`,
    path: `/vu-viec/${String(item.caseId)}`,
    code: item.petitionCode,
    task: clock.stepVi,
    what: `${labelOf(CaseTypeSchema, item.type)}, ${labelOf(CaseStateSchema, item.state).toLowerCase()}`,
    title: "",
    dueOn: clock.due?.dueLegal,
    due: clock.due,
    paused: clock.pausedOn !== undefined,
  };
}

// Without a day last; on one day in the order of the codes, so that the list stays where it is when loaded anew.
export function inOrder(items: WorkItem[]): WorkItem[] {
  const at = (item: WorkItem) => (item.dueOn && !item.paused ? ordinalOf(item.dueOn) : Infinity);
  return [...items].sort((a, b) => {
    const [left, right] = [at(a), at(b)];
    if (left !== right) return left - right;
    return a.code.localeCompare(b.code) || a.key.localeCompare(b.key);
  });
}

export function workOf(petitions: WaitingPetition[], referrals: Referral[], due: DueItem[]): WorkItem[] {
  return inOrder([
    ...petitions.map(fromPetition),
    ...referrals.map(fromReferral),
    ...due.flatMap((item) => (item.clock ? [fromClock(item, item.clock)] : [])),
  ]);
}

export type Urgency = "late" | "today" | "soon" | "later" | "none";

// Soon: within three days, weekends counted, for that is what is left to act in.
export function urgencyOf(item: WorkItem, today: PlainDay): Urgency {
  if (!item.dueOn || item.paused) return "none";
  const left = daysBetween(today, item.dueOn);
  if (left < 0) return "late";
  if (left === 0) return "today";
  return left <= 3 ? "soon" : "later";
}

export function dueText(item: WorkItem, today: PlainDay): string {
  if (item.paused) return "đang tạm dừng";
  if (!item.dueOn) return "không có thời hạn";
  const left = daysBetween(today, item.dueOn);
  const day = formatDay(item.dueOn);
  if (left < 0) return `${day}, quá hạn ${String(-left)} ngày`;
  if (left === 0) return `${day}, hôm nay`;
  return `${day}, còn ${String(left)} ngày`;
}
