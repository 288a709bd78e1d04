export interface Shortcut {
  // As shown and as matched: modifiers in the order Ctrl+Alt+Shift, then the key, e.g. "Ctrl+Enter", "Alt+1", "j", "?".
  keys: string;
  // What it does, in Vietnamese.
  what: string;
  run: () => void;
}

// The keys of an event in the form of Shortcut.keys. Shift counts only with keys that print nothing: "?" is "?".
export function chordOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  // With Alt the key may print another character; digits are then told by their place.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const key = event.altKey && digit ? (digit[1] ?? event.key) : event.key;
  const modifiers = [
    event.ctrlKey || event.metaKey ? "Ctrl+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey && key.length > 1 ? "Shift+" : "",
  ].join("");
  return modifiers + key;
}

// Keys that never write anything: with Ctrl or Alt, and F1 to F12.
export function isChord(keys: string): boolean {
  return /^(Ctrl\+|Alt\+|(Shift\+)?F\d)/.test(keys);
}

// True where letters go into a field rather than to a shortcut.
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
  );
}
