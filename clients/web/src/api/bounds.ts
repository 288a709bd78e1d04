// Bounds of fields, as the services check them.
import { type DescField, getOption } from "@bufbuild/protobuf";
import { rules } from "@/gen/donthu/options/v1/options_pb";

// Strings without max_length may hold this many characters (options.proto).
const TEXT_LENGTH_MAX = 200;

export function maxLengthOf(field: DescField): number {
  return getOption(field, rules).maxLength || TEXT_LENGTH_MAX;
}

export function isRequired(field: DescField): boolean {
  return getOption(field, rules).required;
}

// Undefined where the field has none.
export function patternOf(field: DescField): RegExp | undefined {
  const { pattern } = getOption(field, rules);
  return pattern ? new RegExp(`^(?:${pattern})$`, "u") : undefined;
}
