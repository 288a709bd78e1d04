// Every screen, at the desk and on a phone: nothing that WCAG 2.1 AA forbids, nothing wider than the page, a picture.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  enter,
  expectAccessible,
  keepsOpen,
  OFFICE,
  PHONE,
  shoot,
  sinsOf,
  stack,
  useBrowser,
} from "./browser";
import { type Case, daysAgo, Office, type Receipt } from "./office";
import { CASE_OFFICER, DESK, HEAD, INSPECTOR } from "./stack";

let petition: Receipt;
let opened: Case;
beforeAll(async () => {
  const office = await Office.open(stack, 40);
  petition = await office.register(
    "Khiếu nại quyết định thu hồi đất",
    daysAgo(2),
  );
  opened = await office.openCase("Khiếu nại bồi thường", 40);
});

interface Screen {
  name: string;
  // Nobody: before signing in.
  officer: string | null;
  path: () => string;
  // Seen when the screen is there.
  ready: (page: Page) => Promise<unknown>;
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole("heading", { name }).first().waitFor();

// One line for each address of the app (clients/web/src/app/routes.tsx), and for what opens over it.
const SCREENS: Screen[] = [
  {
    name: "dang-nhap",
    officer: null,
    path: () => "/",
    ready: (page) => page.getByLabel("Tên đăng nhập").waitFor(),
  },
  {
    name: "dang-nhap-cong-ve",
    officer: null,
    path: () => "/dang-nhap/oidc",
    ready: heading("Đăng nhập qua cổng"),
  },
  {
    name: "tra-cuu",
    officer: null,
    path: () => "/tra-cuu",
    ready: heading("Tra cứu đơn"),
  },
  {
    name: "tiep-nhan",
    officer: DESK,
    path: () => "/tiep-nhan",
    ready: (page) => page.getByLabel("Tóm tắt một dòng").waitFor(),
  },
  {
    name: "luot-tiep",
    officer: DESK,
    path: () => "/tiep-nhan/luot-tiep",
    ready: (page) => page.getByLabel("Nội dung trình bày").waitFor(),
  },
  {
    name: "viec-cua-toi",
    officer: CASE_OFFICER,
    path: () => "/viec-cua-toi",
    ready: (page) => page.locator(".work li").first().waitFor(),
  },
  {
    name: "tim-kiem",
    officer: CASE_OFFICER,
    path: () => "/tim-kiem",
    ready: (page) => page.locator(".ant-table-row").first().waitFor(),
  },
  {
    name: "don",
    officer: CASE_OFFICER,
    path: () => `/don/${petition.petitionId}`,
    ready: (page) => page.getByLabel("Ngày xử lý").waitFor(),
  },
  {
    name: "vu-viec",
    officer: CASE_OFFICER,
    path: () => `/vu-viec/${opened.id}`,
    ready: (page) =>
      page.getByRole("button", { name: "Giao xác minh" }).waitFor(),
  },
  {
    name: "vu-viec-ghi-viec",
    officer: HEAD,
    path: () => `/vu-viec/${opened.id}`,
    async ready(page) {
      await page
        .getByRole("button", { name: "Ra quyết định giải quyết" })
        .click();
      await page.getByRole("form").waitFor();
      await page.getByText(/Việc chưa được làm/).click();
    },
  },
  {
    name: "tinh-hinh",
    officer: INSPECTOR,
    path: () => "/tinh-hinh",
    ready: (page) => page.getByText("Tự cập nhật").waitFor(),
  },
  {
    name: "tinh-hinh-danh-sach",
    officer: HEAD,
    path: () => "/tinh-hinh",
    async ready(page) {
      await page
        .getByRole("button", { name: /mở danh sách/ })
        .first()
        .click();
      await page.locator(".figure-items > li").first().waitFor();
    },
  },
  {
    name: "bieu",
    officer: INSPECTOR,
    path: () => "/bieu",
    ready: (page) => page.locator(".report .total").waitFor(),
  },
  {
    name: "tai-khoan",
    officer: CASE_OFFICER,
    path: () => "/tai-khoan",
    ready: heading("Tài khoản"),
  },
  {
    name: "khong-co",
    officer: CASE_OFFICER,
    path: () => "/khong-co-trang-nay",
    ready: heading("Không có trang này"),
  },
  {
    name: "don-khong-thay",
    officer: CASE_OFFICER,
    path: () => "/don/999999",
    ready: (page) => page.getByRole("alert").waitFor(),
  },
];

describe.each([
  ["at the desk", OFFICE, ""],
  ["on a phone", PHONE, "-dien-thoai"],
] as const)("%s", (_, size, suffix) => {
  const browser = useBrowser(keepsOpen);
  const contexts = new Map<string, BrowserContext>();
  afterAll(() => contexts.clear());

  // One sign-in for all screens of an officer.
  async function pageOf({ officer, path }: Screen): Promise<Page> {
    const known = contexts.get(officer ?? "");
    const context = known ?? (await browser.context(size));
    contexts.set(officer ?? "", context);
    const page = await context.newPage();
    if (officer && !known) await enter(page, officer, path());
    else await page.goto(stack.url + path());
    return page;
  }

  it.each(SCREENS)("$name", async (screen) => {
    const page = await pageOf(screen);
    await screen.ready(page);
    await page.evaluate(() => scrollTo(0, 0));
    await shoot(page, `man-${screen.name}${suffix}`);
    await expectAccessible(page);
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - innerWidth,
    );
    expect(tooWide).toBeLessThanOrEqual(0);
    expect(sinsOf(page)).toEqual([]);
    await page.close();
  });
});
