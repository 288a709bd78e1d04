import { useState } from "react";
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { App, Button, Form } from "antd";
import { mayCall } from "@/api/access";
import { formatDay, toDay, todayInVietnam } from "@/api/dates";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useRequestId } from "@/app/use_request_id";
import { useOfficers } from "@/fields/officer_options";
import { QuickSelect } from "@/fields/QuickSelect";
import {
  type Assignment,
  type GetHandlingsResponse,
  RoutingService,
} from "@/gen/donthu/routing/v1/routing_service_pb";

const { assignOfficer, getAssignments } = RoutingService.method;

interface Props {
  petitionId: bigint;
  way: GetHandlingsResponse;
}

// Who works on the petition at the officer's own agency; its head gives it and takes it back.
export function Workers({ petitionId, way }: Props) {
  const me = useMe();
  const holds = way.handlings.some((one) => one.agencyCode === me.agencyCode);
  const enabled = holds && mayCall(me.roles, getAssignments);
  const found = useQuery(getAssignments, { petitionId, agencyCode: me.agencyCode }, { enabled });
  const [changes, setChanges] = useState(0);
  if (!enabled) return null;
  const changed = () => {
    setChanges(changes + 1);
    void found.refetch();
  };
  const working = (found.data?.assignments ?? []).filter((one) => !one.endedOn);
  return (
    <section aria-labelledby="workers-title">
      <h2 id="workers-title">Cán bộ được giao</h2>
      <Problem type="warning" error={found.error} />
      {found.data && working.length === 0 && <p>Chưa giao cho cán bộ nào.</p>}
      {/* Each change is a request of its own, with an id of its own. */}
      <Working key={changes} petitionId={petitionId} working={working} onChanged={changed} />
    </section>
  );
}

interface WorkingProps {
  petitionId: bigint;
  working: Assignment[];
  onChanged: () => void;
}

function Working({ petitionId, working, onChanged }: WorkingProps) {
  const me = useMe();
  const officers = useOfficers();
  const { message } = App.useApp();
  const [requestId, onError] = useRequestId();
  const onSuccess = () => {
    void message.success("Đã ghi.");
    onChanged();
  };
  const change = useMutation(assignOfficer, { onError, onSuccess });
  const mayAssign = mayCall(me.roles, assignOfficer);
  const send = (officer: string, ends: boolean) => {
    change.mutate({
      requestId,
      petitionId,
      agencyCode: me.agencyCode,
      officer,
      on: toDay(todayInVietnam()),
      ends,
    });
  };
  return (
    <>
      <Problem error={change.error} />
      <ul className="plain-list">
        {working.map((one) => (
          <li key={one.officer}>
            <span>
              <strong>{officers.nameOf(one.officer)}</strong>, từ {formatDay(one.assignedOn)}
              {one.officerLeft && ", không còn công tác tại đây"}
            </span>
            {mayAssign && (
              <Button loading={change.isPending} onClick={() => send(one.officer, true)}>
                Thôi giao
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayAssign && (
        <Form<{ officer: string }> layout="vertical" onFinish={({ officer }) => send(officer, false)}>
          <Form.Item
            name="officer"
            label="Giao cho cán bộ"
            rules={[{ required: true, message: "Chọn cán bộ." }]}
          >
            <QuickSelect options={officers.options} />
          </Form.Item>
          <div className="form-actions">
            <Button htmlType="submit" loading={change.isPending}>
              Giao
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
