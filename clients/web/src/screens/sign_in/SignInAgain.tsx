import { Modal } from "antd";
import { SignInForm } from "./SignInForm";

// Over the screen that was being worked on, which keeps all that was typed.
export function SignInAgain({ officer }: { officer: string }) {
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      title="Phiên làm việc đã hết"
    >
      <p>Đăng nhập lại để tiếp tục. Nội dung đang nhập vẫn còn nguyên trên màn hình.</p>
      <SignInForm officer={officer} />
    </Modal>
  );
}
