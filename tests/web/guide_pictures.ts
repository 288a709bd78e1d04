// Copies the screenshots that docs/huong-dan shows from build/web-shots into docs/huong-dan/anh, with a palette of 256 colours: a
// screen has few, and the files get small. Run by `tools/web pictures`, after `tools/web journeys`.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const PALETTE_MAX = 256;

interface Picture {
  width: number;
  height: number;
  // Red, green, blue of each pixel.
  pixels: Uint8Array;
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [
    Math.abs(guess - left),
    Math.abs(guess - up),
    Math.abs(guess - corner),
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

// Undoes the filter of one row in place; `before` is the row above.
function unfilter(
  kind: number,
  row: Uint8Array,
  before: Uint8Array,
  step: number,
): void {
  for (let at = 0; at < row.length; at++) {
    const left = at < step ? 0 : (row[at - step] ?? 0);
    const up = before[at] ?? 0;
    const corner = at < step ? 0 : (before[at - step] ?? 0);
    const guess =
      [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
    row[at] = ((row[at] ?? 0) + guess) & 255;
  }
}

// As Chromium writes them: eight bits a channel, RGB or RGBA, not interlaced.
export function decode(png: Buffer): Picture {
  const chunks = chunksOf(png);
  const head = chunks[0]?.data ?? Buffer.alloc(13);
  const [width, height, kind] = [
    head.readUInt32BE(0),
    head.readUInt32BE(4),
    head[9],
  ];
  if (head[8] !== 8 || (kind !== 2 && kind !== 6))
    throw new Error("not a screenshot");
  const step = kind === 6 ? 4 : 3;
  const packed = chunks
    .filter((one) => one.type === "IDAT")
    .map((one) => one.data);
  const raw = inflateSync(Buffer.concat(packed));
  const pixels = new Uint8Array(width * height * 3);
  let before = new Uint8Array(width * step);
  for (let y = 0; y < height; y++) {
    const start = y * (width * step + 1);
    const row = new Uint8Array(
      raw.subarray(start + 1, start + 1 + width * step),
    );
    unfilter(raw[start] ?? 0, row, before, step);
    for (let x = 0; x < width; x++)
      pixels.set(row.subarray(x * step, x * step + 3), (y * width + x) * 3);
    before = row;
  }
  return { width, height, pixels };
}

const colourAt = (pixels: Uint8Array, at: number) =>
  ((pixels[at] ?? 0) << 16) |
  ((pixels[at + 1] ?? 0) << 8) |
  (pixels[at + 2] ?? 0);

function distance(one: number, other: number): number {
  const part = (shift: number) =>
    ((one >> shift) & 255) - ((other >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

// The most frequent colours, none close to one taken before.
function paletteOf(pixels: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = colourAt(pixels, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const ranked = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([colour]) => colour);
  if (ranked.length <= PALETTE_MAX) return ranked;
  const taken: number[] = [];
  for (const colour of ranked) {
    if (taken.length === PALETTE_MAX) break;
    if (taken.every((other) => distance(colour, other) > 120))
      taken.push(colour);
  }
  return taken;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

export function encode({ width, height, pixels }: Picture): Buffer {
  const palette = paletteOf(pixels);
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour: number) => {
    let index = known.get(colour);
    if (index === undefined) {
      const far = palette.map((other) => distance(colour, other));
      index = far.indexOf(Math.min(...far));
      known.set(colour, index);
    }
    return index;
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = indexOf(
        colourAt(pixels, (y * width + x) * 3),
      );
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(
    palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

// Pictures that the pages of the guide show, by name: "anh/don.png" is "don".
export function picturesIn(guide: string): Set<string> {
  const pages = readdirSync(guide).filter((name) => name.endsWith(".md"));
  const texts = pages.map((name) => readFileSync(join(guide, name), "utf8"));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/!\[[^\]]*\]\(anh\/([\w-]+)\.png\)/g)].map(
        (one) => one[1] ?? "",
      ),
    ),
  );
}

function copyPictures(repo: string): void {
  const [guide, shots] = [
    join(repo, "docs/huong-dan"),
    join(repo, "build/web-shots"),
  ];
  const wanted = picturesIn(guide);
  const missing = [...wanted].filter(
    (name) => !existsSync(join(shots, `${name}.png`)),
  );
  if (missing.length > 0)
    throw new Error(
      `run tools/web journeys first: no ${missing.join(", ")} in build/web-shots`,
    );
  rmSync(join(guide, "anh"), { recursive: true, force: true });
  mkdirSync(join(guide, "anh"));
  for (const name of wanted) {
    const small = encode(decode(readFileSync(join(shots, `${name}.png`))));
    writeFileSync(join(guide, "anh", `${name}.png`), small);
    console.log(`${name}: ${Math.ceil(small.length / 1000)} kB`);
  }
}

if (process.argv[1] === import.meta.filename)
  copyPictures(resolve(import.meta.dirname, "../.."));
