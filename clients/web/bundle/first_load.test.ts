import { expect, it } from "vitest";
import { boundFirstLoad, firstLoadBytes } from "./first_load.ts";

const chunk = (fileName: string, code: string, imports: string[] = [], isEntry = false) => ({
  type: "chunk" as const,
  fileName,
  code,
  imports,
  isEntry,
});
// Does not compress.
const noise = (bytes: number) =>
  Array.from({ length: bytes }, () => String.fromCharCode(33 + Math.random() * 90)).join("");

it("counts the entry and what it imports, not what is loaded later", () => {
  const bundle = {
    "main.js": chunk("main.js", noise(1000), ["react.js"], true),
    "react.js": chunk("react.js", noise(1000)),
    "charts.js": chunk("charts.js", noise(100_000)),
  };
  expect(firstLoadBytes(bundle)).toBeGreaterThan(1000);
  expect(firstLoadBytes(bundle)).toBeLessThan(3000);
});

it("fails the build above the bound", () => {
  const bundle = { "main.js": chunk("main.js", noise(800_000), [], true) };
  const error = () => {
    throw new Error("too large");
  };
  const { generateBundle } = boundFirstLoad() as unknown as {
    generateBundle: (options: unknown, bundle: unknown) => void;
  };
  expect(() => generateBundle.call({ error }, undefined, bundle)).toThrow("too large");
});
