// The reception officer's day, by keyboard.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  enter,
  expectAccessible,
  Hand,
  PHONE,
  shoot,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { DESK } from "./stack";

const browser = useBrowser();
const EFFORT_MAX = 60;
const summary = (page: Page) => page.getByLabel("Tóm tắt một dòng");

async function openDesk(page: Page): Promise<Hand> {
  await enter(page, DESK, "/tiep-nhan");
  await summary(page).waitFor();
  // The officer's day has begun: the lists are there.
  await page.waitForLoadState("networkidle");
  return new Hand(page);
}

// A typical petition, told by one person; the hand starts in the first field.
async function typePetition(
  hand: Hand,
  name: string,
  title: string,
): Promise<void> {
  await hand.press("Tab", "Tab", "Tab", "Tab");
  await hand.write("044170001234");
  await hand.press("Tab");
  await hand.write(name);
  await hand.press("Tab");
  await hand.write("1970");
  await hand.press("Tab", "Tab");
  await hand.write("0912 345 678");
  await hand.press("Tab");
  await hand.write("Số 5, tổ dân phố 3, phường Đồng Hới");
  await hand.press("Tab");
  await hand.search("kh");
  await hand.press("Tab");

  await hand.search("thu hoi d");
  await hand.press("Tab");
  await hand.search("dong hoi");
  await hand.press("Tab");
  await hand.write(title);
  await hand.press("Tab");
  await hand.write(
    `${title}. Gia đình tôi không đồng ý với mức bồi thường, đề nghị xem xét lại.`,
  );
  await hand.press("Tab");
  await hand.write("Chủ tịch UBND phường Đồng Hới");
}

it("takes a petition without a mouse, with at most 60 keys beyond its content, and prints a receipt", async () => {
  const page = await (await browser.context()).newPage();
  const hand = await openDesk(page);
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  await typePetition(
    hand,
    "Nguyễn Văn Bình",
    "Khiếu nại mức bồi thường khi thu hồi đất",
  );
  await shoot(page, "tiep-nhan");
  await page.getByText("Hướng xử lý:").waitFor();
  await expectAccessible(page);
  await shoot(page, "tiep-nhan");
  const started = Date.now();
  await hand.press("Control+Enter");
  await page.getByRole("heading", { name: "Giấy biên nhận đơn" }).waitFor();
  console.log(
    `${hand.effort} keys beyond content (${hand.content}); receipt after ${Date.now() - started} ms`,
  );
  expect(hand.effort).toBeLessThanOrEqual(EFFORT_MAX);
  await expectAccessible(page);
  await shoot(page, "bien-nhan");
  expect(
    await page
      .getByText(/^H46\./)
      .first()
      .isVisible(),
  ).toBe(true);
  expect(await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).isVisible()).toBe(
    true,
  );
  await page.pdf({
    path: "../../build/web-shots/bien-nhan.pdf",
    preferCSSPageSize: true,
  });
  await page.keyboard.press("Escape");
  await summary(page).waitFor();
  expect(await summary(page).inputValue()).toBe("");
  expect(sinsOf(page)).toEqual([]);
});

it("gives back what was typed after a reload, and after the tab was closed", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  await openDesk(page);
  await summary(page).fill("Đang nhập dở");
  await page
    .getByLabel("Nội dung", { exact: true })
    .fill("Chưa xong thì mất điện");
  await page.reload();
  await page.getByText("Đã mở lại đơn đang nhập dở").waitFor();
  expect(await summary(page).inputValue()).toBe("Đang nhập dở");
  await page.close();
  const again = await context.newPage();
  await again.goto(page.url());
  await again.getByText("Đã mở lại đơn đang nhập dở").waitFor();
  expect(await again.getByLabel("Nội dung", { exact: true }).inputValue()).toBe(
    "Chưa xong thì mất điện",
  );
});

it("keeps two tabs apart", async () => {
  const context = await browser.context();
  const first = await context.newPage();
  await openDesk(first);
  await summary(first).fill("Đơn thứ nhất");
  const second = await context.newPage();
  await second.goto(first.url());
  await summary(second).waitFor();
  expect(await summary(second).inputValue()).toBe("");
  await summary(second).fill("Đơn thứ hai");
  await second.reload();
  await summary(second).waitFor();
  await expect.poll(() => summary(second).inputValue()).toBe("Đơn thứ hai");
  await first.reload();
  await summary(first).waitFor();
  await expect.poll(() => summary(first).inputValue()).toBe("Đơn thứ nhất");
});

it("goes on without a line, and sends once when it is back", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  const hand = await openDesk(page);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/RegisterPetition")) sent.push(request.url());
  });
  const title = `Mất mạng lúc nhập ${Date.now()}`;
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  await typePetition(hand, "Lê Thị Hà", title);
  await context.setOffline(true);
  await page.getByText("Mất mạng:").waitFor();
  await hand.press("Control+Enter");
  await page.getByText("tự gửi một lần khi có mạng").waitFor();
  await page.getByText("1 đơn chờ gửi").waitFor();
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-mat-mang");
  // The next citizen is served meanwhile.
  expect(await summary(page).inputValue()).toBe("");
  await summary(page).fill("Người tiếp theo");
  const before = sent.length;
  await context.setOffline(false);
  await page.getByText("1 biên nhận chưa đóng").waitFor({ timeout: 20_000 });
  expect(sent.length - before).toBe(1);
  expect(await summary(page).inputValue()).toBe("Người tiếp theo");
  await page.getByRole("button", { name: /^Mở H46/ }).click();
  await page.getByRole("heading", { name: "Giấy biên nhận đơn" }).waitFor();
  await page.getByText(title).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => summary(page).inputValue()).toBe("Người tiếp theo");
});

