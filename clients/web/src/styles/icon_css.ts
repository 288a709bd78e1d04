// Stands in for ./cssUtils of @ant-design/icons (vite.config.ts), which has a copy of its own of what dynamic_css.ts replaces.
export { getShadowRoot, warningOnce } from "@ant-design/icons/es/cssUtils";
export { updateCSS } from "./dynamic_css";
