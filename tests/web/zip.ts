// Reads a workbook as far as a test must: the parts of a zip file, and the cells of its first sheet.
import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const ENTRY = 0x02014b50;

// Name → content, from the central directory at the end of the file.
export function unzip(file: Buffer): Map<string, Buffer> {
  let end = file.length - 22;
  while (end >= 0 && file.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error("no zip file");
  const parts = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== ENTRY) throw new Error("broken zip file");
    const [method, size] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
    ];
    const lengths = [28, 30, 32].map((offset) =>
      file.readUInt16LE(at + offset),
    );
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const start =
      local +
      30 +
      file.readUInt16LE(local + 26) +
      file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + size);
    parts.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

// The numbers of each row of the first sheet, those of formulas as the file keeps them; texts left out.
export function numbersOf(workbook: Buffer): number[][] {
  const sheet =
    unzip(workbook).get("xl/worksheets/sheet1.xml")?.toString("utf8") ?? "";
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((row) =>
    [...(row[1] ?? "").matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)]
      .filter((cell) => !/t="(s|str|inlineStr)"/.test(cell[1] ?? ""))
      .map((cell) => Number(/<v>([^<]*)<\/v>/.exec(cell[2] ?? "")?.[1])),
  );
}
