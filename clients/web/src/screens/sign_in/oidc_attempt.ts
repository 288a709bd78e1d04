// A sign-on through the issuer, as this tab remembers it while the issuer's page is open: the secret that binds it to this
// browser, and where the officer wanted to go. Gone with the tab, or with its use.
const KEY = "donthu.oidc";

export interface OidcAttempt {
  state: string;
  secret: string;
  // Within this app.
  path: string;
}

export function keepAttempt(storage: Storage, authorizationUrl: string, secret: string, path: string): void {
  const state = new URL(authorizationUrl).searchParams.get("state") ?? "";
  storage.setItem(KEY, JSON.stringify({ state, secret, path } satisfies OidcAttempt));
}

export function forgetAttempt(storage: Storage): void {
  storage.removeItem(KEY);
}

function keptAttempt(storage: Storage): OidcAttempt | null {
  try {
    return JSON.parse(storage.getItem(KEY) ?? "null") as OidcAttempt | null;
  } catch {
    return null;
  }
}

// What the issuer sent the browser back with: something to redeem, or why not.
export type OidcReturn = { attempt: OidcAttempt; code: string } | { failure: string };

const NOT_OURS =
  "Lần đăng nhập này không bắt đầu từ thẻ trình duyệt này, hoặc đã được dùng. Bấm đăng nhập qua cổng một lần nữa.";

export function readReturn(storage: Storage, search: string): OidcReturn {
  const answer = new URLSearchParams(search);
  const attempt = keptAttempt(storage);
  const error = answer.get("error");
  if (error === "access_denied")
    return { failure: "Bạn đã hủy đăng nhập ở cổng. Bấm đăng nhập qua cổng lần nữa, hoặc dùng mật khẩu." };
  if (error !== null)
    return { failure: "Cổng đăng nhập báo lỗi. Thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu." };
  const code = answer.get("code") ?? "";
  if (!attempt || code === "" || answer.get("state") !== attempt.state) return { failure: NOT_OURS };
  return { attempt, code };
}
