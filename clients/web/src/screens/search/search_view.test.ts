import { expect, it } from "vitest";
import { dropView, EMPTY, savedViews, saveView } from "./search_view";

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
