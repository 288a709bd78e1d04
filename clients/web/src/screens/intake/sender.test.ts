import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { beforeEach, expect, it, vi } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { RegisterPetitionResponseSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { refusal } from "@/testing/fake_services";
import type { Entry } from "./entry";
import { EntryStore } from "./entry_store";
import { emptyValues } from "./intake_values";
import { type Register, sendEntry, sendQueued } from "./sender";

const values = {
  ...emptyValues({ year: 2026, month: 11, day: 24 }),
  kind: PetitionKind.COMPLAINT,
  title: "Thu hồi đất",
  petitioners: [{ fullName: "Lê Văn A", idNumber: "044000000001" }],
};
const entry = (id: string): Entry => ({
  id,
  officer: "lan",
  agencyCode: "A",
  state: "queued",
  savedAt: 0,
  values,
});
const answer = create(RegisterPetitionResponseSchema, {
  petitionId: 7n,
  code: "H46-1",
  receiptSecret: "7K3M-9XQ2",
});
const offline = () => Promise.reject(new TypeError("Failed to fetch"));
let store: EntryStore;

beforeEach(() => {
  store = new EntryStore(localStorage, "lan");
});

it("keeps the receipt and drops what was typed, once registered", async () => {
  const outcome = await sendEntry(entry("a"), store, () => Promise.resolve(answer));
  expect(outcome.kind).toBe("sent");
  const kept = store.get("a");
  expect(kept?.registered).toMatchObject({ code: "H46-1", secret: "7K3M-9XQ2", names: ["Lê Văn A"] });
  expect(JSON.stringify(kept)).not.toContain("044000000001");
});

it("keeps neither name nor title of a denunciation for the receipt", async () => {
  const denunciation = { ...entry("a"), values: { ...values, kind: PetitionKind.DENUNCIATION } };
  await sendEntry(denunciation, store, () => Promise.resolve(answer));
  expect(localStorage.getItem("donthu.entry.lan.a")).not.toMatch(/Lê Văn A|Thu hồi/);
});

it("waits when nobody answers, and sends under the same request_id when the line is back", async () => {
  const register = vi.fn<Register>(offline);
  expect((await sendEntry(entry("a"), store, register)).kind).toBe("waiting");
  expect(store.get("a")?.state).toBe("queued");
  register.mockResolvedValue(answer);
  await sendQueued("lan", store, register);
  expect(store.get("a")?.state).toBe("sent");
  expect(register.mock.calls.map(([request]) => request.requestId)).toEqual(["a", "a"]);
});

it("sends nothing again that was sent", async () => {
  const register = vi.fn<Register>(() => Promise.resolve(answer));
  await sendEntry(entry("a"), store, register);
  await sendQueued("lan", store, register);
  await sendQueued("lan", store, register);
  expect(register).toHaveBeenCalledTimes(1);
});

it("stops at the first that must wait, and keeps the order", async () => {
  store.put(entry("a"));
  store.put(entry("b"));
  const register = vi.fn<Register>(offline);
  await sendQueued("lan", store, register);
  expect(register).toHaveBeenCalledTimes(1);
});

it.each([ErrorReason.DATABASE_UNAVAILABLE, ErrorReason.COMMIT_IN_DOUBT, ErrorReason.OVERLOADED])(
  "waits when the service can't for now (%i)",
  async (reason) => {
    const outcome = await sendEntry(entry("a"), store, () =>
      Promise.reject(refusal(Code.Unavailable, { reason })),
    );
    expect(outcome.kind).toBe("waiting");
    expect(store.get("a")?.state).toBe("queued");
  },
);

it("keeps what was typed when the session has ended", async () => {
  const outcome = await sendEntry(entry("a"), store, () =>
    Promise.reject(new ConnectError("x", Code.Unauthenticated)),
  );
  expect(outcome.kind).toBe("signed-out");
  expect(store.get("a")?.values?.title).toBe("Thu hồi đất");
});

it("gives back what the service refuses, with its reasons, and goes on with the next", async () => {
  store.put(entry("a"));
  const detail = {
    reason: ErrorReason.INVALID_FIELD,
    fieldViolations: [{ field: "title", descriptionVi: "Chưa nhập." }],
  };
  const register = vi.fn<Register>(() => Promise.reject(refusal(Code.InvalidArgument, detail)));
  const outcome = await sendEntry(entry("a"), store, register);
  expect(outcome).toMatchObject({ kind: "refused", failure: { fields: { title: "Chưa nhập." } } });
  store.put(entry("b"));
  register.mockResolvedValue(answer);
  await sendQueued("lan", store, register);
  expect(store.get("a")?.state).toBe("refused");
  expect(store.get("b")?.state).toBe("sent");
});
