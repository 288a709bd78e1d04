import { useEffect, useRef } from "react";
import { useMutation } from "@connectrpc/connect-query";
import { Button, Form, Input } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { formatDay, type PlainDay, todayInVietnam } from "@/api/dates";
import { explain } from "@/api/errors";
import { Problem } from "@/app/Problem";
import { useShortcut } from "@/app/shortcuts";
import { useRequestId } from "@/app/use_request_id";
import { DateField } from "@/fields/DateField";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import type { PossibleAct } from "@/gen/donthu/law/v1/explanation_pb";
import { ActSchema } from "@/gen/donthu/resolution/v1/act_pb";
import { type Case, ResolutionService } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { WhyDue } from "@/law/WhyDue";
import { ActFields } from "./ActFields";
import { fieldsOf, toAct, type Values } from "./acts";

interface Props {
  act: PossibleAct;
  caseId: bigint;
  etag: string;
  onDone: (changed: Case) => void;
  // Someone else did something on the case meanwhile; what is typed here stays.
  onStale: () => void;
  onCancel: () => void;
}

interface FormValues extends Values {
  actedOn: PlainDay | null;
  documentNumber: string;
  note: string;
}

// "act.reason" or "act.decide.reason" → "reason"; "act.acted_on" → "actedOn".
export function fieldName(path: string): string {
  const last = path.split(".").pop() ?? path;
  return { acted_on: "actedOn", document_number: "documentNumber" }[last] ?? last;
}

// The keyboard goes into the form when it opens, and back to the button that opened it when it closes.
function useFocusInside() {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    form.current?.querySelector("input")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return form;
}

export function ActForm({ act, caseId, etag, onDone, onStale, onCancel }: Props) {
  const [form] = Form.useForm<FormValues>();
  const [requestId, failed] = useRequestId();
  const box = useFocusInside();
  const record = useMutation(ResolutionService.method.recordAct, {
    onSuccess: onDone,
    onError: (error) => {
      const failure = explain(error);
      const fields = Object.entries(failure.fields);
      form.setFields(fields.map(([path, text]) => ({ name: fieldName(path), errors: [text] })));
      if (failure.reason === ErrorReason.STALE_ETAG) onStale();
      failed(error);
    },
  });
  const submit = ({ actedOn, documentNumber, note, ...values }: FormValues) => {
    const message = toAct(act.kind, { actedOn, documentNumber, note }, values);
    record.mutate({ requestId, caseId, etag, act: message });
  };
  useShortcut("Ctrl+Enter", `Ghi việc: ${act.labelVi}`, () => form.submit());
  useShortcut("Escape", "Bỏ, không ghi", onCancel);

  return (
    <div ref={box}>
      <Form<FormValues>
        form={form}
        layout="vertical"
        initialValues={{ actedOn: todayInVietnam(), documentNumber: "", note: "" }}
        onFinish={submit}
        aria-label={act.labelVi}
      >
        <h3>{act.labelVi}</h3>
        <Problem error={record.error} />
        <Form.Item name="actedOn" label="Ngày làm" rules={[{ required: true, message: "Nhập ngày." }]}>
          <DateField />
        </Form.Item>
        <ActFields fields={fieldsOf(act.kind)} grounds={act.grounds} />
        <Form.Item name="documentNumber" label="Số, ký hiệu văn bản">
          <Input maxLength={maxLengthOf(ActSchema.field.documentNumber)} autoComplete="off" />
        </Form.Item>
        <Form.Item name="note" label="Ghi chú">
          <Input.TextArea rows={1} maxLength={maxLengthOf(ActSchema.field.note)} />
        </Form.Item>
        {act.starts.map((due) => (
          <p key={due.ruleId}>
            Nếu ghi hôm nay, thời hạn mới: <strong>{formatDay(due.dueLegal)}</strong>{" "}
            <WhyDue due={due} of={`thời hạn của ${act.labelVi}`} />
          </p>
        ))}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            Ghi <kbd>Ctrl+Enter</kbd>
          </Button>
          <Button onClick={onCancel}>
            Bỏ <kbd>Esc</kbd>
          </Button>
        </div>
      </Form>
    </div>
  );
}
