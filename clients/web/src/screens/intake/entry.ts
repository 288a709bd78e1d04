// One petition on its way from the keyboard to the register, as it is kept in the browser.
import type { PlainDay } from "@/api/dates";
import type { IntakeValues } from "./intake_values";

// draft: being typed. queued: saved by the officer, waits for the line. refused: the service did not take it; to be
// corrected. sent: registered; the receipt waits to be printed.
export type EntryState = "draft" | "queued" | "refused" | "sent";

// What the receipt needs, and no more; names and text are dropped once the petition is registered.
export interface Registered {
  petitionId: string;
  code: string;
  secret: string;
  classifyDueOn: PlainDay | null;
  receivedOn: PlainDay | null;
  // Empty where the author is withheld: a receipt must not tell that someone is denounced.
  title: string;
  names: string[];
  groupSize: number;
}

export interface Entry {
  // Also the request_id: the same petition sent twice is registered once.
  id: string;
  officer: string;
  agencyCode: string;
  state: EntryState;
  // Milliseconds since 1970 of the last change.
  savedAt: number;
  // Unset once sent.
  values?: IntakeValues;
  // Set when refused.
  refusal?: string;
  // Set when sent.
  registered?: Registered;
  // Sent later than the officer saved it: nobody has seen the receipt yet.
  late?: boolean;
}
