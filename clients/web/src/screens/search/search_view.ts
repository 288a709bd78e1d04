// What is looked for, as kept in the tab's history and among the saved views.
import type { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import type { ProcessingState } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { PlainDay } from "@/api/dates";

export interface View {
  query: string;
  kind: PetitionKind | undefined;
  state: ProcessingState | undefined;
  from: PlainDay | null;
  to: PlainDay | null;
  // Received at this agency or one below it; undefined = anywhere within reach.
  agencyCode: string | undefined;
}

export interface SavedView {
  name: string;
  view: View;
}

export const EMPTY: View = {
  query: "",
  kind: undefined,
  state: undefined,
  from: null,
  to: null,
  agencyCode: undefined,
};
const SAVED_MAX = 20;

// What the text that is kept leaves out is as it is in EMPTY.
export function sameView(a: View, b: View): boolean {
  const textOf = (view: View) =>
    JSON.stringify(Object.keys(EMPTY).map((key) => view[key as keyof View] ?? null));
  return textOf(a) === textOf(b);
}

// Views hold what was searched for, which may be a person's name: they stay in this browser, each officer's own.
const keyOf = (officer: string) => `donthu.views.${officer}`;

export function savedViews(officer: string, storage: Storage = localStorage): SavedView[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(officer)) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return (kept as SavedView[]).map(({ name, view }) => ({ name, view: { ...EMPTY, ...view } }));
  } catch {
    return [];
  }
}

// The newest first; one of the same name is replaced.
export function saveView(officer: string, saved: SavedView, storage: Storage = localStorage): SavedView[] {
  const others = savedViews(officer, storage).filter((one) => one.name !== saved.name);
  const all = [saved, ...others].slice(0, SAVED_MAX);
  storage.setItem(keyOf(officer), JSON.stringify(all));
  return all;
}

export function dropView(officer: string, name: string, storage: Storage = localStorage): SavedView[] {
  const left = savedViews(officer, storage).filter((one) => one.name !== name);
  storage.setItem(keyOf(officer), JSON.stringify(left));
  return left;
}
