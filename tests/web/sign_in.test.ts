import { expect, it } from "vitest";
import {
  expectAccessible,
  PHONE,
  shoot,
  signIn,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { DESK } from "./stack";

const browser = useBrowser();

it("signs in by keyboard, shows who one is and for which agency, and signs out", async () => {
  const page = await (await browser.context()).newPage();
  await page.goto(stack.url);
  await page.getByLabel("Tên đăng nhập").waitFor();
  await expectAccessible(page);
  await shoot(page, "dang-nhap");
  await page.keyboard.type(DESK);
  await page.keyboard.press("Tab");
  await page.keyboard.type("sai mat khau roi");
  await page.keyboard.press("Enter");
  await page.getByText("Chưa đăng nhập được").waitFor();
  await shoot(page, "dang-nhap-sai");
  await page.getByLabel("Mật khẩu").fill(stack.passwords[DESK] ?? "");
  await expect
    .poll(
      async () => {
        await page.keyboard.press("Enter");
        return page.getByText("Trần Thị Hoa").isVisible();
      },
      { timeout: 20_000, interval: 1_500 },
    )
    .toBe(true);
  expect(await page.getByText("phường Đồng Hới").first().isVisible()).toBe(
    true,
  );
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Tên đăng nhập").waitFor();
  expect(sinsOf(page)).toEqual([]);
});

it("leaves no token where a script could read it", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  await signIn(page, DESK);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const kept = await page.evaluate(() =>
    JSON.stringify({ ...localStorage, ...sessionStorage }),
  );
  const session = (await context.cookies()).find(
    (one) => one.name === "__Host-donthu",
  );
  expect(session?.httpOnly).toBe(true);
  expect(kept).not.toContain(session?.value);
});

it("shows the account, and keys on ?", async () => {
  const page = await (await browser.context()).newPage();
  await signIn(page, DESK, "/tai-khoan");
  await page.getByRole("heading", { name: "Tài khoản" }).waitFor();
  await expectAccessible(page);
  await shoot(page, "tai-khoan");
  await page.locator("main").focus();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Phím tắt" }).waitFor();
  await expectAccessible(page);
  await shoot(page, "phim-tat");
});

it("needs no inline style or script, and nothing from elsewhere", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  const answer = await page.goto(`${stack.url}/tiep-nhan`);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toContain("unsafe");
  await signIn(page, DESK, "/tiep-nhan");
  await page.getByLabel("Loại đơn (theo nội dung)").click();
  await page
    .getByRole("option", { name: "Tố cáo" })
    .waitFor({ state: "attached" });
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Phím tắt" }).waitFor();
  // Styled all the same.
  const color = await page
    .locator(".ant-btn-primary")
    .first()
    .evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(color).toBe("rgb(11, 87, 168)");
  expect(sinsOf(page)).toEqual([]);
});

it("fits a phone", async () => {
  const page = await (await browser.context(PHONE)).newPage();
  await signIn(page, DESK, "/tai-khoan");
  await page.getByRole("heading", { name: "Tài khoản" }).waitFor();
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  expect(tooWide).toBeLessThanOrEqual(0);
  await shoot(page, "dien-thoai");
});
