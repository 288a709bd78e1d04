// The case officer's day, by keyboard: what is due, a petition to dispose of, a case to act on.
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import {
  enter,
  Hand,
  shoot,
  signIn,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { daysAgo, dayText, Office } from "./office";
import { CASE_OFFICER } from "./stack";

const browser = useBrowser();
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 0);
});

const rows = (page: Page) =>
  page
    .getByRole("list", { name: "Việc đang chờ, gấp nhất trước" })
    .getByRole("listitem");

// Down the list with j until the row that holds the text is the chosen one.
async function goTo(page: Page, hand: Hand, text: string): Promise<void> {
  await rows(page).filter({ hasText: text }).first().waitFor();
  const chosen = page.locator(".work [aria-current]");
  const all = await rows(page).count();
  for (let step = 0; step < all; step++) {
    if ((await chosen.innerText()).includes(text)) return;
    await hand.press("j");
  }
  throw new Error(`no row with ${text}`);
}

// Days in the order of the list, as yyyy-mm-dd; "" where no day of a limit passes.
async function dueDays(page: Page): Promise<string[]> {
  const texts = await rows(page).locator(".due").allInnerTexts();
  return texts.map((text) => {
    const day = /(\d\d)\/(\d\d)\/(\d{4})/.exec(text);
    return day ? `${day[3]}-${day[2]}-${day[1]}` : "";
  });
}

it("shows what is due, the most urgent first, with the reason of each day", async () => {
  await office.openCase("Khiếu nại bồi thường đất ở", 60);
  await office.openCase("Khiếu nại bồi thường hoa màu", 10);
  await office.register("Khiếu nại mức hỗ trợ di dời", daysAgo(1));
  const page = await (await browser.context()).newPage();
  await signIn(page, CASE_OFFICER, "/viec-cua-toi");
  await rows(page).first().waitFor();
  const days = (await dueDays(page)).filter((day) => day !== "");
  expect(days.length).toBeGreaterThanOrEqual(2);
  expect(days).toEqual([...days].sort());
  expect(await rows(page).first().innerText()).toMatch(/quá hạn \d+ ngày/);
  // A row without a day has no reason to give.
  expect(await rows(page).locator("summary").count()).toBe(days.length);
  await shoot(page, "viec-cua-toi");
  await page.locator(".work summary").first().focus();
  await page.keyboard.press("Enter");
  await page.getByText("Mốc tính:").first().waitFor();
  await shoot(page, "viec-cua-toi-vi-sao");
  expect(sinsOf(page)).toEqual([]);
});

it("opens a petition with one key, disposes of it as proposed with another, and finds it gone", async () => {
  const title = "Khiếu nại cưỡng chế tháo dỡ hàng rào";
  await office.register(title, daysAgo(2));
  const page = await (await browser.context()).newPage();
  await enter(page, CASE_OFFICER, "/viec-cua-toi");
  const hand = new Hand(page);
  await goTo(page, hand, title);
  await hand.press("o");
  await page.getByRole("heading", { name: title }).waitFor();
  await page.getByText("Hướng xử lý: Thụ lý").waitFor();
  const why = page.getByLabel("Vì sao: cơ quan có thẩm quyền");
  await why.focus();
  await hand.press("Enter");
  await page.getByText("Thu hồi đất (DD01)").first().waitFor();
  await shoot(page, "don-vi-sao");
  await hand.press("Enter");
  await page.getByLabel("Ngày xử lý").waitFor();
  await shoot(page, "don");
  await hand.press("Control+Enter");
  await page.getByText("Đã ghi hướng xử lý.").waitFor();
  await page.getByText("Cơ quan của bạn không còn việc nào chờ").waitFor();
  // What was taken up is a case, one key away.
  await page.getByRole("link", { name: "Mở vụ việc" }).waitFor();
  await shoot(page, "don-da-xu-ly");
  await hand.press("Alt+2");
  await page.getByRole("heading", { name: "Việc của tôi" }).waitFor();
  await rows(page).first().waitFor();
  const waiting = rows(page)
    .filter({ hasText: "Phân loại, xử lý đơn" })
    .filter({ hasText: title });
  await expect.poll(() => waiting.count(), { timeout: 5_000 }).toBe(0);
  expect(sinsOf(page)).toEqual([]);
});

