import { type DescField, ScalarType } from "@bufbuild/protobuf";
import { Checkbox, Form, Input, Select } from "antd";
import { isRequired, maxLengthOf } from "@/api/bounds";
import { todayInVietnam } from "@/api/dates";
import { choicesOf } from "@/api/labels";
import { useReference } from "@/api/reference";
import { DateField } from "@/fields/DateField";
import { agencyOptions } from "@/fields/directory_options";
import { QuickSelect } from "@/fields/QuickSelect";
import type { Ground } from "@/gen/donthu/law/v1/types_pb";
import { FIELD_LABELS } from "./acts";

interface Props {
  fields: DescField[];
  // Those that the law admits for the act here; empty = any.
  grounds: Ground[];
}

// The inputs of one act, in the order of its message.
export function ActFields({ fields, grounds }: Props) {
  return fields.map((field) => {
    const label = FIELD_LABELS[field.name] ?? field.name;
    const required = isRequired(field);
    if (field.fieldKind === "scalar" && field.scalar === ScalarType.BOOL) {
      return (
        <Form.Item key={field.name} name={field.name} valuePropName="checked">
          <Checkbox>{label}</Checkbox>
        </Form.Item>
      );
    }
    return (
      <Form.Item
        key={field.name}
        name={field.name}
        label={label}
        rules={required ? [{ required, message: "Ô này phải có." }] : []}
      >
        <ActInput field={field} grounds={grounds} />
      </Form.Item>
    );
  });
}

// `id`, `value` and `onChange` come from Form.Item.
function ActInput({ field, grounds, ...given }: { field: DescField; grounds: Ground[] }) {
  const reference = useReference();
  if (field.message) return <DateField {...given} />;
  if (field.enum) {
    const only = field.name === "ground" && grounds.length > 0 ? grounds : undefined;
    const options = choicesOf<number>(field.enum, only);
    if (field.fieldKind === "list") return <Select {...given} mode="multiple" options={options} />;
    return <QuickSelect<number> {...given} options={options} />;
  }
  if (field.name === "to_agency_code") {
    const options = reference ? agencyOptions(reference, todayInVietnam()) : [];
    return <QuickSelect<string> {...given} options={options} />;
  }
  if (field.fieldKind === "scalar" && field.scalar !== ScalarType.STRING)
    return <Input {...given} inputMode="numeric" />;
  const maxLength = maxLengthOf(field);
  if (maxLength > 200) return <Input.TextArea {...given} rows={2} maxLength={maxLength} />;
  return <Input {...given} maxLength={maxLength} autoComplete="off" />;
}
