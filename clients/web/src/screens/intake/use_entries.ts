import { useTransport } from "@connectrpc/connect-query";
import { createClient } from "@connectrpc/connect";
import { useCallback, useEffect, useMemo, useState } from "react";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { Entry } from "./entry";
import { EntryStore } from "./entry_store";
import type { Register } from "./sender";

// A citizen stands at the counter: after this the petition is kept and sent later.
const REGISTER_TIMEOUT_MS = 8_000;
// Tells the other parts of this page; other tabs are told by the browser.
const CHANGED = "donthu-entries-changed";

export function useEntryStore(officer: string): EntryStore {
  return useMemo(() => new EntryStore(localStorage, officer), [officer]);
}

export function useRegister(): Register {
  const transport = useTransport();
  return useCallback(
    (request) =>
      createClient(IntakeService, transport).registerPetition(request, { timeoutMs: REGISTER_TIMEOUT_MS }),
    [transport],
  );
}

export function tellEntriesChanged(): void {
  window.dispatchEvent(new Event(CHANGED));
}

// The officer's entries, as this and other tabs change them.
export function useEntries(store: EntryStore): Entry[] {
  const [entries, setEntries] = useState(() => store.list());
  useEffect(() => {
    const read = () => setEntries(store.list());
    read();
    window.addEventListener("storage", read);
    window.addEventListener(CHANGED, read);
    return () => {
      window.removeEventListener("storage", read);
      window.removeEventListener(CHANGED, read);
    };
  }, [store]);
  return entries;
}