it("proposes to join what is a duplicate, names it, and records that", async () => {
  const words = {
    title: "Loa phóng thanh đặt trước nhà gây ồn",
    body: "Loa của phường đặt trước nhà tôi phát từ bốn giờ sáng, trẻ nhỏ và người già không ngủ được, đề nghị dời đi nơi khác.",
    petitioners: [
      {
        fullName: "Trần Đức Thọ",
        birthYear: 1949,
        address: "Tổ dân phố 7, phường Đồng Hới",
      },
    ],
  };
  const first = await office.register(words.title, daysAgo(4), words);
  const again = await office.register(words.title, daysAgo(1), words);
  const page = await (await browser.context()).newPage();
  await enter(page, CASE_OFFICER, `/don/${again.petitionId}`);
  await page.getByText("Hướng xử lý: Gộp vào đơn đã có").waitFor();
  await page.getByText(first.code).first().waitFor();
  await shoot(page, "don-gop");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi hướng xử lý.").waitFor();
  expect(sinsOf(page)).toEqual([]);
});

it("records an act on a case from its form, and shows the limits as bars", async () => {
  const opened = await office.openCase("Khiếu nại hỗ trợ tái định cư", 12);
  const page = await (await browser.context()).newPage();
  await enter(page, CASE_OFFICER, `/vu-viec/${opened.id}`);
  const hand = new Hand(page);
  const timeline = page
    .getByRole("list", { name: "Các việc đã làm, mới nhất trước" })
    .locator("> li");
  await expect.poll(() => timeline.count()).toBe(2);
  expect(await page.locator(".clocks .bar .span").count()).toBe(2);
  const act = page.getByRole("button", { name: "Giao xác minh" });
  await act.focus();
  await shoot(page, "vu-viec");
  await hand.press("Enter");
  // The hand is in the form: first the day, then what the act asks.
  await page.getByRole("form", { name: "Giao xác minh" }).waitFor();
  await hand.search(dayText(daysAgo(0)));
  await hand.press("Tab");
  await hand.write("Tổ xác minh số 2");
  await hand.press("Tab");
  await hand.write("27/QĐ-UBND");
  await shoot(page, "vu-viec-ghi-viec");
  await hand.press("Control+Enter");
  await page.getByText("Đã ghi.").waitFor();
  await expect.poll(() => timeline.count()).toBe(3);
  expect(await timeline.first().innerText()).toContain("27/QĐ-UBND");
  expect(await timeline.first().innerText()).toContain("Tổ xác minh số 2");
  await page.getByText("Đang xác minh").first().waitFor();
  // What may not be done says why.
  await page.getByText(/Việc chưa được làm, và lý do/).click();
  await page.getByText("Không thể “Thụ lý” khi hồ sơ").first().waitFor();
  await shoot(page, "vu-viec-da-ghi");
  expect(sinsOf(page)).toEqual([]);
});

it("says in the form what the services refuse, and keeps what was typed", async () => {
  const opened = await office.openCase("Khiếu nại cưỡng chế thu hồi đất", 5);
  const page = await (await browser.context()).newPage();
  await enter(page, CASE_OFFICER, `/vu-viec/${opened.id}`);
  await page.getByRole("button", { name: "Giao xác minh" }).click();
  const form = page.getByRole("form", { name: "Giao xác minh" });
  await form.getByLabel("Đơn vị, người xác minh").fill("Tổ xác minh số 3");
  // Before the petition came in.
  await form.getByLabel("Ngày làm").fill(dayText(daysAgo(300)));
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").first().waitFor();
  await shoot(page, "vu-viec-bi-tu-choi");
  expect(await page.getByRole("alert").first().innerText()).not.toMatch(
    /[a-z]_[a-z]|undefined|Error/,
  );
  expect(await form.getByLabel("Đơn vị, người xác minh").inputValue()).toBe(
    "Tổ xác minh số 3",
  );
});
