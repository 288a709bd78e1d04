import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { QuickSelect } from "./QuickSelect";

const OPTIONS = [
  { value: 1, label: "Khiếu nại" },
  { value: 2, label: "Tố cáo" },
];

it("takes the choice found without diacritics when Tab leaves it, and goes on to the next field", async () => {
  // happy-dom lays nothing out, so nothing has an offsetParent.
  Object.defineProperty(HTMLElement.prototype, "offsetParent", {
    get: () => document.body,
    configurable: true,
  });
  const chosen = vi.fn();
  render(
    <form>
      <QuickSelect aria-label="Loại" options={OPTIONS} onChange={chosen} />
      <input aria-label="Sau" />
    </form>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByLabelText("Loại"));
  await user.keyboard("to cao");
  // Select goes by keyCode, which user-event leaves out.
  fireEvent.keyDown(screen.getByLabelText("Loại"), { key: "Tab", keyCode: 9 });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Sau")));
  expect(chosen.mock.lastCall?.[0]).toBe(2);
});
