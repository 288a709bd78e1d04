import type { Failure } from "@/api/errors";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";

// The services tell no one what was wrong with a sign-in; so the sentence names all there is to check.
export function signInFailure(failure: Failure): string {
  if (failure.reason !== ErrorReason.NOT_SIGNED_IN) return failure.text;
  const wait = Number(failure.metadata.retry_after_seconds ?? 0);
  const check = "Chưa đăng nhập được. Kiểm tra tên đăng nhập, mật khẩu và mã xác thực.";
  if (wait > 0) return `${check} Thử lại sau ${wait} giây.`;
  return `${check} Quên mật khẩu: nhờ quản trị của cơ quan cấp lại.`;
}
