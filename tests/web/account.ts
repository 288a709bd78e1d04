// Calls through the gateway as a program makes them: JSON over Connect, for what has to be ready before a browser opens.
const COOKIE = /__Host-donthu=[^;]*/;

async function call(
  url: string,
  method: string,
  body: object,
  cookie = "",
): Promise<Response> {
  const headers = {
    "content-type": "application/json",
    "connect-protocol-version": "1",
    origin: url,
    ...(cookie ? { cookie } : {}),
  };
  const answer = await fetch(`${url}/${method}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok)
    throw new Error(`${method}: ${answer.status} ${await answer.text()}`);
  return answer;
}

// Signs in with the one-time password and sets another one, which is returned.
export async function openAccount(
  url: string,
  officer: string,
  once: string,
): Promise<string> {
  const identity = "donthu.identity.v1.IdentityService";
  const signedIn = await call(url, `${identity}/SignIn`, {
    requestId: crypto.randomUUID(),
    officer,
    password: once,
  });
  const cookie =
    COOKIE.exec(signedIn.headers.get("set-cookie") ?? "")?.[0] ?? "";
  const password = `mot cau de nho ${crypto.randomUUID().slice(0, 8)}`;
  await call(
    url,
    `${identity}/ChangePassword`,
    {
      requestId: crypto.randomUUID(),
      currentPassword: once,
      newPassword: password,
    },
    cookie,
  );
  return password;
}
