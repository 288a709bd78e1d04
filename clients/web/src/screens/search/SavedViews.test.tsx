import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ShortcutProvider } from "@/app/shortcuts";
import { renderScreen, someOfficer } from "@/testing/render";
import { SavedViews } from "./SavedViews";
import { EMPTY, saveView, type View } from "./search_view";

const { officer } = someOfficer();
const view = (query: string) => ({ ...EMPTY, query });

async function open(shown: View, onTake: (view: View) => void = () => {}) {
  renderScreen(
    <ShortcutProvider>
      <SavedViews view={shown} onTake={onTake} />
    </ShortcutProvider>,
  );
  await screen.findByLabelText("Tên để lưu cách tìm này");
  fireEvent.keyDown(window, { key: "l", code: "KeyL", altKey: true });
  return userEvent.setup();
}

it("keeps, takes and forgets a view without a mouse", async () => {
  const taken: View[] = [];
  saveView(officer, { name: "Tố cáo", view: view("to cao") });
  saveView(officer, { name: "Đất đai", view: view("dat dai") });
  const user = await open(view("dat dai"), (one) => taken.push(one));
  expect(document.activeElement?.textContent).toBe("Đất đai");
  expect(document.activeElement?.getAttribute("aria-pressed")).toBe("true");
  await user.keyboard("{Tab}{Tab}{Enter}");
  expect(taken).toEqual([view("to cao")]);
  await user.keyboard("{Delete}");
  expect(screen.queryByRole("button", { name: "Tố cáo" })).toBeNull();
  await user.keyboard("  Cát sông {Enter}");
  expect(screen.getByRole("button", { name: "Cát sông" })).toBeTruthy();
});

it("goes to the field where nothing is kept, and keeps nothing without a name", async () => {
  const user = await open(view(""));
  await user.keyboard("   {Enter}");
  expect(screen.queryAllByRole("listitem")).toEqual([]);
});
