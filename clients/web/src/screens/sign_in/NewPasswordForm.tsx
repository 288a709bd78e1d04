import { useMutation } from "@connectrpc/connect-query";
import { Button, Form, Input } from "antd";
import { newRequestId } from "@/api/request_id";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { newPasswordProblem } from "./new_password";

interface Values {
  current: string;
  next: string;
  again: string;
}

export function NewPasswordForm({
  currentLabel,
  onChanged,
}: {
  currentLabel: string;
  onChanged: () => void;
}) {
  const me = useMe();
  const [form] = Form.useForm<Values>();
  const change = useMutation(IdentityService.method.changePassword, {
    onSuccess: () => {
      form.resetFields();
      onChanged();
    },
  });
  const submit = (values: Values) => {
    change.mutate({ requestId: newRequestId(), currentPassword: values.current, newPassword: values.next });
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      <Problem error={change.error} />
      <Form.Item
        name="current"
        label={currentLabel}
        rules={[{ required: true, message: `Nhập ${currentLabel}` }]}
      >
        <Input.Password autoFocus autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="next"
        label="Mật khẩu mới"
        extra="Ít nhất 12 ký tự, khác mật khẩu cũ, không chứa tên đăng nhập. Một câu dễ nhớ là tốt nhất."
        rules={[
          {
            validator: (_, value: string) => {
              const problem = newPasswordProblem(value, form.getFieldValue("current") as string, me.officer);
              return problem ? Promise.reject(new Error(problem)) : Promise.resolve();
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="again"
        label="Nhập lại mật khẩu mới"
        dependencies={["next"]}
        rules={[
          {
            validator: (_, value: string) =>
              value === form.getFieldValue("next")
                ? Promise.resolve()
                : Promise.reject(new Error("Hai lần nhập mật khẩu mới chưa giống nhau")),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        Đổi mật khẩu
      </Button>
    </Form>
  );
}
