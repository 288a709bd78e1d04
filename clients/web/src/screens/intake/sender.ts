// Sends what an officer has saved: at once, or when the line is back. Once, whatever happens: the id of the entry is the
// request_id, an entry that may have arrived is never changed, and one tab sends at a time.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { toPlain } from "@/api/dates";
import { explain, type Failure, isLineBroken, isSignedOut } from "@/api/errors";
import type {
  RegisterPetitionRequestSchema,
  RegisterPetitionResponse,
} from "@/gen/donthu/intake/v1/intake_service_pb";
import type { Entry, Registered } from "./entry";
import type { EntryStore } from "./entry_store";
import { type IntakeValues, toRequest, withholdsAuthor } from "./intake_values";

export type Register = (
  request: MessageInitShape<typeof RegisterPetitionRequestSchema>,
) => Promise<RegisterPetitionResponse>;

// waiting: nobody answered, or not for now. signed-out: the entry waits for the officer to sign in.
export type Outcome =
  | { kind: "sent"; registered: Registered }
  | { kind: "waiting"; failure: Failure }
  | { kind: "signed-out"; failure: Failure }
  | { kind: "refused"; failure: Failure };

function registeredFrom(answer: RegisterPetitionResponse, values: IntakeValues): Registered {
  const withheld = withholdsAuthor(values);
  return {
    petitionId: String(answer.petitionId),
    code: answer.code,
    secret: answer.receiptSecret,
    classifyDueOn: answer.classifyDueOn ? toPlain(answer.classifyDueOn) : null,
    receivedOn: values.receivedOn,
    title: withheld ? "" : (values.title ?? ""),
    names:
      withheld || values.anonymous ? [] : values.petitioners.map((one) => one.fullName ?? "").filter(Boolean),
    groupSize: values.groupSize ?? 1,
  };
}

// Sends one entry and keeps what became of it.
export async function sendEntry(entry: Entry, store: EntryStore, register: Register): Promise<Outcome> {
  const { values } = entry;
  if (!values) throw new Error("an entry without values was sent before");
  store.put({ ...entry, state: "queued" });
  try {
    const answer = await register(toRequest(values, entry.id, entry.agencyCode));
    const registered = registeredFrom(answer, values);
    store.put({ ...entry, values: undefined, state: "sent", registered, late: entry.state === "queued" });
    return { kind: "sent", registered };
  } catch (error) {
    const failure = explain(error);
    if (isSignedOut(error)) {
      // Refused before anything was looked at; so it may still be changed.
      store.put(entry);
      return { kind: "signed-out", failure };
    }
    if (isLineBroken(error) || failure.retryable) return { kind: "waiting", failure };
    store.put({ ...entry, state: "refused", refusal: failure.text });
    return { kind: "refused", failure };
  }
}

// Runs in one tab at a time where the browser can tell (navigator.locks); elsewhere the request_id alone prevents doubles.
async function alone(name: string, run: () => Promise<void>): Promise<void> {
  // Absent outside of https and localhost.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return run();
  await locks.request(name, { ifAvailable: true }, (lock) => (lock ? run() : undefined));
}

// Sends everything that waits, oldest first; stops at the first that must go on waiting.
export function sendQueued(officer: string, store: EntryStore, register: Register): Promise<void> {
  return alone(`donthu.sender.${officer}`, async () => {
    for (const { id } of store.list()) {
      // Read anew: another tab may have sent it meanwhile.
      const entry = store.get(id);
      if (entry?.state !== "queued") continue;
      const outcome = await sendEntry(entry, store, register);
      if (outcome.kind === "waiting" || outcome.kind === "signed-out") return;
    }
  });
}
