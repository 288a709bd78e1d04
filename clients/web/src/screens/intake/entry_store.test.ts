import { beforeEach, expect, it } from "vitest";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import type { Entry } from "./entry";
import { EntryStore, KEPT_HOURS, KEPT_HOURS_WITHHELD } from "./entry_store";
import { emptyValues } from "./intake_values";

const HOUR = 3_600_000;
const today = { year: 2026, month: 11, day: 24 };
let now: number;
const store = (officer = "lan") => new EntryStore(localStorage, officer, () => now);
const entry = (id: string, over: Partial<Entry> = {}): Entry => ({
  id,
  officer: "lan",
  agencyCode: "A",
  state: "draft",
  savedAt: 0,
  values: emptyValues(today),
  ...over,
});

beforeEach(() => {
  now = 1_000 * HOUR;
});

it("keeps entries, oldest first", () => {
  store().put(entry("b"));
  now += 1;
  store().put(entry("a"));
  expect(
    store()
      .list()
      .map((one) => one.id),
  ).toEqual(["b", "a"]);
});

it("shows no officer the entries of another", () => {
  store().put(entry("a"));
  expect(store("hoa").list()).toEqual([]);
  // An id that begins like another's.
  expect(store("la").list()).toEqual([]);
});

it("forgets drafts at their end, those of withheld authors soon", () => {
  store().put(entry("plain"));
  store().put(entry("denunciation", { values: { ...emptyValues(today), kind: PetitionKind.DENUNCIATION } }));
  store().put(entry("secret", { values: { ...emptyValues(today), withholdIdentity: true } }));
  now += KEPT_HOURS_WITHHELD * HOUR + 1;
  expect(
    store()
      .list()
      .map((one) => one.id),
  ).toEqual(["plain"]);
  now += KEPT_HOURS * HOUR;
  expect(store().list()).toEqual([]);
  expect(localStorage.length).toBe(0);
});

it("never forgets what waits to be sent", () => {
  store().put(
    entry("a", { state: "queued", values: { ...emptyValues(today), kind: PetitionKind.DENUNCIATION } }),
  );
  now += 10 * KEPT_HOURS * HOUR;
  expect(store().list()).toHaveLength(1);
});

it("forgets drafts of withheld authors when the officer signs out, and only those", () => {
  const denunciation = { ...emptyValues(today), mixedKinds: [PetitionKind.DENUNCIATION] };
  store().put(entry("plain"));
  store().put(entry("draft", { values: denunciation }));
  store().put(entry("queued", { state: "queued", values: denunciation }));
  store().forgetWithheldDrafts();
  expect(
    store()
      .list()
      .map((one) => one.id)
      .sort(),
  ).toEqual(["plain", "queued"]);
});

it("says when the browser keeps nothing", () => {
  const full = {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  expect(new EntryStore(full as unknown as Storage, "lan").put(entry("a"))).toBe(false);
});

it("drops what can't be read", () => {
  localStorage.setItem("donthu.entry.lan.x", "{");
  expect(store().list()).toEqual([]);
  expect(localStorage.length).toBe(0);
});
