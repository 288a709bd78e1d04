import { TotpEnrolment } from "@/screens/account/TotpEnrolment";
import { SignOutButton } from "./SignOutButton";

// Roles that need a second factor can call nothing else before they have one.
export function ForcedTotp() {
  return (
    <main id="main" className="sign-in">
      <section aria-labelledby="forced-totp-title">
        <h1 id="forced-totp-title">Bật xác thực hai lớp</h1>
        <p>Vai trò của bạn bắt buộc có mã xác thực. Bật xong thì làm việc tiếp.</p>
        <TotpEnrolment />
        <SignOutButton />
      </section>
    </main>
  );
}
