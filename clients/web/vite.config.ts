import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { boundFirstLoad } from "./bundle/first_load.ts";
import { precompress } from "./bundle/precompress.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [react(), boundFirstLoad(), precompress()],
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${path("./src")}/` },
      // Ant Design's styles without <style> elements; see the file.
      {
        find: /^(@rc-component\/util\/es|\.)\/Dom\/dynamicCSS$/,
        replacement: path("./src/styles/dynamic_css.ts"),
      },
      { find: /^\.\/cssUtils$/, replacement: path("./src/styles/icon_css.ts") },
    ],
  },
  build: {
    target: "es2022",
    sourcemap: false,
    // Nothing may be inlined as data: URL; the content security policy allows none.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "antd", test: /node_modules\/(antd|@ant-design|@rc-component|dayjs)\// },
            { name: "rpc", test: /node_modules\/(@connectrpc|@bufbuild|@tanstack)\// },
          ],
        },
      },
    },
  },
  server: {
    // `tools/web run vite` beside a running `tools/up`: everything that is not ours goes to the gateway.
    proxy: { "^/donthu\\.": { target: process.env.DONTHU_GATEWAY ?? "http://127.0.0.1:8480" } },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "bundle/**/*.test.ts"],
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    // Screens are large, and machines that build at the same time slow.
    testTimeout: 30_000,
    // Without the whole page in the message of every failure.
    env: { DEBUG_PRINT_LIMIT: "0", TZ: "UTC" },
  },
});
