import { expect, it } from "vitest";
import { chordOf, isChord, isTyping } from "./chord";

const key = (over: Partial<KeyboardEvent>) =>
  chordOf({
    key: "a",
    code: "KeyA",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...over,
  });

it("names chords as they are shown", () => {
  expect(key({ key: "Enter", code: "Enter", ctrlKey: true })).toBe("Ctrl+Enter");
  expect(key({ key: "?", code: "Slash", shiftKey: true })).toBe("?");
  expect(key({ key: "¡", code: "Digit1", altKey: true })).toBe("Alt+1");
  expect(key({ key: "F2", code: "F2", shiftKey: true })).toBe("Shift+F2");
});

it("knows keys that write nothing", () => {
  expect(["Ctrl+Enter", "Alt+1", "F2", "Shift+F2"].every(isChord)).toBe(true);
  expect(["?", "j", "Enter", "Escape", "F"].some(isChord)).toBe(false);
});

it("leaves letters to fields, but not to checkboxes and buttons", () => {
  const input = document.createElement("input");
  expect(isTyping(input)).toBe(true);
  input.type = "checkbox";
  expect(isTyping(input)).toBe(false);
  expect(isTyping(document.createElement("textarea"))).toBe(true);
  expect(isTyping(document.createElement("button"))).toBe(false);
  expect(isTyping(null)).toBe(false);
});
