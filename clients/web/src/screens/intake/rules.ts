import type { FormRule } from "antd";

const isEmpty = (value: unknown) =>
  value === null || value === undefined || (typeof value === "string" && !value.trim());

// Only what would stop the petition for certain; the service checks everything.
export function required(message: string): FormRule[] {
  const validator = (_: unknown, value: unknown) =>
    isEmpty(value) ? Promise.reject(new Error(message)) : Promise.resolve();
  return [{ validator }];
}

export function pattern(expression: RegExp, message: string): FormRule[] {
  return [{ pattern: expression, message }];
}
