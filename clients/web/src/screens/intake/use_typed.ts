import { Form, type FormInstance } from "antd";
import { useMemo } from "react";
import { todayInVietnam } from "@/api/dates";
import { emptyValues, type IntakeValues } from "./intake_values";

// What the form holds, as it is typed; whole from the first moment, when the form itself does not know its fields yet.
export function useTyped(form: FormInstance<IntakeValues>): IntakeValues {
  const typed = Form.useWatch((all: Partial<IntakeValues>) => all, { form, preserve: true }) as
    Partial<IntakeValues> | undefined;
  return useMemo(() => {
    const empty = emptyValues(todayInVietnam());
    const petitioners = (typed?.petitioners ?? empty.petitioners) as (
      IntakeValues["petitioners"][number] | undefined
    )[];
    return { ...empty, ...typed, petitioners: petitioners.map((one) => one ?? {}) };
  }, [typed]);
}
