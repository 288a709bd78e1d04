import type { ThemeConfig } from "antd";

// Fonts of the office's machines; none is loaded. Liberation Sans stands on our test machine for Arial.
const FONTS = "'Segoe UI', 'Liberation Sans', Arial, system-ui, sans-serif";

// Contrast of at least 4.5 : 1 with white for text and buttons (WCAG 2.1 AA); Ant Design's own blue has 4.1 : 1.
export const theme: ThemeConfig = {
  hashed: false,
  token: {
    colorPrimary: "#0b57a8",
    colorLink: "#0b57a8",
    colorLinkHover: "#083f7a",
    colorLinkActive: "#083f7a",
    colorInfo: "#0b57a8",
    colorError: "#b42318",
    colorWarning: "#8a5300",
    colorWarningBg: "#fff6e5",
    colorWarningBorder: "#d9a514",
    colorErrorBg: "#fdf0ee",
    colorSuccess: "#1b6b2f",
    colorTextPlaceholder: "#6b7280",
    colorTextDescription: "#4b5563",
    colorTextTertiary: "#4b5563",
    colorTextQuaternary: "#6b7280",
    colorBorder: "#8c95a3",
    borderRadius: 4,
    fontFamily: FONTS,
    fontSize: 15,
    motion: false,
  },
  components: {
    Form: { itemMarginBottom: 10, verticalLabelPadding: "0 0 2px", labelColor: "#1f2937" },
  },
};
