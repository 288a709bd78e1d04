import { expect, it } from "vitest";
import { fold, matches } from "./fold";

it("takes off every Vietnamese mark, composed or not", () => {
  expect(fold("Đường Nguyễn Ái Quốc, Quảng Bình")).toBe("duong nguyen ai quoc, quang binh");
  expect(fold("ế".normalize("NFD"))).toBe("e");
});

it.each([
  ["thu hoi", "Thu hồi đất"],
  ["to cao", "Tố cáo"],
  ["phu thinh", "Xã Phú Thịnh"],
  ["dong hoi", "Thành phố Đồng Hới"],
  ["hoi dong", "Thành phố Đồng Hới"],
  ["dd02", "DD02 Thu hồi đất"],
  ["", "bất kỳ"],
])("%s finds %s", (query, text) => {
  expect(matches(query, text)).toBe(true);
});

it("finds beginnings of words only", () => {
  expect(matches("oi", "Thu hồi đất")).toBe(false);
});
