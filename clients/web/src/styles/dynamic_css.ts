// Stands in for @rc-component/util/es/Dom/dynamicCSS (vite.config.ts), through which Ant Design puts its styles on the
// page. Theirs inserts <style> elements, which a content security policy without 'unsafe-inline' refuses; this one adopts
// constructed style sheets, which it allows. So the page needs no nonce and can be served as a file.

interface Options {
  mark?: string;
  prepend?: boolean | "queue";
  priority?: number;
}

interface Entry {
  sheet: CSSStyleSheet;
  css: string;
  // Prepended sheets come first, among themselves by priority; then those appended.
  rank: number;
  // Ant Design marks what it inserted; never attached to the page.
  node: HTMLStyleElement;
}

const entries = new Map<string, Entry>();

function rankOf({ prepend, priority = 0 }: Options): number {
  if (prepend === true) return -1e9;
  return prepend === "queue" ? -1e6 + priority : 0;
}

function adopt(): void {
  const sorted = [...entries.values()].sort((a, b) => a.rank - b.rank);
  document.adoptedStyleSheets = sorted.map((entry) => entry.sheet);
}

const keyOf = (key: string, options: Options) => `${options.mark ?? ""}|${key}`;

export function updateCSS(css: string, key: string, options: Options = {}): HTMLStyleElement {
  const found = entries.get(keyOf(key, options));
  if (found) {
    if (found.css !== css) {
      found.css = css;
      found.sheet.replaceSync(css);
    }
    return found.node;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const node = document.createElement("style");
  entries.set(keyOf(key, options), { sheet, css, rank: rankOf(options), node });
  adopt();
  return node;
}

export function removeCSS(key: string, options: Options = {}): void {
  if (entries.delete(keyOf(key, options))) adopt();
}

export function injectCSS(css: string, options: Options = {}): HTMLStyleElement {
  return updateCSS(css, `injected-${entries.size}`, options);
}

export function clearContainerCache(): void {}
