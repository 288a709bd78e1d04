// Keeps entries in the browser, so that what was typed survives a reload, a crash, an expired session and a broken line.
// localStorage, because it is written before the next key is handled. Others who use this computer's account could read it;
// that is why entries have an end, and those of withheld authors a near one.
import type { Entry } from "./entry";
import { withholdsAuthor } from "./intake_values";

const PREFIX = "donthu.entry.";
const HOUR = 3_600_000;
export const KEPT_HOURS = 7 * 24;
export const KEPT_HOURS_WITHHELD = 12;
const KEPT_HOURS_SENT = 24;

export class EntryStore {
  constructor(
    private readonly storage: Storage,
    private readonly officer: string,
    private readonly now: () => number = Date.now,
  ) {}

  private key(id: string): string {
    return `${PREFIX}${this.officer}.${id}`;
  }

  // False when the browser's storage is full or closed: the officer must be told that nothing is kept.
  put(entry: Entry): boolean {
    try {
      this.storage.setItem(this.key(entry.id), JSON.stringify({ ...entry, savedAt: this.now() }));
      return true;
    } catch {
      return false;
    }
  }

  get(id: string): Entry | undefined {
    return this.read(this.key(id));
  }

  remove(id: string): void {
    this.storage.removeItem(this.key(id));
  }

  // Of this officer, oldest first. What has reached its end is forgotten here.
  list(): Entry[] {
    const entries: Entry[] = [];
    for (const key of this.keys()) {
      const entry = this.read(key);
      if (!entry || this.hasEnded(entry)) this.storage.removeItem(key);
      else entries.push(entry);
    }
    return entries.sort((a, b) => a.savedAt - b.savedAt);
  }

  // For signing out: drafts of withheld authors go at once. What is queued stays, since it was promised to be sent.
  forgetWithheldDrafts(): void {
    for (const entry of this.list()) {
      if (entry.state !== "queued" && entry.values && withholdsAuthor(entry.values)) this.remove(entry.id);
    }
  }

  private keys(): string[] {
    const all = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? "");
    return all.filter((key) => key.startsWith(`${PREFIX}${this.officer}.`));
  }

  private read(key: string): Entry | undefined {
    try {
      const entry = JSON.parse(this.storage.getItem(key) ?? "") as Entry;
      return entry.officer === this.officer ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  private hasEnded(entry: Entry): boolean {
    if (entry.state === "queued") return false;
    const hours =
      entry.state === "sent"
        ? KEPT_HOURS_SENT
        : entry.values && withholdsAuthor(entry.values)
          ? KEPT_HOURS_WITHHELD
          : KEPT_HOURS;
    return this.now() - entry.savedAt > hours * HOUR;
  }
}
