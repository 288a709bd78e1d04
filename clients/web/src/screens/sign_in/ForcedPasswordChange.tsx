import { useSession } from "@/app/session";
import { NewPasswordForm } from "./NewPasswordForm";
import { SignOutButton } from "./SignOutButton";

// The one-time password opens nothing but this.
export function ForcedPasswordChange() {
  const { reload } = useSession();
  return (
    <main id="main" className="sign-in">
      <section aria-labelledby="new-password-title">
        <h1 id="new-password-title">Đặt mật khẩu của bạn</h1>
        <p>Mật khẩu được cấp chỉ dùng một lần. Đặt mật khẩu mới rồi làm việc tiếp.</p>
        <NewPasswordForm currentLabel="Mật khẩu được cấp" onChanged={reload} />
        <SignOutButton />
      </section>
    </main>
  );
}
