import { useMutation } from "@connectrpc/connect-query";
import { Alert, Button, Form, Input } from "antd";
import { explain } from "@/api/errors";
import { newRequestId } from "@/api/request_id";
import { useSession } from "@/app/session";
import type { Me } from "@/gen/donthu/identity/v1/identity_pb";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { deviceName, deviceToken, keepDeviceToken } from "./device";
import { signInFailure } from "./sign_in_failure";

interface Values {
  officer: string;
  password: string;
  code?: string;
}

export interface SignInFormProps {
  // Given and fixed where an ended session is to be renewed.
  officer?: string;
  onSignedIn?: (me: Me) => void;
}

export function SignInForm({ officer, onSignedIn }: SignInFormProps) {
  const { enter } = useSession();
  const [form] = Form.useForm<Values>();
  const signIn = useMutation(IdentityService.method.signIn, {
    onSuccess: (answer, request) => {
      keepDeviceToken(request.officer ?? "", answer.deviceToken);
      if (!answer.me) return;
      enter(answer.me);
      onSignedIn?.(answer.me);
    },
    onError: () => {
      form.setFieldsValue({ password: "", code: "" });
      (form.getFieldInstance("password") as HTMLInputElement | undefined)?.focus();
    },
  });
  const submit = (values: Values) => {
    const name = values.officer.trim().toLowerCase();
    signIn.mutate({
      requestId: newRequestId(),
      officer: name,
      password: values.password,
      totpCode: values.code?.replace(/\s/g, "") ?? "",
      deviceToken: deviceToken(name),
      device: deviceName(),
    });
  };

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={submit}
      initialValues={{ officer, code: "" }}
    >
      {signIn.error && (
        <Alert type="error" showIcon title={signInFailure(explain(signIn.error))} role="alert" />
      )}
      <Form.Item
        name="officer"
        label="Tên đăng nhập"
        rules={[{ required: true, message: "Nhập tên đăng nhập" }]}
      >
        <Input
          autoFocus={!officer}
          disabled={Boolean(officer)}
          autoComplete="username"
          autoCapitalize="none"
        />
      </Form.Item>
      <Form.Item name="password" label="Mật khẩu" rules={[{ required: true, message: "Nhập mật khẩu" }]}>
        <Input.Password autoFocus={Boolean(officer)} autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="code"
        label="Mã xác thực 6 số (nếu đã bật)"
        rules={[{ pattern: /^\s*(\d\s*){6}$/, message: "Mã gồm 6 chữ số trên ứng dụng xác thực" }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={9} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        Đăng nhập
      </Button>
    </Form>
  );
}
