// Puts what a service says of the fields of a request onto the fields of a form.
import type { Failure } from "./errors";

export type FieldPath = (string | number)[];

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

// "petitioners[1].full_name" → ["petitioners", 1, "fullName"].
export function fieldPath(path: string): FieldPath {
  return path
    .split(/[.[\]]/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : camel(part)));
}

// For antd's form.setFields, where the form's fields are named as the request's are. `prefix` is cut off, for requests that
// hold the form's message in a field.
export function formErrors(failure: Failure, prefix = ""): { name: FieldPath; errors: string[] }[] {
  return Object.entries(failure.fields).map(([path, text]) => ({
    name: fieldPath(path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path),
    errors: [text],
  }));
}
