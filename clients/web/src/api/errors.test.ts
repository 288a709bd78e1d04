import { Code, ConnectError } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { ErrorReason, ErrorReasonSchema } from "@/gen/donthu/common/v1/error_pb";
import { refusal } from "@/testing/fake_services";
import { explain, isLineBroken, isSignedOut } from "./errors";

it("has a next step for every reason a service can give", () => {
  for (const { number, name } of ErrorReasonSchema.values) {
    if (number === 0) continue;
    const text = explain(refusal(Code.Internal, { reason: number })).text;
    expect(text.length, name).toBeGreaterThan(10);
  }
});

it("says what happened in the service's words, then what to do", () => {
  const failure = explain(
    refusal(Code.Aborted, { reason: ErrorReason.CONCURRENT_CHANGE, messageVi: "Hồ sơ vừa được sửa" }),
  );
  expect(failure.said).toBe("Hồ sơ vừa được sửa");
  expect(failure.text).toBe("Hồ sơ vừa được sửa. Bấm lưu lần nữa.");
});

it("sends nobody to load the page anew, and lose what is typed, when another was faster", () => {
  const messageVi = "Vụ việc vừa được người khác cập nhật. Tải lại rồi thực hiện tiếp.";
  const { text } = explain(refusal(Code.Aborted, { reason: ErrorReason.STALE_ETAG, messageVi }));
  expect(text).toMatch(/^Người khác vừa sửa hồ sơ này\..*vẫn giữ/);
  expect(text).not.toContain("Tải lại");
});

it("hands field violations to the form", () => {
  const failure = explain(
    refusal(Code.InvalidArgument, {
      reason: ErrorReason.INVALID_FIELD,
      fieldViolations: [{ field: "title", descriptionVi: "Chưa nhập." }],
    }),
  );
  expect(failure.fields).toEqual({ title: "Chưa nhập." });
});

it("gives the number of an incident", () => {
  const failure = explain(
    refusal(Code.Internal, { reason: ErrorReason.INTERNAL_DEFECT, metadata: { incident: "A7" } }),
  );
  expect(failure.text).toContain("Số sự cố: A7.");
});

it("never shows a text that is not Vietnamese", () => {
  for (const code of Object.values(Code).filter((one) => typeof one === "number")) {
    expect(explain(new ConnectError("socket hang up", code)).text).not.toContain("socket");
  }
});

it("knows a broken line from a refusal", () => {
  expect(isLineBroken(new TypeError("Failed to fetch"))).toBe(true);
  expect(isLineBroken(new ConnectError("x", Code.Unavailable))).toBe(true);
  expect(isLineBroken(refusal(Code.Unavailable, { reason: ErrorReason.DATABASE_UNAVAILABLE }))).toBe(false);
  expect(isLineBroken(new ConnectError("x", Code.PermissionDenied))).toBe(false);
  expect(explain(new TypeError("Failed to fetch")).retryable).toBe(true);
});

it("knows an ended session, with and without detail", () => {
  expect(isSignedOut(new ConnectError("x", Code.Unauthenticated))).toBe(true);
  expect(isSignedOut(refusal(Code.Unauthenticated, { reason: ErrorReason.NOT_SIGNED_IN }))).toBe(true);
  expect(isSignedOut(new TypeError("Failed to fetch"))).toBe(false);
});
