import { Input, type InputRef } from "antd";
import { type KeyboardEvent, type Ref, useState } from "react";
import { addDays, formatDay, type PlainDay, sameDay, todayInVietnam } from "@/api/dates";
import { parseDay } from "./parse_day";

export interface DateFieldProps {
  value?: PlainDay | null;
  onChange?: (value: PlainDay | null) => void;
  id?: string;
  disabled?: boolean;
  ref?: Ref<InputRef>;
  "aria-label"?: string;
}

// A date typed as people write it (parseDay); ↑ and ↓ go by a day. What can't be read stays and is marked, and the value is
// null then.
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  // What is being typed; null while the field shows its value.
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? formatDay(value);
  const unreadable = typed !== null && typed.trim() !== "" && !parseDay(typed, todayInVietnam());

  const set = (next: PlainDay | null) => {
    if (!sameDay(next, value)) onChange?.(next);
  };
  // The value follows each key, so that a chord pressed inside of the field finds what stands there.
  const type = (text: string) => {
    setTyped(text);
    set(parseDay(text, todayInVietnam()));
  };
  const leave = () => {
    if (!unreadable) setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      setTyped(null);
      set(addDays(value ?? todayInVietnam(), event.key === "ArrowUp" ? 1 : -1));
    }
    if (event.key === "Enter") leave();
  };

  return (
    <Input
      {...rest}
      value={shown}
      placeholder="ngày/tháng/năm"
      autoComplete="off"
      maxLength={10}
      status={unreadable ? "error" : ""}
      aria-invalid={unreadable}
      onFocus={(event) => event.target.select()}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
      onKeyDown={onKeyDown}
    />
  );
}
