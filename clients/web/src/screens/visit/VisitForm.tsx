import { callUnaryMethod, useMutation, useTransport } from "@connectrpc/connect-query";
import { App, Button, Form } from "antd";
import { todayInVietnam } from "@/api/dates";
import { explain } from "@/api/errors";
import { formErrors } from "@/api/form_errors";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useRequestId } from "@/app/use_request_id";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { PlaceFields } from "../intake/MatterFields";
import { OutcomeFields } from "./OutcomeFields";
import { SittingFields } from "./SittingFields";
import { SummaryField, ToldFields } from "./ToldFields";
import { emptyVisit, petitionCodeOf, toVisitRequest, type VisitValues } from "./visit_values";
import { VisitorFields } from "./VisitorFields";

const { getPetition, recordVisit } = IntakeService.method;

export function VisitForm({ onRecorded }: { onRecorded: () => void }) {
  const me = useMe();
  const [form] = Form.useForm<VisitValues>();
  const { message } = App.useApp();
  const transport = useTransport();
  const [requestId, onRefused] = useRequestId();

  const show = (name: (string | number)[], errors: string[]) => {
    form.setFields([{ name, errors }] as never);
    form.scrollToField(name, { focus: true, block: "center" });
  };
  const record = useMutation(recordVisit, {
    onSuccess: () => {
      void message.success("Đã ghi vào sổ tiếp công dân.");
      onRecorded();
    },
    onError: (error) => {
      onRefused(error);
      for (const { name, errors } of formErrors(explain(error)).reverse())
        show(name[0] === "petitionId" ? ["petitionCode"] : name, errors);
    },
  });

  const send = async (values: VisitValues) => {
    const code = petitionCodeOf(values);
    let petitionId = 0n;
    if (code) {
      try {
        petitionId = (await callUnaryMethod(transport, getPetition, { key: { case: "code", value: code } }))
          .id;
      } catch (error) {
        show(["petitionCode"], [explain(error).text]);
        return;
      }
    }
    record.mutate(toVisitRequest(values, requestId, me.agencyCode, petitionId));
  };
  const save = () => {
    if (!record.isPending) form.submit();
  };
  useShortcut("Ctrl+Enter", "Ghi lượt tiếp vào sổ", save);

  return (
    <Form<VisitValues>
      form={form}
      className="no-print"
      layout="vertical"
      requiredMark={false}
      initialValues={emptyVisit(todayInVietnam())}
      scrollToFirstError={{ focus: true, block: "center" }}
      onFinish={(values) => void send(values)}
      aria-label="Ghi lượt tiếp công dân"
    >
      <Problem error={record.error} />
      <SittingFields />
      <VisitorFields />
      <section aria-labelledby="told-title">
        <h2 id="told-title">3. Trình bày việc gì</h2>
        <ToldFields />
        <PlaceFields />
        <SummaryField />
      </section>
      <OutcomeFields />
      <div className="save-bar">
        <Button type="primary" onClick={save} loading={record.isPending}>
          Ghi vào sổ <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}
