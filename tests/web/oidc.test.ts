// Signing in through an issuer: a real one, in front of an installation that knows it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessible, shoot, useBrowser } from "./browser";
import { Front, Issuer, LABEL } from "./issuer";
import { DESK, Installation, runSql, type Stack } from "./stack";

const browser = useBrowser();
const front = new Front();
const issuer = new Issuer();
let installation: Installation | undefined;
let stack: Stack;

beforeAll(async () => {
  await front.start();
  const redirectUri = `${front.url}/dang-nhap/oidc`;
  await issuer.start(redirectUri);
  installation = new Installation({
    officers: [DESK],
    demo: false,
    issuer: {
      secret: issuer.secret,
      config: (secretFile) => issuer.config(redirectUri, secretFile),
    },
  });
  stack = await installation.start();
  front.passTo(stack.url);
});

afterAll(async () => {
  await installation?.stop();
  front.stop();
  issuer.stop();
});

async function open(path = "/"): Promise<Page> {
  const context = await browser.context();
  // The issuer's page wants a font from elsewhere.
  await context.route(/fonts\.googleapis/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(front.url + path);
  await page.getByRole("button", { name: LABEL }).waitFor();
  return page;
}

// At the issuer: who one is, then that we may know.
async function signInThere(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("bat-ky");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Continue" }).click();
}

const signedIn = (page: Page) =>
  page
    .getByRole("banner")
    .getByRole("button", { name: "Đăng xuất" })
    .waitFor({ timeout: 20_000 });

it("signs in by keyboard and comes to where the officer wanted to go", async () => {
  const page = await open("/tim-kiem");
  const sins: string[] = [];
  page.on("console", (message) => {
    if (message.text().startsWith("policy: ")) sins.push(message.text());
  });
  await expectAccessible(page);
  await shoot(page, "dang-nhap-cong");
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await signInThere(page, DESK);
  await signedIn(page);
  expect(new URL(page.url()).origin).toBe(front.url);
  expect(new URL(page.url()).pathname).toBe("/tim-kiem");
  expect(await page.getByText("Trần Thị Hoa").isVisible()).toBe(true);
  const cookies = await page.context().cookies(front.url);
  const session = cookies.find((one) => one.name === "__Host-donthu");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Strict" });
  expect(await page.evaluate(() => sessionStorage.getItem("donthu.oidc"))).toBe(
    null,
  );
  expect(sins).toEqual([]);
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Tên đăng nhập").waitFor();
});

it("refuses whom the directory does not know, with a sentence", async () => {
  const page = await open();
  await page.getByRole("button", { name: LABEL }).click();
  await signInThere(page, "khong-co-ai");
  const told = page.getByRole("alert");
  await told.waitFor();
  expect(await told.textContent()).toContain("không ứng với cán bộ nào");
  await expectAccessible(page);
  await shoot(page, "dang-nhap-cong-tu-choi");
  await page.keyboard.press("Enter");
  await page.getByLabel("Tên đăng nhập").waitFor();
});

it("tells that the officer went back at the issuer", async () => {
  const page = await open();
  await page.getByRole("button", { name: LABEL }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  const told = page.getByRole("alert");
  await told.waitFor();
  expect(await told.textContent()).toContain("Bạn đã hủy đăng nhập ở cổng");
});

it("takes no answer of the issuer twice, nor in another browser", async () => {
  const page = await open();
  let back = "";
  let body: Buffer | null = null;
  page.on("request", (request) => {
    if (request.url().includes("/dang-nhap/oidc?")) back = request.url();
    if (request.url().endsWith("/FinishOidc")) body = request.postDataBuffer();
  });
  await page.getByRole("button", { name: LABEL }).click();
  await signInThere(page, DESK);
  await signedIn(page);
  expect(back).toContain("code=");

  // The same address in this browser, then in another.
  for (const one of [page, await open()]) {
    await one.goto(back);
    const told = one.getByRole("alert");
    await told.waitFor();
    expect(await told.textContent()).toContain("hoặc đã được dùng");
    expect(one.url()).not.toContain("code=");
  }
  // The same call, past the page.
  const answer = await page.evaluate(
    async (bytes) => {
      const response = await fetch(
        "/donthu.identity.v1.IdentityService/FinishOidc",
        {
          method: "POST",
          headers: {
            "content-type": "application/proto",
            "connect-protocol-version": "1",
          },
          body: new Uint8Array(bytes),
        },
      );
      return { status: response.status, text: await response.text() };
    },
    [...(body ?? Buffer.alloc(0))],
  );
  expect(answer.status).toBe(401);
  expect(answer.text).toContain("this attempt is over");
});

it("renews an ended session in another tab, while the work stays in this one", async () => {
  const page = await open();
  await page.getByRole("button", { name: LABEL }).click();
  await signInThere(page, DESK);
  await signedIn(page);
  await page.goto(`${front.url}/tiep-nhan`);
  await page
    .getByLabel("Tóm tắt một dòng")
    .fill("Xin xem lại việc thu hồi đất");
  runSql(stack, "UPDATE identity.session SET ended_at = now()");
  const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
  await expect
    .poll(
      async () => {
        await comeBackTo(page);
        return dialog.isVisible();
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toBe(true);
  await expectAccessible(page);
  const [other] = await Promise.all([
    page.context().waitForEvent("page"),
    dialog.getByRole("link", { name: LABEL }).click(),
  ]);
  // The issuer still knows who this is.
  await other.getByRole("button", { name: LABEL }).click();
  await signedIn(other);
  await comeBackTo(page);
  await dialog.waitFor({ state: "hidden" });
  expect(await page.getByLabel("Tóm tắt một dòng").inputValue()).toBe(
    "Xin xem lại việc thu hồi đất",
  );
});

// What the browser tells a page whose tab is chosen again.
async function comeBackTo(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
}
