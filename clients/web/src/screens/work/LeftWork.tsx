import { useState } from "react";
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { App, Button, Form, Input } from "antd";
import { mayCall } from "@/api/access";
import { maxLengthOf } from "@/api/bounds";
import { toDay, todayInVietnam } from "@/api/dates";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useRequestId } from "@/app/use_request_id";
import { useOfficers } from "@/fields/officer_options";
import { QuickSelect } from "@/fields/QuickSelect";
import { ReassignWorkRequestSchema, RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { byOfficer } from "./left_work";

const { listLeftWork, reassignWork } = RoutingService.method;
const EACH = 500;

// What officers who left have not done, for the head who gives it on. Nothing is shown where there is none.
export function LeftWork() {
  const me = useMe();
  const enabled = mayCall(me.roles, listLeftWork);
  const left = useQuery(listLeftWork, { agencyCode: me.agencyCode, pageSize: EACH }, { enabled, gcTime: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const officers = byOfficer(left.data?.assignments ?? []);
  if (!enabled || (officers.length === 0 && !left.error)) return null;
  const done = () => {
    setChosen(null);
    void left.refetch();
  };
  return (
    <section aria-labelledby="left-title">
      <h2 id="left-title">Việc của người đã thôi việc</h2>
      <Problem type="warning" error={left.error} />
      <ul className="plain-list">
        {officers.map(({ officer, petitions }) => (
          <li key={officer}>
            <span>
              <strong>{officer}</strong>: {petitions} đơn
            </span>
            <Button
              aria-expanded={chosen === officer}
              onClick={() => setChosen(chosen === officer ? null : officer)}
            >
              Giao lại
            </Button>
          </li>
        ))}
      </ul>
      {left.data?.nextPageToken && <p className="quiet">Còn việc khác sau các việc này.</p>}
      {chosen !== null && <ReassignForm key={chosen} from={chosen} onDone={done} />}
    </section>
  );
}

interface Values {
  to: string;
  reason: string;
}

function ReassignForm({ from, onDone }: { from: string; onDone: () => void }) {
  const me = useMe();
  const officers = useOfficers();
  const { message } = App.useApp();
  const [requestId, onError] = useRequestId();
  const reassign = useMutation(reassignWork, {
    onError,
    onSuccess: ({ reassigned, remaining }) => {
      const rest = remaining > 0n ? ` Còn ${String(remaining)} đơn phải giao cho người khác.` : "";
      void message.success(`Đã giao lại ${String(reassigned)} đơn.${rest}`);
      onDone();
    },
  });
  const submit = ({ to, reason }: Values) => {
    reassign.mutate({
      requestId,
      agencyCode: me.agencyCode,
      fromOfficer: from,
      toOfficer: to,
      on: toDay(todayInVietnam()),
      reason,
    });
  };
  return (
    <Form<Values> layout="vertical" aria-label={`Giao lại việc của ${from}`} onFinish={submit}>
      <Problem error={reassign.error} />
      <Form.Item name="to" label="Giao cho" rules={[{ required: true, message: "Chọn cán bộ." }]}>
        <QuickSelect options={officers.options} />
      </Form.Item>
      <Form.Item name="reason" label="Lý do" rules={[{ required: true, message: "Nêu lý do." }]}>
        <Input maxLength={maxLengthOf(ReassignWorkRequestSchema.field.reason)} autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={reassign.isPending}>
        Giao lại
      </Button>
    </Form>
  );
}
