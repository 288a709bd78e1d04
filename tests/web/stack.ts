// A whole installation of its own for one run: private PostgreSQL, services, gateway, reference data, accounts. Ports are
// free ones; everything lies in one temporary folder and is gone afterwards.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { openAccount } from "./account";

export const repo = resolve(import.meta.dirname, "../..");
const bin = process.env.DONTHU_BIN ?? join(repo, "build/release/bin");
const START_MS_MAX = 60_000;

// Officers of agencies that exist today; the demonstration's agencies ended in 2025.
export const DESK = "tiep-dan.phuong-thu";
export const CASE_OFFICER = "xu-ly.phuong-thu";
export const OTHER_OFFICER = "xu-ly-2.phuong-thu";
export const HEAD = "chu-tich.phuong";
export const INSPECTOR = "thanh-tra.quang-tri";
// Of the demonstration's city, with wards below it.
export const CITY_HEAD = "chu-tich.dong-hoi";
// Of the inspectorate whose province has the sample of 2024.
export const PROVINCE = "thanh-tra.tinh";
export const WARD = "QT-18880-UBND";
// Those that only the journeys have: officer, name, roles.
const OWN_OFFICERS = [
  [DESK, "Trần Thị Hoa", "ROLE_RECEPTION;ROLE_CASE_OFFICER"],
  [CASE_OFFICER, "Nguyễn Văn Hải", "ROLE_CASE_OFFICER"],
  [OTHER_OFFICER, "Lê Thị Thu", "ROLE_CASE_OFFICER"],
] as const;
const PRESENT = new Set<string>([
  DESK,
  CASE_OFFICER,
  OTHER_OFFICER,
  HEAD,
  INSPECTOR,
]);
const OFFICERS = [
  ...PRESENT,
  "tiep-dan.dong-hoi",
  "xu-ly.dong-hoi",
  CITY_HEAD,
  PROVINCE,
  "chu-tich.xuan-hoa",
];

export interface Stack {
  // Of the gateway, by a name for which browsers keep a Secure cookie without TLS.
  url: string;
  // Officer → password, set and ready to sign in with.
  passwords: Record<string, string>;
  // Folder of the private PostgreSQL.
  postgres: string;
}

// What no officer could do in time, such as thousands of rows.
export function runSql(stack: Stack, sql: string): string {
  const args = [
    "psql",
    stack.postgres,
    "-X",
    "-q",
    "-t",
    "-A",
    "-v",
    "ON_ERROR_STOP=1",
    "-d",
    "donthu",
    "-c",
    sql,
  ];
  return execFileSync(join(repo, "tools/pg"), args, { encoding: "utf8" });
}

export interface Options {
  // Those who get accounts.
  officers?: readonly string[];
  // The petitions of the demonstration.
  demo?: boolean;
  // Issuer through which officers may sign in: its secret, and what the configuration says of it.
  issuer?: { secret: string; config: (secretFile: string) => string };
}

export class Installation {
  constructor(private readonly options: Options = {}) {}
  private readonly folder = mkdtempSync(join(tmpdir(), "donthu-web."));
  private readonly running: ChildProcess[] = [];

  async start(): Promise<Stack> {
    // The database's own user must be able to enter.
    chmodSync(this.folder, 0o755);
    const socket = this.startDatabase();
    const tokens = this.writeSecrets();
    const port = await this.launch("donthud", this.servicesConfig(socket));
    writeFileSync(
      this.path("client.textproto"),
      `endpoint: "127.0.0.1:${port}"\n`,
    );
    this.importData(tokens.system);
    const gateway = await this.launch(
      "donthu-gateway",
      this.gatewayConfig(port),
    );
    const url = `http://localhost:${gateway}`;
    const passwords: Record<string, string> = {};
    for (const officer of this.options.officers ?? OFFICERS) {
      const administrator = PRESENT.has(officer)
        ? tokens.present
        : tokens.administrator;
      const once = this.donthu(
        administrator,
        "officer",
        "account",
        "create",
        officer,
      ).trim();
      passwords[officer] = await openAccount(url, officer, once);
    }
    return { url, passwords, postgres: this.path("pg") };
  }

