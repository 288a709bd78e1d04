import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Alert, App, Button } from "antd";
import { formatMoment } from "@/api/dates";
import { explain } from "@/api/errors";
import { newRequestId } from "@/api/request_id";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";

export function SessionList() {
  const { message } = App.useApp();
  const sessions = useQuery(IdentityService.method.listSessions, { pageSize: 100 });
  const revoke = useMutation(IdentityService.method.revokeSession, {
    onSuccess: () => void sessions.refetch(),
    onError: (error) => void message.error(explain(error).text),
  });
  if (sessions.error) return <Alert type="error" showIcon title={explain(sessions.error).text} />;
  return (
    <ul className="plain-list">
      {sessions.data?.sessions.map((one) => (
        <li key={String(one.id)}>
          <span>
            {one.device || "Thiết bị không tên"}
            <span className="quiet">
              {" "}
              từ {formatMoment(one.createdAt)}, dùng lần cuối {formatMoment(one.lastSeenAt)}
            </span>
          </span>
          {one.current ? (
            <em>nơi này</em>
          ) : (
            <Button
              size="small"
              aria-label={`Đăng xuất ${one.device}`}
              onClick={() => revoke.mutate({ requestId: newRequestId(), sessionId: one.id })}
            >
              Đăng xuất
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
