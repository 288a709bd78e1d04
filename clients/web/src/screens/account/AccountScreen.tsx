import { App } from "antd";
import { useMe } from "@/app/session";
import { agencyName, useReference } from "@/api/reference";
import { NewPasswordForm } from "@/screens/sign_in/NewPasswordForm";
import { SessionList } from "./SessionList";
import { TotpEnrolment } from "./TotpEnrolment";

export function AccountScreen() {
  const me = useMe();
  const reference = useReference();
  const { message } = App.useApp();
  return (
    <div className="page narrow">
      <h1>Tài khoản</h1>
      <p>
        {me.name} ({me.officer}), {agencyName(reference, me.agencyCode)}
      </p>
      <section aria-labelledby="totp-title">
        <h2 id="totp-title">Xác thực hai lớp</h2>
        <TotpEnrolment />
      </section>
      <section aria-labelledby="sessions-title">
        <h2 id="sessions-title">Nơi đang đăng nhập</h2>
        <SessionList />
      </section>
      <section aria-labelledby="password-title">
        <h2 id="password-title">Đổi mật khẩu</h2>
        <NewPasswordForm
          currentLabel="Mật khẩu hiện tại"
          onChanged={() => void message.success("Đã đổi mật khẩu. Các nơi đăng nhập khác đã bị đăng xuất.")}
        />
      </section>
    </div>
  );
}
