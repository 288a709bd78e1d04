// Vietnamese words for enum values: those of the protos, never typed again here.
import { type DescEnum, getOption } from "@bufbuild/protobuf";
import { label_vi } from "@/gen/donthu/options/v1/options_pb";

// "" for values without a label, which are those that mean nothing to people (UNSPECIFIED, NONE).
export function labelOf(schema: DescEnum, value: number): string {
  const found = schema.values.find((one) => one.number === value);
  return found ? getOption(found, label_vi) : "";
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}

export interface Choice<V> {
  value: V;
  label: string;
}

// The labelled values in their order, as choices of a field. `only` narrows them.
export function choicesOf<V extends number>(schema: DescEnum, only?: readonly V[]): Choice<V>[] {
  return schema.values
    .map((one) => ({ value: one.number as V, label: capitalised(getOption(one, label_vi)) }))
    .filter((choice) => choice.label !== "" && (only?.includes(choice.value) ?? true));
}
