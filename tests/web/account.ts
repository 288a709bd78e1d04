// Calls through the gateway as a program makes them: JSON over Connect, for what has to be ready before a browser opens and for
// what the services say beside what a screen shows.
const COOKIE = /__Host-donthu=[^;]*/;

// An answer other than success.
export class Refused extends Error {
  constructor(
    method: string,
    readonly status: number,
    readonly text: string,
  ) {
    super(`${method}: ${status} ${text}`);
  }
}

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
  const answer = await fetch(`${url}/donthu.${method}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Refused(method, answer.status, await answer.text());
  return answer;
}

const cookieOf = (answer: Response) =>
  COOKIE.exec(answer.headers.get("set-cookie") ?? "")?.[0] ?? "";

// Signs in with the one-time password and sets another one, which is returned.
export async function openAccount(
  url: string,
  officer: string,
  once: string,
): Promise<string> {
  const signedIn = await call(url, "identity.v1.IdentityService/SignIn", {
    requestId: crypto.randomUUID(),
    officer,
    password: once,
  });
  const password = `mot cau de nho ${crypto.randomUUID().slice(0, 8)}`;
  await call(
    url,
    "identity.v1.IdentityService/ChangePassword",
    {
      requestId: crypto.randomUUID(),
      currentPassword: once,
      newPassword: password,
    },
    cookieOf(signedIn),
  );
  return password;
}

// One who calls with a session of his own.
export class Caller {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(
    stack: { url: string; passwords: Record<string, string> },
    officer: string,
  ): Promise<Caller> {
    const answer = await call(stack.url, "identity.v1.IdentityService/SignIn", {
      requestId: crypto.randomUUID(),
      officer,
      password: stack.passwords[officer],
    });
    return new Caller(stack.url, cookieOf(answer));
  }

  // `method` as in "intake.v1.IntakeService/GetPetition".
  async call<Answer>(method: string, body: object): Promise<Answer> {
    const answer = await call(this.url, method, body, this.cookie);
    return (await answer.json()) as Answer;
  }
}
