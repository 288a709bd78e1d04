import { Code, ConnectError } from "@connectrpc/connect";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { IntakeService, type RegisterPetitionRequest } from "@/gen/donthu/intake/v1/intake_service_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { refusal } from "@/testing/fake_services";
import { type RenderOptions, renderScreen } from "@/testing/render";
import { emptyValues } from "./intake_values";
import { IntakeScreen } from "./IntakeScreen";

type Routes = NonNullable<RenderOptions["routes"]>;

const today = { year: 2026, month: 11, day: 24 };
const draft = {
  id: "00000000-0000-4000-8000-000000000001",
  officer: "tiep-dan.dong-hoi",
  agencyCode: "QB-450-UBND",
  state: "draft",
  savedAt: Date.now(),
  values: {
    ...emptyValues(today),
    kind: PetitionKind.COMPLAINT,
    subjectCode: "DD02",
    title: "Thu hồi đất",
    body: "Thu hồi đất không đúng",
    petitioners: [{ fullName: "Lê Văn A" }],
  },
};
const keep = (entry: object = draft) =>
  localStorage.setItem(`donthu.entry.${draft.officer}.${draft.id}`, JSON.stringify({ ...draft, ...entry }));
const kept = () =>
  JSON.parse(localStorage.getItem(`donthu.entry.${draft.officer}.${draft.id}`) ?? "null") as unknown;

function render(register: (request: RegisterPetitionRequest) => unknown, more: Routes = () => {}) {
  return renderScreen(<IntakeScreen />, {
    routes: (router) => {
      router.rpc(DirectoryService.method.listAreas, () => ({}));
      router.rpc(DirectoryService.method.listAgencies, () => ({
        agencies: [{ code: "QB-450-UBND", name: "UBND thành phố" }],
      }));
      router.rpc(DirectoryService.method.listSubjectFields, () => ({
        subjectFields: [{ code: "DD02", name: "Thu hồi đất" }],
      }));
      router.rpc(IntakeService.method.registerPetition, register as never);
      more(router);
    },
  });
}
const pressSave = async () => {
  await screen.findByLabelText("Tóm tắt một dòng");
  fireEvent.keyDown(window, { key: "Enter", code: "Enter", ctrlKey: true });
};
const registered = () => ({ petitionId: 7n, code: "H46-1", receiptSecret: "7K3M-9XQ2" });

it("opens what was being typed before the page was left", async () => {
  keep();
  render(registered);
  expect((await screen.findByLabelText<HTMLInputElement>("Tóm tắt một dòng")).value).toBe("Thu hồi đất");
  expect(await screen.findByText(/Đã mở lại đơn/)).toBeTruthy();
});

it("registers with Ctrl+Enter under the id of the draft, and shows the receipt", async () => {
  keep();
  const register = vi.fn(registered);
  render(register);
  await pressSave();
  expect(await screen.findByText("7K3M-9XQ2")).toBeTruthy();
  expect(register.mock.calls).toHaveLength(1);
  expect((register.mock.calls as unknown as [RegisterPetitionRequest][])[0]?.[0].requestId).toBe(draft.id);
});

it("puts what the service says of a field onto the field, and keeps the text", async () => {
  keep();
  render(() => {
    throw refusal(Code.InvalidArgument, {
      reason: ErrorReason.INVALID_FIELD,
      fieldViolations: [{ field: "petitioners[0].full_name", descriptionVi: "Tên quá dài." }],
    });
  });
  await pressSave();
  expect(await screen.findByText("Tên quá dài.")).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Họ và tên").value).toBe("Lê Văn A");
  expect(kept()).toMatchObject({ state: "refused" });
});

it("takes the next petition when nobody answers, and keeps this one to be sent", async () => {
  keep();
  render(() => {
    throw new ConnectError("gone", Code.Unavailable);
  });
  await pressSave();
  expect(await screen.findByText(/tự gửi một lần khi có mạng/)).toBeTruthy();
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Tóm tắt một dòng").value).toBe(""));
  expect(kept()).toMatchObject({ state: "queued" });
});

it("leaves Enter to an input method that composes", async () => {
  keep();
  const register = vi.fn(registered);
  render(register);
  await screen.findByLabelText("Nội dung");
  fireEvent.keyDown(screen.getByLabelText("Nội dung"), { key: "Enter", ctrlKey: true, isComposing: true });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(register).not.toHaveBeenCalled();
});

