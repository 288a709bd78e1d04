import { useEffect, useRef, useState } from "react";
import { useMutation } from "@connectrpc/connect-query";
import { useRouter } from "@tanstack/react-router";
import { Alert, Button, Spin } from "antd";
import { newRequestId } from "@/api/request_id";
import { Problem } from "@/app/Problem";
import { useSession } from "@/app/session";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { deviceName } from "./device";
import { forgetAttempt, readReturn } from "./oidc_attempt";

// Where the issuer sends the browser back to.
export function OidcReturnScreen() {
  const { enter } = useSession();
  const router = useRouter();
  const [back] = useState(() => readReturn(sessionStorage, window.location.search));
  const begun = useRef(false);
  const finish = useMutation(IdentityService.method.finishOidc);
  const { mutate } = finish;

  // Once, whatever is drawn anew: a code is good for one try.
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    forgetAttempt(sessionStorage);
    // The code stays neither in the address nor in the history.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if ("failure" in back) return;
    const { attempt, code } = back;
    const request = { requestId: newRequestId(), state: attempt.state, code, device: deviceName() };
    mutate(
      { ...request, browserSecret: attempt.secret },
      {
        onSuccess: ({ me }) => {
          if (me) enter(me);
          router.history.replace(attempt.path);
        },
      },
    );
  }, [back, mutate, enter, router]);

  const failed = "failure" in back || finish.isError;
  return (
    <main id="main" className="sign-in">
      <section aria-labelledby="oidc-title">
        <h1 id="oidc-title">Đăng nhập qua cổng</h1>
        {"failure" in back && <Alert type="error" showIcon role="alert" title={back.failure} />}
        <Problem error={finish.error} />
        {failed ? (
          <Button type="primary" autoFocus onClick={() => void router.navigate({ to: "/" })}>
            Về trang đăng nhập
          </Button>
        ) : (
          <Spin aria-label="Đang hoàn tất đăng nhập" />
        )}
      </section>
    </main>
  );
}
