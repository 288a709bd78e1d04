import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { AreaLevel } from "@/gen/donthu/directory/v1/directory_pb";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import {
  type GetOverviewRequest,
  InspectorateService,
  OverviewMeasure as M,
  OverviewSchema,
} from "@/gen/donthu/inspectorate/v1/inspectorate_service_pb";
import { Role } from "@/gen/donthu/options/v1/options_pb";
import { renderScreen, someOfficer } from "@/testing/render";
import { OverviewScreen } from "./OverviewScreen";

const { watchOverview, getOverview } = InspectorateService.method;
const me = someOfficer({ officer: "thanh-tra", agencyCode: "QT", roles: [Role.INSPECTORATE] });
const area = (areaKey: string, name: string, parent: string, received: bigint, overdue: bigint) => ({
  selection: { areaKey },
  name,
  parent,
  figures: { [M.RECEIVED]: received, [M.OVERDUE]: overdue },
});
const shown: MessageInitShape<typeof OverviewSchema> = {
  total: { figures: { [M.RECEIVED]: 9n } },
  areas: [
    area("1", "Huyện Lệ Thủy", "", 6n, 1n),
    area("2", "Thành phố Đồng Hới", "", 3n, 4n),
    area("11", "Xã Kim Thủy", "1", 5n, 0n),
  ],
  hotSpots: [{ selection: { areaKey: "11" }, areaName: "Xã Kim Thủy", petitions: 5n, people: 40n }],
};

function directory(router: ConnectRouter) {
  const levels = { 1: AreaLevel.DISTRICT, 2: AreaLevel.DISTRICT, 11: AreaLevel.COMMUNE };
  const areas = Object.entries(levels).map(([key, level]) => ({ key, level }));
  router.rpc(DirectoryService.method.listAreas, () => ({ areas }));
  router.rpc(DirectoryService.method.listAgencies, () => ({}));
  router.rpc(DirectoryService.method.listSubjectFields, () => ({}));
}

// Sends once and stays open, as the service does.
const sending = (
  answer: (asked: GetOverviewRequest | undefined) => MessageInitShape<typeof OverviewSchema>,
) =>
  async function* (request: { overview?: GetOverviewRequest }) {
    yield { overview: create(OverviewSchema, answer(request.overview)) };
    await new Promise(() => {});
  };

it("ranks districts by what is asked for, and opens the hot spots of one", async () => {
  renderScreen(<OverviewScreen />, {
    me,
    routes: (router) => {
      directory(router);
      router.rpc(
        watchOverview,
        sending(() => shown),
      );
    },
  });
  const user = userEvent.setup();
  const areas = await screen.findByRole("region", { name: "Theo địa bàn" });
  await within(areas).findByLabelText("Cấp địa bàn");
  const names = () =>
    within(areas)
      .getAllByRole("rowheader")
      .map((one) => one.textContent);
  expect(names()).toEqual(["Huyện Lệ Thủy", "Thành phố Đồng Hới"]);
  await user.click(within(areas).getByRole("button", { name: "Vụ việc đang quá hạn" }));
  expect(names()).toEqual(["Thành phố Đồng Hới", "Huyện Lệ Thủy"]);
  const ranking = within(areas).getByRole("columnheader", { name: /đang quá hạn/ });
  expect(ranking.getAttribute("aria-sort")).toBe("descending");
  await user.click(within(areas).getByText("cấp xã"));
  expect(names()).toEqual(["Xã Kim Thủy"]);
  await user.click(
    within(areas).getByRole("button", { name: "Điểm nóng, Xã Kim Thủy: 1, mở các điểm nóng" }),
  );
  expect(await screen.findByRole("dialog")).toHaveProperty(
    "textContent",
    expect.stringContaining("40 người"),
  );
});

it("says when the period is empty and offers the last year that is not", async () => {
  const before2025 = (asked: GetOverviewRequest | undefined) => (asked?.from?.year ?? 0) < 2025;
  renderScreen(<OverviewScreen />, {
    me,
    routes: (router) => {
      directory(router);
      router.rpc(
        watchOverview,
        sending((asked) => (before2025(asked) ? shown : { total: {} })),
      );
      router.rpc(getOverview, (asked) =>
        create(OverviewSchema, {
          total: asked.to?.year === 2024 && asked.to.month === 12 ? shown.total : {},
          months:
            (asked.to?.year ?? 0) > 2025
              ? [{ selection: { month: { year: 2024, month: 12, day: 1 } }, figures: { [M.RECEIVED]: 1n } }]
              : [],
        }),
      );
    },
  });
  const user = userEvent.setup();
  await screen.findByText(/Kỳ này chưa có đơn/);
  await user.click(await screen.findByRole("button", { name: "Xem năm báo cáo 2024" }));
  expect(screen.getByLabelText("Từ ngày")).toHaveProperty("value", "15/12/2023");
  expect(screen.getByLabelText("Đến ngày")).toHaveProperty("value", "14/12/2024");
  await screen.findByText("Huyện Lệ Thủy");
  expect(screen.queryByText(/Kỳ này chưa có đơn/)).toBeNull();
});
