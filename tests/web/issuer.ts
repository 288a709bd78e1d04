// An OpenID provider of its own, and the place in front of the gateway that it sends browsers back to. Whoever signs in there
// is who he says: any password will do.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  type AddressInfo,
  connect,
  createServer,
  type Server,
  type Socket,
} from "node:net";
import {
  createServer as createHttpServer,
  type Server as HttpServer,
} from "node:http";
import Provider from "oidc-provider";

export const LABEL = "Đăng nhập qua cổng của tỉnh";

// Listens on a free port, which it gives.
async function listen(server: Server | HttpServer): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

// The issuer wants to know where browsers go before the gateway has a port: this one is known first, and passes on.
export class Front {
  private to = 0;
  private readonly open = new Set<Socket>();
  private readonly server = createServer((browser) => {
    const gateway = connect(this.to, "127.0.0.1");
    for (const [from, other] of [
      [browser, gateway],
      [gateway, browser],
    ] as const) {
      this.open.add(from);
      from.on("error", () => other.destroy());
      from.on("close", () => {
        this.open.delete(from);
        other.destroy();
      });
      from.pipe(other);
    }
  });
  url = "";

  async start(): Promise<void> {
    this.url = `http://localhost:${await listen(this.server)}`;
  }
  passTo(gatewayUrl: string): void {
    this.to = Number(new URL(gatewayUrl).port);
  }
  stop(): void {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }
}

export class Issuer {
  private readonly server = createHttpServer();
  readonly secret = randomBytes(24).toString("base64");
  url = "";

  // `redirectUri`: the one place to which it sends browsers.
  async start(redirectUri: string): Promise<void> {
    this.url = `http://127.0.0.1:${await listen(this.server)}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = {
      ...privateKey.export({ format: "jwk" }),
      use: "sig",
      alg: "RS256",
    };
    const provider = new Provider(this.url, {
      clients: [
        {
          client_id: "donthu",
          client_secret: this.secret,
          redirect_uris: [redirectUri],
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: [randomBytes(24).toString("hex")] },
      pkce: { required: () => true },
      // Claims of the scope stand in the ID token, which is all that we read.
      conformIdTokenClaims: false,
      claims: { openid: ["sub"], profile: ["preferred_username"] },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: `so-${id}`, preferred_username: id }),
      }),
    });
    this.server.on("request", provider.callback());
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  // What the identity service is told of it.
  config(redirectUri: string, secretFile: string): string {
    return (
      `oidc { issuer: "${this.url}" client_id: "donthu" client_secret_file: "${secretFile}" ` +
      `redirect_uri: "${redirectUri}" label_vi: "${LABEL}" }`
    );
  }
}
