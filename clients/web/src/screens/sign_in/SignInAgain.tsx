import { Modal } from "antd";
import { useOidcLabel } from "./OidcButton";
import { SignInForm } from "./SignInForm";

// Over the screen that was being worked on, which keeps all that was typed.
export function SignInAgain({ officer }: { officer: string }) {
  const label = useOidcLabel();
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
      {label !== "" && (
        // The issuer's page would take the place of this one, with all that was typed.
        <p>
          Hoặc{" "}
          <a href="/" target="_blank" rel="noopener">
            {label} ở thẻ mới
          </a>{" "}
          rồi quay lại đây.
        </p>
      )}
    </Modal>
  );
}
