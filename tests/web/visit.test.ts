// A citizen who tells something and leaves no letter, by keyboard.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  enter,
  expectAccessible,
  Hand,
  shoot,
  sinsOf,
  useBrowser,
} from "./browser";
import { DESK } from "./stack";

const browser = useBrowser();
const summary = (page: Page) => page.getByLabel("Nội dung trình bày");

// From the kind of what was told on; the hand stands in that field.
async function tell(hand: Hand, kind: string, words: string): Promise<void> {
  await hand.search(kind);
  await hand.press("Tab");
  await hand.search("thu hoi d");
  await hand.press("Tab");
  await hand.search("dong hoi");
  await hand.press("Tab");
  await hand.write(words);
  await hand.press("Tab");
  await hand.search("giai thich");
  await hand.press("Tab");
}

it("records a reception without a petition, reached and written without a mouse", async () => {
  const page = await (await browser.context()).newPage();
  await enter(page, DESK, "/tiep-nhan");
  await page.getByLabel("Tóm tắt một dòng").waitFor();
  await page.waitForLoadState("networkidle");
  const hand = new Hand(page);
  await hand.press("Alt+l");
  await page.getByRole("heading", { name: "Ghi lượt tiếp công dân" }).waitFor();
  await page.getByLabel("Buổi tiếp", { exact: true }).focus();
  await hand.press("Tab", "Tab", "Tab", "Tab", "Tab");
  await hand.write("Nguyễn Thị Lành");
  await hand.press("Tab");
  await hand.write("1958");
  await hand.press("Tab", "Tab");
  await hand.write("thôn Trung, xã Bảo Ninh");
  await hand.press("Tab");
  await tell(hand, "phan anh", "Hỏi vì sao đường vào thôn chưa được sửa");
  await expectAccessible(page);
  await shoot(page, "luot-tiep");
  await hand.press("Control+Enter");
  const line = page.getByRole("row", { name: /Nguyễn Thị Lành/ });
  await line.waitFor();
  expect(await line.textContent()).toContain("Giải thích, trả lời trực tiếp");
  await expect.poll(() => summary(page).inputValue()).toBe("");
  await expectAccessible(page);
  await page.pdf({
    path: "../../build/web-shots/so-tiep-cong-dan.pdf",
    preferCSSPageSize: true,
  });
  expect(sinsOf(page)).toEqual([]);
});

it("says that who denounces is not kept, and keeps nobody", async () => {
  const page = await (await browser.context()).newPage();
  await enter(page, DESK, "/tiep-nhan/luot-tiep");
  await page.waitForLoadState("networkidle");
  const hand = new Hand(page);
  await page.getByLabel("Họ và tên").fill("Hoàng Văn Kín");
  await page.getByLabel("Loại việc (theo nội dung)").focus();
  await tell(hand, "to cao", "Hoàng Văn Kín tố cáo cán bộ thu tiền");
  await page.getByText("Danh tính người tố cáo không được lưu").waitFor();
  await expectAccessible(page);
  await hand.press("Control+Enter");
  await page.getByRole("row", { name: /giữ kín/ }).waitFor();
  const register = await page.getByRole("table").textContent();
  expect(register).toContain("[đã che]");
  expect(register).not.toContain("Kín tố cáo");
});