  async stop(): Promise<void> {
    for (const process of this.running.reverse()) {
      if (process.exitCode !== null) continue;
      const ended = new Promise((done) => process.once("exit", done));
      process.kill("SIGTERM");
      await ended;
    }
    execFileSync(join(repo, "tools/pg"), ["stop", this.path("pg")], {
      stdio: "ignore",
    });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private startDatabase(): string {
    const pg = join(repo, "tools/pg");
    execFileSync(pg, ["start", "--fast", this.path("pg")], {
      stdio: "inherit",
    });
    execFileSync(
      pg,
      ["psql", this.path("pg"), "-X", "-q", "-c", "create database donthu"],
      { stdio: "inherit" },
    );
    const dsn = execFileSync(
      pg,
      ["dsn", this.path("pg"), "donthu", "donthu_owner"],
      { encoding: "utf8" },
    ).trim();
    execFileSync(join(repo, "tools/migrate"), [dsn], { stdio: "ignore" });
    return /host=(\S+)/.exec(dsn)?.[1] ?? "";
  }

  private writeSecrets(): {
    system: string;
    administrator: string;
    present: string;
  } {
    const secret = (name: string) => {
      writeFileSync(this.path(name), randomBytes(32).toString("hex"), {
        mode: 0o600,
      });
      return this.path(name);
    };
    const files = {
      system: secret("system.token"),
      // Of the province of the demonstration, and of the one that took its place in 2025.
      administrator: secret("administrator.token"),
      present: secret("present.token"),
    };
    secret("identity.key");
    secret("receipt.key");
    secret("personal.key");
    const principal = (
      file: string,
      officer: string,
      agency: string,
      role: string,
    ) => {
      const sha = createHash("sha256").update(readFileSync(file)).digest("hex");
      return `principal { token_sha256: "${sha}" officer: "${officer}" agency: "${agency}" roles: ${role} }\n`;
    };
    const principals =
      principal(files.system, "he-thong.mot-cua", "QB-UBND", "ROLE_SYSTEM") +
      principal(
        files.administrator,
        "quan-tri.cai-dat",
        "QB-UBND",
        "ROLE_ADMINISTRATOR",
      ) +
      principal(
        files.present,
        "quan-tri.hien-nay",
        "QT-UBND",
        "ROLE_ADMINISTRATOR",
      );
    writeFileSync(this.path("principals.textproto"), principals, {
      mode: 0o600,
    });
    execFileSync(
      "openssl",
      ["genpkey", "-algorithm", "ed25519", "-out", this.path("seal.key")],
      { stdio: "ignore" },
    );
    execFileSync("openssl", [
      "pkey",
      "-in",
      this.path("seal.key"),
      "-pubout",
      "-out",
      this.path("seal.pub.pem"),
    ]);
    return files;
  }

  // As tools/up makes it from the same template; without TLS, which loopback needs not.
  private servicesConfig(socket: string): string {
    const values: Record<string, string> = {
      SOCKET_DIR: socket,
      DATABASE: "donthu",
      PORT: "0",
      METRICS_PORT: "0",
      RULES: join(repo, "services/law/rules"),
      FORMS: join(repo, "services/inspectorate/forms"),
      PRINCIPALS: this.path("principals.textproto"),
      SEAL_KEY: this.path("seal.key"),
      SEAL_PUBLIC_KEY: this.path("seal.pub.pem"),
      IDENTITY_KEY: this.path("identity.key"),
      RECEIPT_KEY: this.path("receipt.key"),
      PERSONAL_DATA_KEY: this.path("personal.key"),
    };
    const template = readFileSync(
      join(repo, "deploy/config/donthud.textproto"),
      "utf8",
    );
    return this.withIssuer(template)
      .replace(/^tls \{[^}]*\}\n/m, "")
      .replace(/@(\w+)@/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined)
          throw new Error(
            `deploy/config/donthud.textproto: unknown placeholder ${name}`,
          );
        return value;
      });
  }

  private withIssuer(template: string): string {
    const { issuer } = this.options;
    if (!issuer) return template;
    const file = this.path("issuer.secret");
    writeFileSync(file, issuer.secret, { mode: 0o600 });
    const config = template.replace(
      /^identity \{ (.*) \}$/m,
      (_, given: string) => `identity { ${given} ${issuer.config(file)} }`,
    );
    if (config === template)
      throw new Error("deploy/config/donthud.textproto: no identity { … }");
    return config;
  }

  private gatewayConfig(port: number): string {
    const web = join(repo, "build/web");
    return `listen: "127.0.0.1:0"\nweb_directory: "${web}"\nupstream { endpoint: "127.0.0.1:${port}" }\n`;
  }

  // Starts a program and gives the port that it says it has taken.
  private async launch(program: string, config: string): Promise<number> {
    const file = this.path(`${program}.textproto`);
    writeFileSync(file, config);
    const child = spawn(join(bin, program), ["--config", file], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.running.push(child);
    const log = this.path(`${program}.log`);
    return await new Promise((done, fail) => {
      const late = setTimeout(
        () => fail(new Error(`${program} did not start`)),
        START_MS_MAX,
      );
      createInterface(child.stderr).on("line", (line) => {
        appendFileSync(log, `${line}\n`);
        const started = /"event":"started".*"port":"(\d+)"/.exec(line);
        if (!started) return;
        clearTimeout(late);
        done(Number(started[1]));
      });
      child.once("exit", () => {
        clearTimeout(late);
        fail(
          new Error(
            `${program} ended: ${readFileSync(log, "utf8").slice(-2000)}`,
          ),
        );
      });
    });
  }

  // The command line client.
  private donthu(tokenFile: string, ...args: string[]): string {
    const env = {
      ...process.env,
      DONTHU_CONFIG: this.path("client.textproto"),
    };
    const config = ["--config", this.path("client.textproto")];
    const all = [...config, "--token-file", tokenFile, ...args];
    return execFileSync(join(bin, "donthu"), all, {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  private importData(token: string): void {
    const data = this.path("data");
    cpSync(join(repo, "data/quang_binh_2024"), data, { recursive: true });
    const lines = OWN_OFFICERS.map(
      ([officer, name, roles]) => `${officer},${name},${WARD},${roles},,\n`,
    );
    appendFileSync(join(data, "officers.csv"), lines.join(""));
    this.donthu(token, "import", "directory", data);
    const demo =
      this.options.demo ?? process.env.DONTHU_WITHOUT_DEMO === undefined;
    if (demo) this.donthu(token, "demo", join(data, "petitions.jsonl"));
  }
}
