import { OidcButton } from "./OidcButton";
import { SignInForm } from "./SignInForm";

export function SignInScreen() {
  return (
    <main id="main" className="sign-in">
      <section aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">Đơn Thư</h1>
        <p>Tiếp nhận, xử lý và theo dõi đơn khiếu nại, tố cáo, kiến nghị, phản ánh.</p>
        <SignInForm />
        <OidcButton />
      </section>
    </main>
  );
}
