// What the journeys share: Chromium as an office has it, signing in, counted hands, checks that hold on every screen.
import { AxeBuilder } from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { repo } from "./stack";

export const stack = inject("stack");
const SHOTS = join(repo, "build/web-shots");

// An office monitor of 1366×768 at 125 %, and a phone.
export const OFFICE = {
  viewport: { width: 1093, height: 614 },
  deviceScaleFactor: 1.25,
};
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

// For tests that share what is signed in: contexts stay open until the last of them.
export const keepsOpen = { keepsOpen: true };

// The browser of this file's tests.
export function useBrowser(how = { keepsOpen: false }): {
  context: (options?: object) => Promise<BrowserContext>;
} {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
      ],
    });
    mkdirSync(SHOTS, { recursive: true });
  });
  // What was on screen when a journey failed; then the next one begins with no page left.
  afterEach(async ({ task }) => {
    for (const context of how.keepsOpen ? contexts : contexts.splice(0)) {
      if (task.result?.state === "fail") {
        const page = context.pages().at(-1);
        await page
          ?.screenshot({ path: join(SHOTS, `failed-${task.id}.png`) })
          .catch(() => undefined);
      }
      if (!how.keepsOpen) await context.close();
    }
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async context(options = {}) {
      if (!browser) throw new Error("no browser yet");
      const zone = { locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" };
      const context = await browser.newContext({
        ...OFFICE,
        ...zone,
        ...options,
      });
      contexts.push(context);
      await keepStrict(context);
      return context;
    },
  };
}

// What a page did that it must not do: requests to elsewhere, violations of the policy, errors of scripts.
const sins = new WeakMap<Page, string[]>();
export const sinsOf = (page: Page): string[] => sins.get(page) ?? [];

async function keepStrict(context: BrowserContext): Promise<void> {
  context.setDefaultTimeout(10_000);
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective}`),
    );
  });
  context.on("page", (page) => {
    const found: string[] = [];
    sins.set(page, found);
    page.on("request", (request) => {
      if (!request.url().startsWith(stack.url))
        found.push(`request to ${request.url().slice(0, 80)}`);
    });
    page.on("pageerror", (error) => found.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.text().startsWith("policy: ")) found.push(message.text());
    });
  });
}

export async function signIn(
  page: Page,
  officer: string,
  path = "/",
): Promise<void> {
  await page.goto(stack.url + path);
  await page.getByLabel("Tên đăng nhập").fill(officer);
  await page.getByLabel("Mật khẩu").fill(stack.passwords[officer] ?? "");
  await page.keyboard.press("Enter");
  await page
    .getByRole("banner")
    .getByRole("button", { name: "Đăng xuất" })
    .waitFor();
}

// Opens a screen as somebody who has signed in before: the same session, without the form.
export async function enter(
  page: Page,
  officer: string,
  path: string,
): Promise<void> {
  await page.goto(`${stack.url}/favicon.svg`);
  await page.evaluate(
    async (body) => {
      await fetch("/donthu.identity.v1.IdentityService/SignIn", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "connect-protocol-version": "1",
        },
        body: JSON.stringify(body),
      });
    },
    {
      requestId: crypto.randomUUID(),
      officer,
      password: stack.passwords[officer],
    },
  );
  await page.goto(stack.url + path);
  await page
    .getByRole("banner")
    .getByRole("button", { name: "Đăng xuất" })
    .waitFor();
}

// A hand on the keyboard that counts: text written into free fields is content, everything else is effort.
export class Hand {
  content = 0;
  effort = 0;
  constructor(private readonly page: Page) {}

  async write(text: string): Promise<void> {
    this.content += text.length;
    await this.page.keyboard.insertText(text);
  }
  // Letters typed to find a choice, and days.
  async search(text: string): Promise<void> {
    this.effort += text.length;
    await this.page.keyboard.type(text);
  }
  // "Control+Enter" is two keys.
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.effort += key.split("+").length;
      await this.page.keyboard.press(key);
    }
  }
}

// Without what blinks or moves, so that the same screen gives the same picture. docs/huong-dan shows some of them.
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(SHOTS, `${name}.png`),
    scale: "css",
    animations: "disabled",
    caret: "hide",
  });
}

// WCAG 2.1 A and AA, on the page as it is now.
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  expect(
    violations.map(
      (one) =>
        `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    ),
  ).toEqual([]);
}
