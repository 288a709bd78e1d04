// Citizens: how a petition stands, by what is printed on the receipt.
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import {
  expectAccessible,
  PHONE,
  shoot,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { daysAgo, Office } from "./office";

const browser = useBrowser();
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 32);
});

async function ask(page: Page, code: string, secret: string): Promise<void> {
  await page.getByLabel("Mã đơn").fill(code);
  await page.getByLabel("Mã bí mật").fill(secret);
  await page.keyboard.press("Enter");
}

async function openStatus(query = ""): Promise<Page> {
  const page = await (await browser.context(PHONE)).newPage();
  await page.goto(`${stack.url}/tra-cuu${query}`);
  await page.getByLabel("Mã bí mật").waitFor();
  return page;
}

it("tells whoever holds the receipt how the petition stands, in plain words", async () => {
  const receipt = await office.register("Đơn của người tra cứu", daysAgo(2));
  // As the QR code of the receipt opens it.
  const page = await openStatus(`?ma=${encodeURIComponent(receipt.code)}`);
  expect(await page.getByLabel("Mã đơn").inputValue()).toBe(receipt.code);
  await page
    .getByLabel("Mã bí mật")
    .fill(receipt.receiptSecret.toLowerCase().replace("-", " "));
  await page.keyboard.press("Enter");
  const standing = page.getByRole("status").filter({ hasText: receipt.code });
  await standing.waitFor();
  expect(await standing.innerText()).toContain(
    "Ủy ban nhân dân phường Đồng Hới",
  );
  expect(await standing.innerText()).not.toMatch(
    /Nguyễn|Đơn của người tra cứu/,
  );
  await expectAccessible(page);
  await shoot(page, "tra-cuu-ket-qua");
  expect(sinsOf(page)).toEqual([]);
});

it("says the same of a wrong secret and of a code that never was", async () => {
  const receipt = await office.register("Đơn hỏi sai mã", daysAgo(2));
  const page = await openStatus();
  await ask(page, receipt.code, "ABCD-2345");
  await page.getByRole("alert").waitFor();
  const wrong = await page.getByRole("alert").innerText();
  await shoot(page, "tra-cuu-sai-ma");
  await ask(page, "H46.QT-18880-UBND-261101-9999", receipt.receiptSecret);
  await expect.poll(() => page.getByRole("alert").count()).toBe(1);
  expect(await page.getByRole("alert").innerText()).toBe(wrong);
  expect(wrong).toMatch(/không đúng\. Xem lại hai mã/);
});

it("reveals nothing of a denunciation: it stands as any petition just received", async () => {
  const plain = await office.register("Đơn thường vừa nhận", daysAgo(1));
  const secret = await office.register(
    "Tố cáo cán bộ địa chính nhận tiền",
    daysAgo(1),
    {
      kind: "PETITION_KIND_DENUNCIATION",
      subjectCode: "CB02",
      body: "Tôi tố cáo cán bộ địa chính phường nhận tiền của dân khi làm hồ sơ đất.",
    },
  );
  const seen: string[] = [];
  for (const { code, receiptSecret } of [plain, secret]) {
    const page = await openStatus();
    await ask(page, code, receiptSecret);
    await page.locator(".status dl").waitFor();
    const text = await page.locator("main").innerText();
    seen.push(text.replaceAll(code, "…").replace(/\d\d\/\d\d\/\d{4}/g, "…"));
  }
  expect(seen[1]).toBe(seen[0]);
  expect(seen[1]).not.toMatch(/[Tt]ố cáo|bí mật, không/);
});

// More than a person mistypes.
const TRIES_MAX = 20;

it("asks somebody who tries again and again to wait, and says for how long", async () => {
  const receipt = await office.register("Đơn bị dò mã", daysAgo(1));
  const page = await openStatus();
  const told = page
    .getByRole("alert")
    .filter({ hasText: /Xin thử lại sau \d+ giây/ });
  for (let tries = 0; tries < TRIES_MAX && !(await told.isVisible()); tries++) {
    const answered = page.waitForResponse("**/GetStatus");
    await ask(page, receipt.code, `ABCD-23${String(tries).padStart(2, "0")}`);
    await answered;
  }
  await told.waitFor();
  await shoot(page, "tra-cuu-nhieu-lan");
});
