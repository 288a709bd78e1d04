// One box that finds petitions; lists of thousands.
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { enter, shoot, sinsOf, stack, useBrowser } from "./browser";
import { daysAgo, Office, type Receipt } from "./office";
import { CASE_OFFICER, PROVINCE, runSql } from "./stack";

const browser = useBrowser();
const TITLE = "Đề nghị thu hồi giấy phép khai thác cát lòng sông Nhật Lệ";
const NUMBER = "044166009988";
let receipt: Receipt;
let office: Office;
beforeAll(async () => {
  office = await Office.open(stack, 30);
  receipt = await office.register(TITLE, daysAgo(2), {
    kind: "PETITION_KIND_RECOMMENDATION",
    petitioners: [
      {
        fullName: "Đặng Thị Tuyết Nhung",
        birthYear: 1966,
        address: "Tổ dân phố 1, phường Đồng Hới",
        idNumber: NUMBER,
      },
    ],
  });
});

const box = (page: Page) =>
  page.getByLabel("Tìm đơn theo từ, mã đơn, tên, số giấy tờ");
const rows = (page: Page) => page.locator(".search .ant-table-row");

async function openSearch(officer = CASE_OFFICER): Promise<Page> {
  const page = await (await browser.context()).newPage();
  await enter(page, officer, "/tim-kiem");
  await rows(page).first().waitFor();
  return page;
}

it.each([
  ["words without diacritics", () => "khai thac cat nhat le"],
  ["a name without diacritics", () => "dang thi tuyet nhung"],
  ["an ID number", () => NUMBER],
  ["the receipt code", () => receipt.code],
])("finds a petition by %s", async (_, words) => {
  const page = await openSearch();
  await page.keyboard.type(words());
  await expect.poll(() => rows(page).count()).toBe(1);
  expect(await rows(page).first().innerText()).toContain(receipt.code);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: TITLE }).waitFor();
  expect(sinsOf(page)).toEqual([]);
});

it("narrows by kind and days, and says when nothing is left", async () => {
  const page = await openSearch();
  await page.keyboard.type("nhat le");
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.getByLabel("Loại đơn").focus();
  await page.keyboard.type("khieu nai");
  await page.keyboard.press("Tab");
  await page.getByText("Không có đơn nào khớp").waitFor();
  await shoot(page, "tim-kiem-khong-thay");
  await page.getByLabel("Loại đơn").focus();
  await page.keyboard.type("kien nghi");
  await page.keyboard.press("Tab");
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.getByLabel("Nhận từ ngày").fill("1/1/2025");
  await page.getByLabel("Nhận đến ngày").fill("2/1/2025");
  await page.keyboard.press("Tab");
  await page.getByText("Không có đơn nào khớp").waitFor();
});

it("keeps a search under a name", async () => {
  const page = await openSearch();
  await page.keyboard.type("nhat le");
  await expect.poll(() => rows(page).count()).toBe(1);
  const name = page.getByLabel("Tên để lưu cách tìm này");
  await name.fill("Cát sông");
  await name.press("Enter");
  await page.getByRole("button", { name: "Cát sông", exact: true }).waitFor();
  await shoot(page, "tim-kiem");
  await page.reload();
  await rows(page).first().waitFor();
  await page.keyboard.press("Alt+l");
  await page.keyboard.press("Enter");
  await expect.poll(() => box(page).inputValue()).toBe("nhat le");
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press("Delete");
  await expect
    .poll(() =>
      page.getByRole("button", { name: "Cát sông", exact: true }).count(),
    )
    .toBe(0);
  expect(sinsOf(page)).toEqual([]);
});

it("finds the search again on the way back from a petition", async () => {
  const page = await openSearch();
  await page.keyboard.type("nhat le");
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: TITLE }).waitFor();
  await page.goBack();
  await expect.poll(() => box(page).inputValue()).toBe("nhat le");
  await expect.poll(() => rows(page).count()).toBe(1);
});

it("narrows to an agency and those below it, for who sees more than one", async () => {
  const page = await openSearch(PROVINCE);
  await page.getByLabel("Nơi nhận, kể cả cấp dưới").focus();
  await page.keyboard.type("ban tiep cong dan tinh");
  await page.keyboard.press("Tab");
  const places = () => page.locator(".search .ant-table-row").allInnerTexts();
  await expect
    .poll(async () => {
      const all = await places();
      return (
        all.length > 0 && all.every((text) => text.includes("Ban TCD tỉnh"))
      );
    })
    .toBe(true);
});

const MANY = 5_000;
// Rows in the page, whatever the length of the list: those in sight and a few beyond.
const ROWS_MAX = 40;

// Copies of one petition, received on a day of their own by an agency that settles nothing: other lists are as before.
function fillTable(): void {
  runSql(
    stack,
    `INSERT INTO intake.petition SELECT made.* FROM (SELECT * FROM intake.petition WHERE id = ${receipt.petitionId}) one,
     generate_series(1, ${MANY}) number, jsonb_populate_record(NULL::intake.petition, to_jsonb(one) || jsonb_build_object(
       'id', 1000000 + number, 'code', 'H46.QT-18880-UBND-250702-' || lpad(number::text, 6, '0'),
       'agency', 'QB-TTT', 'received_on', '2025-07-02', 'title', 'Đơn số ' || number || ' của danh sách dài')) made`,
  );
}

it("scrolls through thousands of petitions with a constant number of rows in the page", async () => {
  fillTable();
  const page = await openSearch(PROVINCE);
  await page.getByLabel("Nhận từ ngày").fill("2/7/2025");
  await page.getByLabel("Nhận đến ngày").fill("2/7/2025");
  await page.keyboard.press("Tab");
  await expect
    .poll(() => rows(page).first().innerText())
    .toContain(`Đơn số ${MANY} của danh sách dài`);
  const counts: number[] = [await rows(page).count()];
  const list = page.locator(".search .ant-table-tbody-virtual-holder");
  const loaded = async () =>
    Number(
      /Đã tải (\d+)/.exec(
        await page.getByRole("status").last().innerText(),
      )?.[1],
    );
  while ((await loaded()) < MANY) {
    const before = await loaded();
    await list.evaluate((one) => (one.scrollTop = one.scrollHeight));
    await expect
      .poll(loaded, { interval: 20, timeout: 10_000 })
      .toBeGreaterThan(before);
    if (before === MANY / 2) counts.push(await rows(page).count());
  }
  // The height of what was never in sight is a guess; it is right once the end is reached.
  const atEnd = async () => {
    await list.evaluate((one) => (one.scrollTop = one.scrollHeight));
    return rows(page).last().innerText();
  };
  await expect.poll(atEnd).toContain("Đơn số 1 của danh sách dài");
  counts.push(await rows(page).count());
  console.log(
    `rows in the page at the top, in the middle and at the end of ${MANY}: ${counts.join(", ")}`,
  );
  expect(counts).toHaveLength(3);
  expect(Math.max(...counts)).toBeLessThanOrEqual(ROWS_MAX);
  await shoot(page, "tim-kiem-cuoi");
});
