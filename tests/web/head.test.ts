// The head's day, at the desk and on a phone: what is overdue at the agency, a case opened from a figure, an act on it.
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import {
  enter,
  OFFICE,
  PHONE,
  shoot,
  signIn,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { Office } from "./office";
import { CITY_HEAD, HEAD } from "./stack";

const browser = useBrowser();
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 22);
});

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

it.each([
  ["at the desk", OFFICE, "thu-truong"],
  ["on a phone", PHONE, "thu-truong-dien-thoai"],
] as const)(
  "sees what is overdue, opens it and acts, %s",
  async (_, size, name) => {
    const late = await office.openCase(`Vụ việc quá hạn, ${name}`, 70);
    const page = await (await browser.context(size)).newPage();
    await signIn(page, HEAD, "/tinh-hinh");
    const figure = page
      .getByRole("button", { name: /^Vụ việc đang quá hạn.*mở danh sách/ })
      .first();
    await figure.waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await shoot(page, `${name}-tinh-hinh`);
    await figure.click();
    const drawer = page.getByRole("dialog");
    await drawer
      .getByText(/quá \d+ ngày/)
      .first()
      .waitFor();
    await shoot(page, `${name}-qua-han`);
    await drawer.getByRole("link", { name: late.petitionCode }).click();
    await page.getByText(/quá hạn từ/).waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await shoot(page, `${name}-vu-viec`);
    await page.getByRole("button", { name: "Giao xác minh" }).click();
    await page.getByLabel("Đơn vị, người xác minh").fill("Tổ xác minh số 1");
    await page.getByRole("button", { name: /^Ghi Ctrl/ }).click();
    await page.getByText("Đã ghi.").waitFor();
    await page.getByText("Tổ xác minh số 1").waitFor();
    expect(sinsOf(page)).toEqual([]);
  },
);

it("finds the same case first in what waits for the agency", async () => {
  const late = await office.openCase("Vụ việc quá hạn lâu nhất", 120);
  const page = await (await browser.context(PHONE)).newPage();
  await enter(page, HEAD, "/viec-cua-toi");
  const first = page
    .getByRole("list", { name: /Việc đang chờ/ })
    .getByRole("listitem")
    .first();
  // Cases and petitions are asked for apart, and arrive in any order.
  await expect.poll(() => first.innerText()).toContain(late.petitionCode);
  expect(await tooWide(page)).toBeLessThanOrEqual(0);
  await shoot(page, "thu-truong-dien-thoai-viec");
});

it("sees in his work what is overdue below, by agency, and opens it", async () => {
  const page = await (await browser.context()).newPage();
  await enter(page, CITY_HEAD, "/viec-cua-toi");
  const below = page.getByRole("region", {
    name: "Quá hạn ở cơ quan cấp dưới",
  });
  await below.waitFor();
  await below.locator("summary").first().click();
  await below.scrollIntoViewIfNeeded();
  await shoot(page, "thu-truong-cap-duoi");
  const link = below.getByRole("link").first();
  const code = await link.innerText();
  await link.click();
  await page.getByRole("heading", { name: new RegExp(code) }).waitFor();
  await page
    .getByText(/quá hạn từ/)
    .first()
    .waitFor();
  expect(sinsOf(page)).toEqual([]);
});
