import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { addDays, formatDay, type PlainDay, todayInVietnam } from "@/api/dates";
import { DateField } from "./DateField";

function Held({
  onChange,
  start = null,
}: {
  onChange: (day: PlainDay | null) => void;
  start?: PlainDay | null;
}) {
  const [value, setValue] = useState(start);
  return (
    <DateField
      aria-label="Ngày"
      value={value}
      onChange={(day) => {
        setValue(day);
        onChange(day);
      }}
    />
  );
}

it("takes what was typed when it is left, and shows it in full", async () => {
  const changed = vi.fn();
  render(<Held onChange={changed} />);
  const user = userEvent.setup();
  await user.click(screen.getByLabelText("Ngày"));
  await user.keyboard("05112026");
  await user.tab();
  expect(changed).toHaveBeenLastCalledWith({ year: 2026, month: 11, day: 5 });
  expect(screen.getByLabelText<HTMLInputElement>("Ngày").value).toBe("05/11/2026");
});

it("holds what stands in it at each key: a shortcut may send the form before it is left", async () => {
  const changed = vi.fn();
  render(<Held onChange={changed} start={{ year: 2026, month: 1, day: 1 }} />);
  const user = userEvent.setup();
  const field = screen.getByLabelText<HTMLInputElement>("Ngày");
  await user.clear(field);
  expect(changed).toHaveBeenLastCalledWith(null);
  await user.type(field, "5/11/2025");
  expect(changed).toHaveBeenLastCalledWith({ year: 2025, month: 11, day: 5 });
  expect(field.value).toBe("5/11/2025");
  await user.type(field, "x");
  expect(changed).toHaveBeenLastCalledWith(null);
});

it("goes by a day with the arrows, from today when empty", async () => {
  const changed = vi.fn();
  render(<Held onChange={changed} />);
  const user = userEvent.setup();
  await user.click(screen.getByLabelText("Ngày"));
  await user.keyboard("{ArrowDown}");
  expect(formatDay(changed.mock.lastCall?.[0] as PlainDay)).toBe(formatDay(addDays(todayInVietnam(), -1)));
});

it("keeps what it can't read, marks it and holds no value", async () => {
  const changed = vi.fn();
  render(<Held onChange={changed} start={{ year: 2026, month: 1, day: 1 }} />);
  const user = userEvent.setup();
  const field = screen.getByLabelText<HTMLInputElement>("Ngày");
  await user.clear(field);
  await user.type(field, "31/2/2026");
  await user.tab();
  expect(field.value).toBe("31/2/2026");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(changed).toHaveBeenLastCalledWith(null);
});

it("leaves keys to an input method that composes", () => {
  const changed = vi.fn();
  render(<Held onChange={changed} />);
  fireEvent.keyDown(screen.getByLabelText("Ngày"), { key: "ArrowUp", isComposing: true });
  expect(changed).not.toHaveBeenCalled();
});
