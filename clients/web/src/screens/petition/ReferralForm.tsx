import { useState } from "react";
import { useMutation } from "@connectrpc/connect-query";
import { App, Button, Form, Input } from "antd";
import { mayCall } from "@/api/access";
import { maxLengthOf } from "@/api/bounds";
import { formatDay, type PlainDay, toDay, todayInVietnam } from "@/api/dates";
import { agencyName, useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useRequestId } from "@/app/use_request_id";
import { DateField } from "@/fields/DateField";
import {
  ReturnReferralRequestSchema,
  RoutingService,
  type Transfer,
} from "@/gen/donthu/routing/v1/routing_service_pb";

const { acceptReferral, returnReferral } = RoutingService.method;

interface Values {
  on: PlainDay | null;
  replyNumber: string;
  reason: string;
}

// A petition that another agency sent: taken, or returned once with the reason.
export function ReferralForm({ sent, onChanged }: { sent: Transfer; onChanged: () => void }) {
  const me = useMe();
  const reference = useReference();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [returning, setReturning] = useState(false);
  const [requestId, onError] = useRequestId();
  const onSuccess = () => {
    void message.success("Đã ghi.");
    onChanged();
  };
  const accept = useMutation(acceptReferral, { onError, onSuccess });
  const giveBack = useMutation(returnReferral, { onError, onSuccess });
  const error = accept.error ?? giveBack.error;
  const submit = (values: Values) => {
    const on = values.on ? toDay(values.on) : undefined;
    const common = {
      requestId,
      referralId: sent.referralId,
      agencyCode: me.agencyCode,
      replyNumber: values.replyNumber,
    };
    if (returning) giveBack.mutate({ ...common, returnedOn: on, reason: values.reason });
    else accept.mutate({ ...common, acceptedOn: on });
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{ on: todayInVietnam(), replyNumber: "", reason: "" }}
      onFinish={submit}
    >
      <p>
        {agencyName(reference, sent.fromAgencyCode)} chuyển đến ngày {formatDay(sent.sentOn)}, chờ tiếp nhận.
      </p>
      <Problem error={error} />
      <Form.Item name="on" label="Ngày" rules={[{ required: true, message: "Nhập ngày." }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="replyNumber" label="Số văn bản trả lời">
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      {returning && (
        <Form.Item
          name="reason"
          label="Lý do trả lại"
          rules={[{ required: true, message: "Nêu lý do trả lại." }]}
        >
          <Input.TextArea
            autoFocus
            rows={2}
            maxLength={maxLengthOf(ReturnReferralRequestSchema.field.reason)}
          />
        </Form.Item>
      )}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={accept.isPending || giveBack.isPending}>
          {returning ? "Trả lại đơn" : "Tiếp nhận đơn"}
        </Button>
        {mayCall(me.roles, returnReferral) && (
          <Button onClick={() => setReturning(!returning)}>{returning ? "Tiếp nhận" : "Trả lại…"}</Button>
        )}
      </div>
    </Form>
  );
}
