import { Button, Result, Spin } from "antd";
import { Outlet } from "@tanstack/react-router";
import { explain } from "@/api/errors";
import { ForcedPasswordChange } from "@/screens/sign_in/ForcedPasswordChange";
import { ForcedTotp } from "@/screens/sign_in/ForcedTotp";
import { SignInAgain } from "@/screens/sign_in/SignInAgain";
import { SignInScreen } from "@/screens/sign_in/SignInScreen";
import { useSession } from "./session";
import { Shell } from "./Shell";

// The signed-in part of the app, or what has to happen first. When a session ends under way, what is on screen stays.
export function Desk() {
  const { status, me, error, ended, reload } = useSession();
  if (status === "loading") return <Spin fullscreen aria-label="Đang mở" />;
  if (status === "failed") {
    return (
      <Result
        status="warning"
        title="Chưa mở được Đơn Thư"
        subTitle={explain(error).text}
        extra={
          <Button type="primary" autoFocus onClick={reload}>
            Thử lại
          </Button>
        }
      />
    );
  }
  if (!me) return <SignInScreen />;
  if (me.mustChangePassword) return <ForcedPasswordChange />;
  if (me.mustEnrolTotp) return <ForcedTotp />;
  return (
    <Shell>
      {/* Another officer, or the same one for another: nothing of the screen before may stay. */}
      <Outlet key={`${me.officer}/${me.onBehalfOf}`} />
      {ended && <SignInAgain officer={me.officer} />}
    </Shell>
  );
}
