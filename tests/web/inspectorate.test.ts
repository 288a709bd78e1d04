// The inspectorate's day: the province on a page as it changes, figures that open, the statutory form.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { enter, shoot, sinsOf, stack, useBrowser } from "./browser";
import { daysAgo, Office } from "./office";
import { INSPECTOR, PROVINCE } from "./stack";
import { numbersOf } from "./zip";

const browser = useBrowser();
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 26);
});

const RECEIVED = /^Đơn tiếp nhận, .*: (\d+), mở danh sách$/;
const OPENS = /: (\d+), mở danh sách$/;

async function openOverview(page: Page): Promise<void> {
  await enter(page, INSPECTOR, "/tinh-hinh");
  await page.getByText("Tự cập nhật").waitFor();
}

async function countIn(button: Locator, pattern: RegExp): Promise<number> {
  const label = (await button.getAttribute("aria-label")) ?? "";
  return Number(pattern.exec(label)?.[1]);
}

it("shows a petition that comes in, without a reload and without a flicker", async () => {
  await office.register("Khiếu nại kiểm đếm tài sản trên đất", daysAgo(3));
  const page = await (await browser.context()).newPage();
  await openOverview(page);
  const received = page.getByRole("button", { name: RECEIVED }).first();
  await received.waitFor();
  const before = await countIn(received, RECEIVED);
  await page.evaluate(() => {
    const main = document.querySelector("main");
    const table = main?.querySelector("table");
    const seen = { flickers: 0, table };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (!table?.isConnected || document.querySelector("main .ant-spin"))
        seen.flickers++;
    }).observe(document.body, { childList: true, subtree: true });
  });
  await office.register("Khiếu nại quyết định xử phạt", daysAgo(0));
  await expect
    .poll(() => countIn(received, RECEIVED), { timeout: 10_000 })
    .toBe(before + 1);
  const seen = await page.evaluate(() => {
    const { flickers, table } = (
      window as unknown as { seen: { flickers: number; table: Element } }
    ).seen;
    return { flickers, same: table.isConnected };
  });
  expect(seen).toEqual({ flickers: 0, same: true });
  await shoot(page, "tinh-hinh");
  expect(sinsOf(page)).toEqual([]);
});

it("opens behind every number as many as it says", async () => {
  await office.openCase("Khiếu nại thu hồi giấy chứng nhận", 45);
  const page = await (await browser.context()).newPage();
  await openOverview(page);
  const numbers = page.getByRole("button", { name: OPENS });
  await numbers.first().waitFor();
  const all = await numbers.count();
  expect(all).toBeGreaterThan(5);
  for (let index = 0; index < all; index++) {
    const count = await countIn(numbers.nth(index), OPENS);
    await numbers.nth(index).click();
    const drawer = page.getByRole("dialog");
    const items = drawer.locator(".figure-items > li");
    await expect.poll(() => items.count()).toBe(Math.min(count, 100));
    if (index === 0) await shoot(page, "tinh-hinh-danh-sach");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "hidden" });
  }
});

it("says that a period is empty, and ranks the places of the last year that is not, on paper too", async () => {
  const page = await (await browser.context()).newPage();
  await enter(page, PROVINCE, "/tinh-hinh");
  await page.getByText("Kỳ này chưa có đơn").waitFor();
  await shoot(page, "tinh-hinh-ky-trong");
  await page.getByRole("button", { name: "Xem năm báo cáo 2025" }).click();
  await page.getByText("Kỳ này chưa có đơn").waitFor({ state: "hidden" });
  expect(await page.getByLabel("Từ ngày").inputValue()).toBe("15/12/2024");
  await page.getByLabel("Từ ngày").fill("15/12/2023");
  await page.getByLabel("Đến ngày").fill("14/12/2024");
  const areas = page.getByRole("region", { name: "Theo địa bàn" });
  const received = page.getByRole("button", { name: RECEIVED }).first();
  await expect
    .poll(() => countIn(received, RECEIVED), { timeout: 10_000 })
    .toBeGreaterThan(100);
  await areas.getByText("cấp xã").click();
  const counts = async (column: string) => {
    const labels = await areas
      .getByRole("button", { name: new RegExp(`^${column}, `) })
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    return labels.map((label) => Number(/: (\d+), mở/.exec(label ?? "")?.[1]));
  };
  for (const column of ["Đơn tiếp nhận", "Đơn vượt cấp"]) {
    await areas.getByRole("button", { name: column, exact: true }).click();
    const shown = await counts(column);
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
  }
  await areas.scrollIntoViewIfNeeded();
  await shoot(page, "tinh-hinh-dia-ban");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, "tinh-hinh-in");
  expect(
    await areas.getByRole("button", { name: OPENS }).count(),
  ).toBeGreaterThan(3);
  expect(
    await page.getByRole("button", { name: "In", exact: true }).count(),
  ).toBe(0);
  expect(sinsOf(page)).toEqual([]);
});

async function openReport2024(page: Page): Promise<void> {
  await enter(page, PROVINCE, "/bieu");
  await page.getByLabel("Từ ngày").fill("01/01/2024");
  await page.getByLabel("Đến ngày").fill("31/12/2024");
  await page.keyboard.press("Enter");
  await page
    .getByRole("button", { name: /^Cột 1, Tổng số: [1-9]\d\d, mở/ })
    .waitFor();
}

it("prints the form of a year, whose figures add up and open what they count", async () => {
  const page = await (await browser.context()).newPage();
  await openReport2024(page);
  await page.getByText(/^Đủ \d+ đẳng thức của biểu/).waitFor();
  await shoot(page, "bieu");
  for (const column of [3, 19, 20]) {
    const cell = page.getByRole("button", {
      name: new RegExp(`^Cột ${column}, Tổng số: `),
    });
    const count = await countIn(cell, OPENS);
    await cell.click();
    const drawer = page.getByRole("dialog");
    const items = drawer.locator(".figure-items > li");
    await expect.poll(() => items.count()).toBe(Math.min(count, 100));
    const more = drawer.getByRole("button", { name: "Xem tiếp" });
    while (await more.isVisible()) {
      const shown = await items.count();
      await more.click();
      await expect.poll(() => items.count()).toBeGreaterThan(shown);
    }
    expect(await items.count()).toBe(count);
    if (column === 20) await shoot(page, "bieu-danh-sach");
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "hidden" });
  }
  expect(sinsOf(page)).toEqual([]);
});

it("gives the same numbers in the workbook", async () => {
  const page = await (await browser.context()).newPage();
  await openReport2024(page);
  const cells = await page.locator(".report tr.total td").allInnerTexts();
  const total = cells.map((text) => Number(text.replaceAll(".", "")));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tải tệp .xlsx" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.xlsx$/);
  const rows = numbersOf(readFileSync(await download.path()));
  expect(total.some((figure) => figure > 0)).toBe(true);
  expect(rows.map((row) => row.slice(-total.length))).toContainEqual(total);
});
