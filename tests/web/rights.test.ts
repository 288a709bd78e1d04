// The app shows no button that the services would refuse.
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { Caller, Refused } from "./account";
import { enter, stack, useBrowser } from "./browser";
import { type Case, daysAgo, Office, type Receipt } from "./office";
import { CASE_OFFICER, DESK, HEAD, INSPECTOR, WARD } from "./stack";

const browser = useBrowser();
let petition: Receipt;
let opened: Case;
beforeAll(async () => {
  const office = await Office.open(stack, 44);
  petition = await office.register(
    "Khiếu nại việc cấp giấy chứng nhận",
    daysAgo(2),
  );
  opened = await office.openCase("Khiếu nại giá bồi thường cây trồng", 20);
});

// The demonstration's and the journeys' officers, of agencies that exist and of those that ended.
const OFFICERS = [
  DESK,
  CASE_OFFICER,
  HEAD,
  INSPECTOR,
  "thanh-tra.tinh",
  "tiep-dan.dong-hoi",
  "xu-ly.dong-hoi",
  "chu-tich.dong-hoi",
  "chu-tich.xuan-hoa",
];

interface Act {
  kind: string;
  labelVi: string;
  lawful?: boolean;
}

// Calls that the page made and that were refused for want of a right.
function watchRefusals(page: Page): string[] {
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() === 403)
      refused.push(response.url().split("/").slice(-2).join("/"));
  });
  return refused;
}

// What is asked for is there, or its refusal.
async function settle(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await expect
    .poll(() => page.locator("main .ant-spin-spinning").count(), {
      timeout: 10_000,
    })
    .toBe(0);
}

// The case with what may be done on it, for those who may do anything; or that it can't be opened.
async function caseSettled(page: Page): Promise<void> {
  const alert = page.locator("main").getByRole("alert");
  await page.locator("#timeline-title").or(alert).first().waitFor();
  if ((await page.locator("#acts-title").count()) === 0) return;
  await page.locator(".acts").or(alert).first().waitFor({ state: "attached" });
}

// The petition with what is to be done, or that there is nothing; or that it can't be opened.
async function petitionSettled(page: Page): Promise<void> {
  const next = page.locator("section[aria-labelledby=next-title]");
  await next
    .getByRole("listitem")
    .or(next.getByText("không còn việc nào chờ"))
    .or(page.locator("main").getByRole("alert"))
    .first()
    .waitFor();
}

// Whether the services would let this officer do it: asked with a version that never was, which they look at after rights.
async function wouldTake(
  caller: Caller,
  method: string,
  body: object,
): Promise<boolean> {
  try {
    await caller.call(method, {
      requestId: crypto.randomUUID(),
      etag: "999999",
      ...body,
    });
    return true;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return refused.status !== 403 && refused.status !== 404;
  }
}

const today = daysAgo(0);
const record = (caller: Caller, act: object) =>
  wouldTake(caller, "resolution.v1.ResolutionService/RecordAct", {
    caseId: opened.id,
    act: { actedOn: today, ...act },
  });
const dispose = (caller: Caller) =>
  wouldTake(caller, "routing.v1.RoutingService/Dispose", {
    petitionId: petition.petitionId,
    agencyCode: WARD,
    disposal: "DISPOSAL_FILE",
    disposedOn: today,
    kind: "PETITION_KIND_COMPLAINT",
    priorStatus: "PRIOR_STATUS_NOT_SETTLED",
    reason: "Hỏi quyền",
  });

// The acts that the law allows now and the services would take from this officer.
async function takenActs(caller: Caller): Promise<string[]> {
  const [acts, handOver] = await Promise.all([
    record(caller, { assignVerification: { verifier: "Tổ xác minh" } }),
    record(caller, { handOver: { toAgencyCode: WARD } }),
  ]);
  if (!acts && !handOver) return [];
  const preview = await caller.call<{ acts: Act[] }>(
    "resolution.v1.ResolutionService/PreviewActs",
    {
      caseId: opened.id,
    },
  );
  return preview.acts
    .filter(
      (act) =>
        act.lawful && (act.kind === "ACT_KIND_HAND_OVER" ? handOver : acts),
    )
    .map((act) => act.labelVi);
}

it.each(OFFICERS)(
  "offers %s what the services would take, and nothing else",
  async (officer) => {
    const caller = await Caller.signIn(stack, officer);
    const page = await (await browser.context()).newPage();
    const refused = watchRefusals(page);
    await enter(page, officer, `/vu-viec/${opened.id}`);
    await caseSettled(page);
    const shown = await page.locator(".acts button").allInnerTexts();
    expect(shown.sort()).toEqual((await takenActs(caller)).sort());

    await page.goto(`${stack.url}/don/${petition.petitionId}`);
    await petitionSettled(page);
    const offered = await page
      .getByRole("button", { name: /^Ghi hướng xử lý/ })
      .isVisible();
    expect(offered).toBe(await dispose(caller));

    const links = page
      .getByRole("navigation", { name: "Các màn hình" })
      .getByRole("link");
    const count = await links.count();
    expect(count).toBeGreaterThan(0);
    for (let index = 0; index < count; index++) {
      await links.nth(index).click();
      await settle(page);
    }
    expect(refused).toEqual([]);
  },
);
