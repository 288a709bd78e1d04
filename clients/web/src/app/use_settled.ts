import { useEffect, useState } from "react";

// The value once it has stayed the same for so long; for asking the services while someone types. Values that are made anew at each
// render are told apart by `keyOf`.
export function useSettled<T>(value: T, delayMs: number, keyOf: (value: T) => string = JSON.stringify): T {
  const [settled, setSettled] = useState(value);
  const key = keyOf(value);
  useEffect(() => {
    if (key === keyOf(settled)) return;
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for the value
  }, [key, delayMs]);
  return settled;
}
