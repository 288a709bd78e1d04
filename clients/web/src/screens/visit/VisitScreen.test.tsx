import { Code } from "@connectrpc/connect";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { IntakeService, type RecordVisitRequest } from "@/gen/donthu/intake/v1/intake_service_pb";
import { VisitOutcome } from "@/gen/donthu/intake/v1/visit_pb";
import { refusal } from "@/testing/fake_services";
import { renderScreen } from "@/testing/render";
import { VisitScreen } from "./VisitScreen";

function show(record: (request: RecordVisitRequest) => unknown) {
  renderScreen(<VisitScreen />, {
    routes: (router) => {
      router.rpc(DirectoryService.method.listAreas, () => ({}));
      router.rpc(DirectoryService.method.listAgencies, () => ({}));
      router.rpc(DirectoryService.method.listSubjectFields, () => ({
        subjectFields: [{ code: "DD02", name: "Thu hồi đất" }],
      }));
      router.rpc(IntakeService.method.listVisits, () => ({
        visits: [{ id: 1n, people: 6, summary: "Hỏi đường", visitors: [{ fullName: "Trần Văn Mẫu" }] }],
      }));
      router.rpc(IntakeService.method.recordVisit, record as never);
    },
  });
}

const write = (field: string, value: string) =>
  fireEvent.change(screen.getByLabelText(field), { target: { value } });

// Select goes by keyCode, which user-event leaves out.
function choose(field: string, words: string) {
  write(field, words);
  fireEvent.keyDown(screen.getByLabelText(field), { key: "Enter", keyCode: 13 });
}

async function fill() {
  await screen.findByText("Hỏi đường");
  write("Họ và tên", "Lê Văn A");
  choose("Loại việc (theo nội dung)", "phan anh");
  choose("Lĩnh vực", "thu hoi");
  write("Nội dung trình bày", "Đường hỏng");
  choose("Kết quả tiếp", "huong dan");
  fireEvent.keyDown(window, { key: "Enter", code: "Enter", ctrlKey: true });
}

it("shows the day's register", async () => {
  show(() => ({}));
  expect(await screen.findByText("Trần Văn Mẫu")).toBeTruthy();
  expect(screen.getByRole("columnheader", { name: "Số người" })).toBeTruthy();
});

it("records a reception, and is empty for the next", async () => {
  const sent: RecordVisitRequest[] = [];
  show((request) => {
    sent.push(request);
    return { visitId: 7n };
  });
  await fill();
  expect(await screen.findByText("Đã ghi vào sổ tiếp công dân.")).toBeTruthy();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ subjectCode: "DD02", outcome: VisitOutcome.GUIDED, petitionId: 0n });
  await expect.poll(() => screen.getByLabelText<HTMLTextAreaElement>("Nội dung trình bày").value).toBe("");
});

it("says what is refused at its field, and keeps what was typed", async () => {
  show(() => {
    throw refusal(Code.InvalidArgument, {
      reason: ErrorReason.INVALID_FIELD,
      messageVi: "Có ô chưa đúng.",
      fieldViolations: [{ field: "people", descriptionVi: "Số người ít hơn số người đã nhập." }],
    });
  });
  await fill();
  expect(await screen.findByText("Số người ít hơn số người đã nhập.")).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Họ và tên").value).toBe("Lê Văn A");
});

it("names at once what is missing", async () => {
  show(() => ({}));
  await screen.findByText("Hỏi đường");
  fireEvent.keyDown(window, { key: "Enter", code: "Enter", ctrlKey: true });
  expect(await screen.findByText("Nhập họ và tên")).toBeTruthy();
  expect(screen.getByText("Chọn kết quả")).toBeTruthy();
});