it("keeps the form when the session has ended, and saves after signing in again", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  const hand = await openDesk(page);
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  await typePetition(hand, "Phan Văn Tú", "Phiên hết khi đang nhập đơn");
  await context.clearCookies();
  await hand.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
  await dialog.waitFor();
  await expectAccessible(page);
  await shoot(page, "phien-het");
  await dialog.getByLabel("Mật khẩu").fill(stack.passwords[DESK] ?? "");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  expect(await summary(page).inputValue()).toBe("Phiên hết khi đang nhập đơn");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Giấy biên nhận đơn" }).waitFor();
});

it("leaves keys to a Vietnamese input method that composes", async () => {
  const context = await browser.context();
  const page = await context.newPage();
  await openDesk(page);
  await summary(page).focus();
  const session = await context.newCDPSession(page);
  // As Unikey or IBus do it: the word is composed, then committed.
  await session.send("Input.imeSetComposition", {
    text: "Khiếu",
    selectionStart: 5,
    selectionEnd: 5,
  });
  await page.evaluate(() => {
    const options = {
      key: "Enter",
      ctrlKey: true,
      isComposing: true,
      bubbles: true,
    };
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", options),
    );
  });
  await session.send("Input.insertText", { text: "Khiếu nại" });
  expect(await summary(page).inputValue()).toBe("Khiếu nại");
  // Nothing was sent or refused.
  expect(await page.getByRole("alert").count()).toBe(0);
});

it("shows likely duplicates while typing, without stopping the hand", async () => {
  const page = await (await browser.context()).newPage();
  const hand = await openDesk(page);
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  const title = "Rác thải chợ Đồng Hới đổ ra kênh thoát nước";
  await typePetition(hand, "Đỗ Thị Mai", title);
  await hand.press("Control+Enter");
  await page.getByRole("heading", { name: "Giấy biên nhận đơn" }).waitFor();
  await hand.press("Escape");
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  await typePetition(hand, "Đỗ Thị Mai", title);
  await page
    .getByText(/% giống/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-trung");
});

it("says that a denunciation's author is not stored, and prints nothing that tells of it", async () => {
  const page = await (await browser.context()).newPage();
  const hand = await openDesk(page);
  await page.getByLabel("Đơn đến bằng cách nào").focus();
  await typePetition(
    hand,
    "Hoàng Văn Kín",
    "Hoàng Văn Kín tố cáo cán bộ nhận tiền",
  );
  await page.getByLabel("Loại đơn (theo nội dung)").focus();
  await page.keyboard.type("to cao");
  await page.keyboard.press("Tab");
  await page.getByText("Danh tính người gửi không được lưu").waitFor();
  // This installation has no vault.
  await page.getByText("rồi bỏ, không lưu ở đâu cả").waitFor();
  await expectAccessible(page);
  await page
    .getByText("Danh tính người gửi không được lưu")
    .scrollIntoViewIfNeeded();
  await shoot(page, "tiep-nhan-to-cao");
  await page.keyboard.press("Control+Enter");
  const reading = page.getByRole("dialog", { name: /Đọc lại trước khi ghi/ });
  await reading.getByText(/Đã che \d+ chỗ/).waitFor();
  expect(await reading.textContent()).not.toMatch(/Hoàng Văn Kín/);
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-da-che");
  await page.keyboard.press("Control+Enter");
  const receipt = page.getByRole("article", { name: "Giấy biên nhận" });
  await receipt.waitFor();
  const text = (await receipt.textContent()) ?? "";
  expect(text).not.toMatch(/Hoàng Văn Kín|[Tt]ố cáo/);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toMatch(/Hoàng Văn Kín|nhận tiền/);
});

it("recognises a person who came before, and fills in with one key", async () => {
  const page = await (await browser.context()).newPage();
  const hand = await openDesk(page);
  await page.getByLabel("Số CCCD, hộ chiếu").focus();
  await hand.write("044170001234");
  await page
    .getByRole("list", { name: "Người gửi đã biết" })
    .getByRole("listitem")
    .first()
    .waitFor();
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-nguoi-quen");
  await page.keyboard.press("F2");
  await expect
    .poll(() => page.getByLabel("Địa chỉ").inputValue())
    .toContain("tổ dân phố 3");
});

it("shows a group what the law asks of it", async () => {
  const page = await (await browser.context()).newPage();
  await openDesk(page);
  await page.getByLabel("Số người đứng đơn").fill("12");
  await page.getByText("phải cử 1 đến 5 người đại diện").waitFor();
  await page.keyboard.press("F8");
  await page.getByText("Người thứ 2").waitFor();
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-dong-nguoi");
});

it("fits a phone", async () => {
  const page = await (await browser.context(PHONE)).newPage();
  await openDesk(page);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  expect(tooWide).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shoot(page, "tiep-nhan-dien-thoai");
});
