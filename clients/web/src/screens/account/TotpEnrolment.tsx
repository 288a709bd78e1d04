import { useMutation } from "@connectrpc/connect-query";
import { Alert, Button, Form, Input } from "antd";
import { explain } from "@/api/errors";
import { newRequestId } from "@/api/request_id";
import { QrCode } from "@/app/QrCode";
import { useMe, useSession } from "@/app/session";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";

// Turns on the second factor: password, then the secret for an authenticator app, then a code of it.
export function TotpEnrolment() {
  const me = useMe();
  const { reload } = useSession();
  const enrol = useMutation(IdentityService.method.enrolTotp);
  const confirm = useMutation(IdentityService.method.confirmTotp, {
    onSuccess: () => {
      enrol.reset();
      reload();
    },
  });
  const failure = enrol.error ?? confirm.error;
  const notice = failure && <Alert type="error" showIcon title={explain(failure).text} role="alert" />;

  if (enrol.data) {
    return (
      <Form
        layout="vertical"
        onFinish={({ code }: { code: string }) =>
          confirm.mutate({ requestId: newRequestId(), code: code.replace(/\s/g, "") })
        }
      >
        {notice}
        <p>Quét mã bằng ứng dụng xác thực trên điện thoại, hoặc gõ khóa vào ứng dụng:</p>
        <QrCode text={enrol.data.uri} label="Mã QR để thêm vào ứng dụng xác thực" />
        <p>
          Khóa: <code className="totp-secret">{enrol.data.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
        </p>
        <Form.Item
          name="code"
          label="Mã 6 số ứng dụng đang hiện"
          rules={[{ required: true, pattern: /^\s*(\d\s*){6}$/, message: "Mã gồm 6 chữ số" }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={9} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          Bật xác thực hai lớp
        </Button>
      </Form>
    );
  }
  return (
    <Form
      layout="vertical"
      onFinish={({ password }: { password: string }) => enrol.mutate({ requestId: newRequestId(), password })}
    >
      {notice}
      <p role="status">
        {me.totpEnabled
          ? "Đã bật: mỗi lần đăng nhập cần mã trên điện thoại. Có thể đổi sang điện thoại khác."
          : "Chưa bật. Bật lên thì lộ mật khẩu cũng không ai đăng nhập được."}
      </p>
      <Form.Item
        name="password"
        label="Mật khẩu (để xác nhận)"
        rules={[{ required: true, message: "Nhập mật khẩu" }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Button htmlType="submit" loading={enrol.isPending}>
        {me.totpEnabled ? "Đổi ứng dụng xác thực" : "Bật xác thực hai lớp"}
      </Button>
    </Form>
  );
}
