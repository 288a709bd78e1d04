// Two officers, two tabs, a line that breaks and a session that ends while a petition or a case is worked on.
import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { enter, expectAccessible, shoot, stack, useBrowser } from "./browser";
import { type Case, daysAgo, Office } from "./office";
import { CASE_OFFICER, HEAD, OTHER_OFFICER } from "./stack";

const browser = useBrowser();
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 10);
});

async function openPage(officer: string, path: string): Promise<Page> {
  const page = await (await browser.context()).newPage();
  await enter(page, officer, path);
  return page;
}

const VERIFIER = "Tổ xác minh do Phó Chủ tịch phụ trách";
const verifier = (page: Page) => page.getByLabel("Đơn vị, người xác minh");
const timeline = (page: Page) =>
  page
    .getByRole("list", { name: "Các việc đã làm, mới nhất trước" })
    .locator("> li");

// The form of an act, half filled in.
async function typeAct(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Giao xác minh" }).click();
  await verifier(page).fill(VERIFIER);
}

it("tells the second of two officers on a case, who loses nothing and may go on", async () => {
  const opened = await office.openCase("Hai người cùng làm một vụ việc", 8);
  const path = `/vu-viec/${opened.id}`;
  const [first, second] = [
    await openPage(CASE_OFFICER, path),
    await openPage(OTHER_OFFICER, path),
  ];
  await typeAct(second);
  await first
    .getByRole("button", { name: "Yêu cầu cung cấp thông tin, tài liệu" })
    .click();
  await first.keyboard.press("Control+Enter");
  await first.getByText("Đã ghi.").waitFor();
  await second.keyboard.press("Control+Enter");
  const told = second.getByRole("alert").filter({ hasText: "Người khác vừa" });
  await told.waitFor();
  await expectAccessible(second);
  await shoot(second, "vu-viec-nguoi-khac-sua");
  expect(await verifier(second).inputValue()).toBe(VERIFIER);
  // What the other did is on the page already; the same keys record it now.
  await expect.poll(() => timeline(second).count()).toBe(3);
  await second.keyboard.press("Control+Enter");
  await second.getByText("Đã ghi.").waitFor();
  await expect.poll(() => timeline(second).count()).toBe(4);
});

it("tells the second of two officers on a petition, who loses nothing", async () => {
  const title = "Hai người cùng xử lý một đơn";
  const { petitionId } = await office.register(title, daysAgo(1));
  const path = `/don/${petitionId}`;
  const [first, second] = [
    await openPage(CASE_OFFICER, path),
    await openPage(OTHER_OFFICER, path),
  ];
  const reason = second.getByRole("textbox", { name: "Lý do" });
  await reason.fill("Đã đọc kỹ hồ sơ, đề nghị thụ lý.");
  await first.getByRole("textbox", { name: "Lý do" }).waitFor();
  await first.keyboard.press("Control+Enter");
  await first.getByText("Đã ghi hướng xử lý.").waitFor();
  await second.keyboard.press("Control+Enter");
  await second.getByRole("alert").first().waitFor();
  await shoot(second, "don-nguoi-khac-sua");
  expect(await second.getByRole("alert").first().innerText()).toMatch(
    /Người khác vừa|đã xử lý|đã được/,
  );
  expect(await reason.inputValue()).toBe("Đã đọc kỹ hồ sơ, đề nghị thụ lý.");
});

it("keeps the acts of two tabs apart", async () => {
  const opened = await office.openCase("Hai thẻ trình duyệt", 8);
  const context = await browser.context();
  const [first, second] = [await context.newPage(), await context.newPage()];
  await enter(first, CASE_OFFICER, `/vu-viec/${opened.id}`);
  await second.goto(first.url());
  await typeAct(second);
  await typeAct(first);
  await first.keyboard.press("Control+Enter");
  await first.getByText("Đã ghi.").waitFor();
  expect(await verifier(second).inputValue()).toBe(VERIFIER);
  await second.keyboard.press("Control+Enter");
  await second.getByText("Người khác vừa").waitFor();
  expect(await verifier(second).inputValue()).toBe(VERIFIER);
});

it("shows after a reload what was recorded, once", async () => {
  const opened = await office.openCase("Tải lại giữa chừng", 8);
  const page = await openPage(CASE_OFFICER, `/vu-viec/${opened.id}`);
  await typeAct(page);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi.").waitFor();
  await page.reload();
  await expect.poll(() => timeline(page).count()).toBe(3);
});

async function timelineOf(opened: Case): Promise<number> {
  const found = await office.officer.call<{ timeline: object[] }>(
    "resolution.v1.ResolutionService/GetCase",
    { caseId: opened.id },
  );
  return found.timeline.length;
}

it("keeps an act that could not be sent while the line was broken, and records it once", async () => {
  const opened = await office.openCase("Mất mạng lúc ghi việc", 8);
  const context = await browser.context();
  const page = await context.newPage();
  await enter(page, CASE_OFFICER, `/vu-viec/${opened.id}`);
  await typeAct(page);
  await context.setOffline(true);
  await page.keyboard.press("Control+Enter");
  const told = page.getByRole("alert").filter({ hasText: "Không kết nối" });
  await told.waitFor();
  await shoot(page, "vu-viec-mat-mang");
  expect(await verifier(page).inputValue()).toBe(VERIFIER);
  await context.setOffline(false);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi.").waitFor();
  expect(await timelineOf(opened)).toBe(3);
});

// The answer is lost, not the question: the second sending must not record it twice.
it("records an act once whose answer was lost on the way", async () => {
  const opened = await office.openCase("Mất câu trả lời", 8);
  const page = await openPage(CASE_OFFICER, `/vu-viec/${opened.id}`);
  await typeAct(page);
  let lost = 0;
  await page.route("**/RecordAct", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").filter({ hasText: "Không kết nối" }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi.").waitFor();
  expect(await timelineOf(opened)).toBe(3);
});

async function endAndRenew(
  context: BrowserContext,
  page: Page,
  officer: string,
): Promise<void> {
  await context.clearCookies();
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
  await dialog.getByLabel("Mật khẩu").fill(stack.passwords[officer] ?? "");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
}

it("keeps an act when the session has ended, and records it after signing in again", async () => {
  const opened = await office.openCase("Hết phiên lúc ghi việc", 8);
  const context = await browser.context();
  const page = await context.newPage();
  await enter(page, HEAD, `/vu-viec/${opened.id}`);
  await typeAct(page);
  await endAndRenew(context, page, HEAD);
  expect(await verifier(page).inputValue()).toBe(VERIFIER);
  await verifier(page).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi.").waitFor();
  expect(await timelineOf(opened)).toBe(3);
});

it("keeps a disposal when the session has ended, and records it after signing in again", async () => {
  const { petitionId } = await office.register(
    "Hết phiên lúc xử lý đơn",
    daysAgo(1),
  );
  const context = await browser.context();
  const page = await context.newPage();
  await enter(page, CASE_OFFICER, `/don/${petitionId}`);
  const reason = page.getByRole("textbox", { name: "Lý do" });
  await reason.fill("Đề nghị thụ lý.");
  await endAndRenew(context, page, CASE_OFFICER);
  expect(await reason.inputValue()).toBe("Đề nghị thụ lý.");
  await reason.focus();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã ghi hướng xử lý.").waitFor();
});
