// Keys that do things, with a list of them on "?". A screen registers its own with useShortcut while it is shown.
import { Modal } from "antd";
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useState,
} from "react";
import { chordOf, isChord, isTyping, type Shortcut } from "./chord";

interface Registry {
  add: (id: string, shortcut: Shortcut) => void;
  remove: (id: string) => void;
}

const RegistryContext = createContext<Registry | null>(null);

// Does nothing outside of ShortcutProvider, so that parts of screens can be tested alone.
export function useShortcut(keys: string, what: string, run: () => void, enabled = true): void {
  const registry = use(RegistryContext);
  const id = useId();
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled || !registry) return;
    registry.add(id, { keys, what, run: () => latest() });
    return () => registry.remove(id);
  }, [registry, id, keys, what, enabled]);
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [shortcuts] = useState(() => new Map<string, Shortcut>());
  const [help, setHelp] = useState<Shortcut[] | null>(null);
  const registry = useMemo<Registry>(
    () => ({ add: (id, one) => shortcuts.set(id, one), remove: (id) => shortcuts.delete(id) }),
    [shortcuts],
  );

  useEffect(() => {
    // The one registered last is the innermost: a dialog before its screen.
    const find = (chord: string) => [...shortcuts.values()].reverse().find((one) => one.keys === chord);
    // Chords are ours wherever the cursor stands: before a field hears of them, for Ant Design's Select takes Ctrl+Enter for
    // Enter. A key that belongs to an input method is nobody's.
    const onChord = (event: KeyboardEvent) => {
      const chord = chordOf(event);
      const found = isChord(chord) && !event.isComposing ? find(chord) : undefined;
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      found.run();
    };
    // Single keys are the field's first.
    const onKey = (event: KeyboardEvent) => {
      const key = chordOf(event);
      if (event.isComposing || event.defaultPrevented || isChord(key)) return;
      if (isTyping(event.target) && key.length === 1) return;
      const found = find(key);
      if (!found && key !== "?") return;
      event.preventDefault();
      if (found) found.run();
      else setHelp([...shortcuts.values()]);
    };
    window.addEventListener("keydown", onChord, { capture: true });
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onChord, { capture: true });
      window.removeEventListener("keydown", onKey);
    };
  }, [shortcuts]);

  return (
    <RegistryContext value={registry}>
      {children}
      <Modal title="Phím tắt" open={help !== null} onCancel={() => setHelp(null)} footer={null}>
        <dl className="shortcut-list">
          {help?.map((one) => (
            <div key={one.keys + one.what}>
              <dt>
                <kbd>{one.keys}</kbd>
              </dt>
              <dd>{one.what}</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>?</kbd>
            </dt>
            <dd>Xem bảng phím tắt này (khi con trỏ không ở trong ô nhập)</dd>
          </div>
        </dl>
      </Modal>
    </RegistryContext>
  );
}
