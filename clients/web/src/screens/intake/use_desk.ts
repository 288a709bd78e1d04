// The desk's one petition at a time: opened from the browser's keep or new, kept while it is typed, sent once.
import { type FormInstance } from "antd";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { todayInVietnam } from "@/api/dates";
import type { Failure } from "@/api/errors";
import { formErrors } from "@/api/form_errors";
import { newRequestId } from "@/api/request_id";
import { useMe } from "@/app/session";
import type { Entry, Registered } from "./entry";
import type { EntryStore } from "./entry_store";
import { emptyValues, type IntakeValues, isUntouched, withholdsAuthor } from "./intake_values";
import { type Register, sendEntry } from "./sender";
import { claimDraft, claimedDrafts, draftOfTab } from "./tab_claim";
import { tellEntriesChanged } from "./use_entries";

const KEEP_AFTER_MS = 200;

export type Notice =
  { kind: "restored" | "waiting" | "not-kept" } | { kind: "signed-out" | "refused"; text: string };

export interface Desk {
  // Null until it is known which draft this tab has.
  entry: Entry | null;
  sending: boolean;
  receipt: Registered | null;
  notice: Notice | null;
  // A petition whose author is kept secret, while the officer reads what would be stored of it.
  confirming: IntakeValues | null;
  onTyped: () => void;
  // Sends it, or shows first what would be stored.
  save: () => void;
  confirm: () => void;
  correct: () => void;
  // Puts the petition at hand aside, as a draft, and opens another one or an empty form.
  open: (entry?: Entry) => void;
  discard: () => void;
}

const isOpen = (entry: Entry | undefined): entry is Entry =>
  entry?.state === "draft" || entry?.state === "refused";

// What this tab had before it was reloaded; else what a tab that is gone has left; else nothing.
async function entryToOpen(store: EntryStore): Promise<Entry | null> {
  const own = store.get(draftOfTab() ?? "");
  if (isOpen(own) && (await claimDraft(own.id))) return own;
  const held = await claimedDrafts();
  const left = store.list().filter((one) => isOpen(one) && !held.has(one.id));
  const latest = left.at(-1);
  return latest && (await claimDraft(latest.id)) ? latest : null;
}

function freshEntry(officer: string, agencyCode: string, before?: IntakeValues): Entry {
  const values = emptyValues(todayInVietnam(), before?.channel);
  return { id: newRequestId(), officer, agencyCode, state: "draft", savedAt: 0, values };
}

type Name = (string | number)[];

function goTo(form: FormInstance<IntakeValues>, name: Name | undefined) {
  if (name) form.scrollToField(name, { focus: true, block: "center" });
}

// Else goes to the first gap.
async function isComplete(form: FormInstance<IntakeValues>): Promise<boolean> {
  try {
    await form.validateFields();
    return true;
  } catch (problem) {
    goTo(form, (problem as { errorFields?: { name: Name }[] }).errorFields?.[0]?.name);
    return false;
  }
}

function showOnFields(form: FormInstance<IntakeValues>, failure: Failure) {
  form.setFields(formErrors(failure) as never);
  goTo(form, formErrors(failure)[0]?.name);
}

// Finds what to open, and tells when the page goes; undone by what it returns.
function whileOpen(
  store: EntryStore,
  onFound: (entry: Entry | null) => void,
  onHide: () => void,
): () => void {
  let gone = false;
  void entryToOpen(store).then((found) => {
    if (!gone) onFound(found);
  });
  const hide = () => onHide();
  window.addEventListener("pagehide", hide);
  return () => {
    gone = true;
    hide();
    window.removeEventListener("pagehide", hide);
  };
}

// Between saving and sending: of a petition whose author is kept secret the officer first reads what would be stored.
function useConfirming(form: FormInstance<IntakeValues>, ready: boolean, send: () => void) {
  const [confirming, setConfirming] = useState<IntakeValues | null>(null);
  const save = async () => {
    if (!ready || !(await isComplete(form))) return;
    const values = form.getFieldsValue(true) as IntakeValues;
    if (withholdsAuthor(values)) setConfirming(values);
    else send();
  };
  const confirm = () => {
    setConfirming(null);
    send();
  };
  return { confirming, save: () => void save(), confirm, correct: () => setConfirming(null) };
}

export function useDesk(form: FormInstance<IntakeValues>, store: EntryStore, register: Register): Desk {
  const me = useMe();
  const [entry, setEntry] = useState<Entry | null>(null);
  const [sending, setSending] = useState(false);
  const [receipt, setReceipt] = useState<Registered | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  // The draft that was put aside to look at a receipt.
  const aside = useRef("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { officer, agencyCode } = me;

  const begin = useCallback(
    async (other?: Entry, before?: IntakeValues) => {
      const fresh = freshEntry(officer, agencyCode, before);
      const next = other ?? fresh;
      setEntry((await claimDraft(next.id)) ? next : fresh);
      tellEntriesChanged();
    },
    [officer, agencyCode],
  );

  const keep = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (!entry || sending || receipt) return;
    const values = form.getFieldsValue(true) as IntakeValues;
    if (isUntouched(values)) store.remove(entry.id);
    else if (!store.put({ ...entry, state: "draft", values })) setNotice({ kind: "not-kept" });
    tellEntriesChanged();
  };
  const onTyped = () => {
    timer.current ??= setTimeout(keep, KEEP_AFTER_MS);
  };
  const keepWhatIsTyped = useEffectEvent(() => {
    if (timer.current) keep();
  });

  const onFound = useEffectEvent((found: Entry | null) => {
    setEntry(found);
    if (found) setNotice({ kind: "restored" });
    else void begin();
  });
  useEffect(() => whileOpen(store, onFound, keepWhatIsTyped), [store]);

  const send = async () => {
    if (!entry || sending || receipt) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    setSending(true);
    const values = form.getFieldsValue(true) as IntakeValues;
    const outcome = await sendEntry({ ...entry, state: "draft", values }, store, register);
    setSending(false);
    tellEntriesChanged();
    if (outcome.kind === "sent") setReceipt(outcome.registered);
    else if (outcome.kind === "refused" || outcome.kind === "signed-out") {
      if (outcome.kind === "refused") showOnFields(form, outcome.failure);
      setNotice({ kind: outcome.kind, text: outcome.failure.text });
    } else {
      setNotice({ kind: "waiting" });
      await begin(undefined, values);
    }
  };

  const open = (other?: Entry) => {
    if (timer.current) keep();
    const before = form.getFieldsValue(true) as IntakeValues;
    // A receipt that was looked at needs no keeping.
    if (receipt && entry) store.remove(entry.id);
    setReceipt(null);
    setNotice(null);
    if (other?.state === "sent") {
      aside.current = entry?.id ?? "";
      setEntry(other);
      setReceipt(other.registered ?? null);
      return;
    }
    const back = receipt ? store.get(aside.current) : undefined;
    void begin(other ?? (isOpen(back) ? back : undefined), before);
  };
  const discard = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (entry) store.remove(entry.id);
    setNotice(null);
    void begin(undefined, form.getFieldsValue(true) as IntakeValues);
  };

  const confirming = useConfirming(form, entry !== null && !sending && !receipt, () => void send());
  return {
    entry,
    sending,
    receipt,
    notice,
    ...confirming,
    onTyped,
    open,
    discard,
  };
}
