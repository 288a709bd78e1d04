import { useMutation } from "@connectrpc/connect-query";
import { Alert, App, Button } from "antd";
import { formatDay } from "@/api/dates";
import { explain } from "@/api/errors";
import { newRequestId } from "@/api/request_id";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { useMe, useSession } from "./session";

// Says for whom the officer acts as deputy, and lets them begin and end it. What is done meanwhile is recorded as both.
export function SubstitutionBanner() {
  const me = useMe();
  const { enter } = useSession();
  const { message } = App.useApp();
  const actFor = useMutation(IdentityService.method.actFor, {
    onSuccess: enter,
    onError: (error) => void message.error(explain(error).text),
  });
  const act = (officer: string) => actFor.mutate({ requestId: newRequestId(), officer });

  if (me.onBehalfOf) {
    return (
      <Alert
        banner
        type="warning"
        title={`Bạn đang làm việc thay ${me.onBehalfOf}. Mọi việc được ghi là ${me.officer} làm thay ${me.onBehalfOf}.`}
        action={
          <Button size="small" loading={actFor.isPending} onClick={() => act("")}>
            Thôi làm thay
          </Button>
        }
      />
    );
  }
  return me.substitutions.map((one) => (
    <Alert
      key={String(one.id)}
      banner
      type="info"
      title={`${one.officer} vắng từ ${formatDay(one.from)} đến ${formatDay(one.to)}; bạn được giao làm thay.`}
      action={
        <Button size="small" loading={actFor.isPending} onClick={() => act(one.officer)}>
          Làm việc thay
        </Button>
      }
    />
  ));
}
