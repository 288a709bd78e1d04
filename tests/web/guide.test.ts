// The guide in docs/huong-dan: its pictures are there, small, and all shown.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { decode, encode, picturesIn } from "./guide_pictures";
import { repo } from "./stack";

const guide = join(repo, "docs/huong-dan");
const PICTURE_BYTES_MAX = 100_000;
const LINES_MAX = 80;
const pages = readdirSync(guide).filter((name) => name.endsWith(".md"));
const pictures = readdirSync(join(guide, "anh"));

it("has every picture that a page shows, and no other", () => {
  const shown = [...picturesIn(guide)].map((name) => `${name}.png`);
  expect(pictures.sort()).toEqual(shown.sort());
});

it.each(pictures)("keeps %s small", (name) => {
  expect(statSync(join(guide, "anh", name)).size).toBeLessThanOrEqual(
    PICTURE_BYTES_MAX,
  );
});

it.each(pages)("keeps %s to a page", (name) => {
  const text = readFileSync(join(guide, name), "utf8");
  expect(text.split("\n").length).toBeLessThanOrEqual(LINES_MAX + 1);
  expect(text).toMatch(/^# /);
});

it("writes pictures that hold what they were made of", () => {
  const pixels = Uint8Array.from(
    { length: 5 * 4 * 3 },
    (_, at) => (at * 37) % 256,
  );
  const [head, palette, data, end] =
    encode({ width: 5, height: 4, pixels })
      .toString("latin1")
      .match(/IHDR|PLTE|IDAT|IEND/g) ?? [];
  expect([head, palette, data, end]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect(() => decode(encode({ width: 5, height: 4, pixels }))).toThrow(
    "not a screenshot",
  );
});
