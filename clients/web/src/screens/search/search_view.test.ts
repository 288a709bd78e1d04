import { expect, it } from "vitest";
import { dropView, EMPTY, sameView, savedViews, saveView } from "./search_view";

const view = (query: string) => ({ ...EMPTY, query });

it("keeps views for each officer alone, the newest first", () => {
  saveView("a", { name: "Đất đai", view: view("dat dai") });
  saveView("a", { name: "Tố cáo", view: view("to cao") });
  expect(savedViews("a").map((one) => one.name)).toEqual(["Tố cáo", "Đất đai"]);
  expect(savedViews("b")).toEqual([]);
});

it("replaces a view of the same name, and forgets one", () => {
  saveView("a", { name: "Đất đai", view: view("dat dai") });
  saveView("a", { name: "Đất đai", view: view("thu hoi") });
  expect(savedViews("a").map((one) => one.view.query)).toEqual(["thu hoi"]);
  expect(dropView("a", "Đất đai")).toEqual([]);
});

it("starts anew where what was kept can't be read", () => {
  localStorage.setItem("donthu.views.a", "{");
  expect(savedViews("a")).toEqual([]);
});

it("fills in what a view of an earlier version does not say", () => {
  localStorage.setItem("donthu.views.a", JSON.stringify([{ name: "Cũ", view: { query: "dat dai" } }]));
  expect(savedViews("a")).toEqual([{ name: "Cũ", view: view("dat dai") }]);
});

it("knows a view again after it was kept, and another one for another", () => {
  const kept = { ...view("dat dai"), from: { year: 2026, month: 1, day: 2 } };
  saveView("a", { name: "Đất đai", view: kept });
  const [again] = savedViews("a");
  expect(again && sameView(again.view, kept)).toBe(true);
  expect(sameView(kept, { ...kept, to: { year: 2026, month: 1, day: 2 } })).toBe(false);
});
