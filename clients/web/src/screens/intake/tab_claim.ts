// Which draft belongs to which tab. A tab holds a lock named after its draft for as long as it lives; a draft that nobody
// holds was left by a tab that was closed or crashed.
const TAB_KEY = "donthu.tab.draft";
// A reloaded page waits this long for its former self to let go.
const HAND_OVER_MS = 500;

const lockName = (id: string) => `donthu.draft.${id}`;
const locks = () => (navigator as { locks?: LockManager }).locks;

export function draftOfTab(): string | null {
  return sessionStorage.getItem(TAB_KEY);
}

// Held by this page; a lock can't be asked for twice.
const own = new Set<string>();

// Tries to hold the draft until the page ends. False when another tab has it: a duplicated tab inherits the note of which
// draft it has, but not the draft.
export async function claimDraft(id: string): Promise<boolean> {
  const manager = locks();
  if (manager && !own.has(id)) {
    const claimed = await new Promise<boolean>((resolve) => {
      const signal = AbortSignal.timeout(HAND_OVER_MS);
      manager
        .request(lockName(id), { signal }, () => {
          resolve(true);
          return new Promise(() => {});
        })
        .catch(() => resolve(false));
    });
    if (!claimed) return false;
    own.add(id);
  }
  sessionStorage.setItem(TAB_KEY, id);
  return true;
}

// Ids of drafts that some tab has open.
export async function claimedDrafts(): Promise<Set<string>> {
  const held = (await locks()?.query())?.held ?? [];
  return new Set(held.map((lock) => (lock.name ?? "").replace("donthu.draft.", "")));
}
