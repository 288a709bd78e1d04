// Fails the build when what the first page loads outgrows its bound. Charts and screens lie in chunks of their own and are
// loaded when they are asked for.
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const FIRST_LOAD_BYTES_MAX = 500_000;

interface Piece {
  type: "chunk" | "asset";
  fileName: string;
  imports?: string[];
  isEntry?: boolean;
  code?: string;
  source?: string | Uint8Array;
}

// The entry, what it imports at once, and the style sheets, compressed as gzip does it (Brotli does better).
export function firstLoadBytes(bundle: Record<string, Piece>): number {
  const wanted = new Set<string>();
  const take = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    bundle[name]?.imports?.forEach(take);
  };
  for (const piece of Object.values(bundle)) {
    if (piece.isEntry || /\.(css|html)$/.test(piece.fileName)) take(piece.fileName);
  }
  let bytes = 0;
  for (const name of wanted) {
    const piece = bundle[name];
    bytes += gzipSync(piece?.code ?? piece?.source ?? "").length;
  }
  return bytes;
}

export function boundFirstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    generateBundle(_, bundle) {
      const bytes = firstLoadBytes(bundle);
      const text = `first load: ${bytes} bytes compressed, at most ${FIRST_LOAD_BYTES_MAX}`;
      if (bytes > FIRST_LOAD_BYTES_MAX) this.error(text);
      console.log(text);
    },
  };
}
