import { beforeEach, expect, it } from "vitest";
import { forgetAttempt, keepAttempt, readReturn } from "./oidc_attempt";

const SECRET = "a".repeat(64);

beforeEach(() => {
  sessionStorage.clear();
  keepAttempt(sessionStorage, "https://cong.example.vn/auth?state=s1.5&x=1", SECRET, "/viec-cua-toi?trang=2");
});

it("remembers what belongs to the answer", () => {
  expect(readReturn(sessionStorage, "?code=c%2B1&state=s1.5&iss=x")).toEqual({
    attempt: { state: "s1.5", secret: SECRET, path: "/viec-cua-toi?trang=2" },
    code: "c+1",
  });
});

it("takes no answer to another attempt, in another tab, or twice", () => {
  const told = { failure: expect.stringContaining("không bắt đầu từ thẻ trình duyệt này") as string };
  expect(readReturn(sessionStorage, "?code=c&state=s2.5")).toEqual(told);
  expect(readReturn(sessionStorage, "?code=c")).toEqual(told);
  expect(readReturn(sessionStorage, "?state=s1.5")).toEqual(told);
  expect(readReturn(sessionStorage, "")).toEqual(told);
  forgetAttempt(sessionStorage);
  expect(readReturn(sessionStorage, "?code=c&state=s1.5")).toEqual(told);
  sessionStorage.setItem("donthu.oidc", "{");
  expect(readReturn(sessionStorage, "?code=c&state=s1.5")).toEqual(told);
});

it("tells a refusal at the issuer, without its words", () => {
  expect(readReturn(sessionStorage, "?error=access_denied&error_description=End-User%20aborted")).toEqual({
    failure: expect.stringContaining("hủy đăng nhập") as string,
  });
  expect(readReturn(sessionStorage, "?error=server_error")).toEqual({
    failure: expect.stringContaining("Cổng đăng nhập báo lỗi") as string,
  });
});
