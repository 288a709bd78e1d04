// The journeys of tests/web: a real browser against a real stack. They lie outside of this folder and use its packages.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path("../../tests/web"),
  cacheDir: path("./node_modules/.vite-browser"),
  resolve: {
    alias: [
      { find: "playwright-core", replacement: path("./node_modules/playwright-core/index.mjs") },
      {
        find: "@axe-core/playwright",
        replacement: path("./node_modules/@axe-core/playwright/dist/index.mjs"),
      },
      { find: "oidc-provider", replacement: path("./node_modules/oidc-provider/lib/index.js") },
      { find: /^vitest$/, replacement: path("./node_modules/vitest/dist/index.js") },
    ],
  },
  server: { fs: { strict: false } },
  test: {
    include: ["**/*.test.ts"],
    globalSetup: ["./global_setup.ts"],
    // One browser at a time: the machine has few cores, and journeys count time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