it("says that a denunciation's author is not stored, and does not look for him", async () => {
  keep({
    values: { ...draft.values, kind: PetitionKind.DENUNCIATION, petitioners: [{ idNumber: "044000000001" }] },
  });
  const find = vi.fn(() => ({}));
  render(registered, (router) => {
    router.rpc(IntakeService.method.findPetitioners, find);
    router.rpc(RoutingService.method.proposeForDraft, () => ({}));
  });
  expect(await screen.findByText(/Danh tính người gửi không được lưu/)).toBeTruthy();
  expect(screen.getByLabelText("Số bì hồ sơ giấy niêm phong")).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(find).not.toHaveBeenCalled();
});

it("shows what is stored of a denunciation, and sends it only when the officer has read it", async () => {
  keep({ values: { ...draft.values, kind: PetitionKind.DENUNCIATION } });
  const register = vi.fn(registered);
  render(register, (router) => {
    router.rpc(IntakeService.method.previewMasking, () => ({ title: "Thu hồi", body: "Tôi là [đã che].", masked: 1 }));
    router.rpc(RoutingService.method.proposeForDraft, () => ({}));
  });
  await pressSave();
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText(/Đã che 1 chỗ/)).toBeTruthy();
  expect(within(dialog).getByText("[đã che]").tagName).toBe("MARK");
  expect(register).not.toHaveBeenCalled();
  fireEvent.click(within(dialog).getByRole("button", { name: /Sửa lại/ }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(register).not.toHaveBeenCalled();
  await pressSave();
  const confirm = await screen.findByRole("button", { name: /Đúng, ghi đơn/ });
  await waitFor(() => expect(confirm).toHaveProperty("disabled", false));
  fireEvent.click(confirm);
  expect(await screen.findByText("7K3M-9XQ2")).toBeTruthy();
  expect(register).toHaveBeenCalledTimes(1);
});

it("does not send a denunciation whose masked text could not be shown, and keeps it", async () => {
  keep({ values: { ...draft.values, kind: PetitionKind.DENUNCIATION } });
  const register = vi.fn(registered);
  render(register, (router) => {
    router.rpc(RoutingService.method.proposeForDraft, () => ({}));
    router.rpc(IntakeService.method.previewMasking, () => {
      throw new ConnectError("gone", Code.Unavailable);
    });
  });
  await pressSave();
  expect(await screen.findByText(/Không kết nối được máy chủ/)).toBeTruthy();
  expect(screen.getByRole("button", { name: /Đúng, ghi đơn/ })).toHaveProperty("disabled", true);
  expect(register).not.toHaveBeenCalled();
  expect(kept()).toMatchObject({ state: "draft" });
});

it("offers a person who came before, and fills in with F2", async () => {
  keep({ values: { ...draft.values, petitioners: [{ idNumber: "044000000001" }] } });
  render(registered, (router) => {
    router.rpc(IntakeService.method.findPetitioners, () => ({
      petitioners: [
        {
          petitioner: {
            fullName: "Lê Văn A",
            birthYear: 1970,
            address: "thôn Đông",
            idNumber: "044000000001",
          },
          petitionId: 1n,
        },
      ],
    }));
  });
  await screen.findByText(/thôn Đông/);
  fireEvent.keyDown(window, { key: "F2", code: "F2" });
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Họ và tên").value).toBe("Lê Văn A"));
  expect(screen.getByLabelText<HTMLInputElement>("Địa chỉ").value).toBe("thôn Đông");
});

it("does not save what is incomplete, and goes to the first gap", async () => {
  keep({ values: { ...draft.values, title: "" } });
  const register = vi.fn(registered);
  render(register);
  await pressSave();
  expect(await screen.findByText("Nhập tóm tắt")).toBeTruthy();
  expect(register).not.toHaveBeenCalled();
});

it("keeps typing in the browser as it goes", async () => {
  keep();
  render(registered);
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Tóm tắt một dòng"), " lần hai");
  await waitFor(() => expect(kept()).toMatchObject({ values: { title: "Thu hồi đất lần hai" } }));
});
