import { Select, type SelectProps } from "antd";
import { type KeyboardEvent, useState } from "react";
import { matches } from "./fold";

const FOCUSABLE = "input,textarea,button,select,a[href],[tabindex]";

export interface QuickOption<V> {
  value: V;
  // As shown.
  label: string;
  // More words by which it is found.
  search?: string;
}

export interface QuickSelectProps<V> extends Omit<
  SelectProps<V, QuickOption<V>>,
  "options" | "showSearch" | "open" | "onOpenChange" | "onInputKeyDown"
> {
  options: QuickOption<V>[];
}

// The field before or after `from` in its form, in the order in which Tab goes.
function neighbour(from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const form = from.closest("form") ?? document.body;
  // The cross that empties a field belongs to it.
  const own = from.closest(".ant-select");
  const all = [...form.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) =>
      (one === from || !own?.contains(one)) &&
      one.tabIndex >= 0 &&
      !one.hasAttribute("disabled") &&
      one.offsetParent !== null,
  );
  return all[all.indexOf(from) + step];
}

// Ant Design's Select for the keyboard: words match without diacritics, and Tab takes the highlighted choice and moves on
// (theirs takes it and stays).
export function QuickSelect<V>({ options, ...rest }: QuickSelectProps<V>) {
  const [open, setOpen] = useState(false);

  const onInputKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.key !== "Tab" || !open || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const here = event.currentTarget;
    const step = event.shiftKey ? -1 : 1;
    // After Select has taken the choice and React has drawn what follows from it: both happen in microtasks before the second.
    queueMicrotask(() =>
      queueMicrotask(() => {
        setOpen(false);
        neighbour(here, step)?.focus();
      }),
    );
  };

  return (
    <Select<V, QuickOption<V>>
      {...rest}
      options={options}
      open={open}
      // An empty list is no list to those who hear the page.
      notFoundContent={null}
      onOpenChange={setOpen}
      showSearch={{
        filterOption: (query, option) => matches(query, `${option?.label ?? ""} ${option?.search ?? ""}`),
      }}
      onInputKeyDown={onInputKeyDown}
    />
  );
}
