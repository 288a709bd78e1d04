// Every failure as a Vietnamese sentence that says what to do next, and as notes on fields. Screens show nothing else of an
// error.
import { Code, ConnectError } from "@connectrpc/connect";
import { type ErrorDetail, ErrorDetailSchema, ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import type { Derivation } from "@/gen/donthu/law/v1/explanation_pb";

export interface Failure {
  // For deciding; UNSPECIFIED where the answer did not come from our services (broken line, gateway).
  reason: ErrorReason;
  // What happened and what to do, for a person.
  text: string;
  // What happened in the services' own words, without what to do next; empty where they did not answer.
  said: string;
  // What is wrong with single fields: path from the request → Vietnamese sentence.
  fields: Record<string, string>;
  // Facts, rules and steps, where the law refuses.
  why: Derivation | undefined;
  // See ErrorDetail.metadata.
  metadata: Record<string, string>;
  // The same call may succeed later without any change.
  retryable: boolean;
}

const RETRY_SOON = "Chờ vài giây rồi thử lại.";
const KEPT = "Nội dung đã nhập vẫn còn trên máy.";

// What to do, by reason. The service's own message says what happened; this adds what it leaves open.
const NEXT_STEP: Partial<Record<ErrorReason, string>> = {
  [ErrorReason.INVALID_FIELD]: "Sửa các ô báo đỏ rồi lưu lại.",
  [ErrorReason.BAD_PAGE_TOKEN]: "Tải lại danh sách từ đầu.",
  [ErrorReason.MALFORMED_REQUEST]: "Tải lại trang để dùng bản mới nhất rồi thử lại.",
  [ErrorReason.NOT_SIGNED_IN]: "Đăng nhập lại để tiếp tục.",
  [ErrorReason.NOT_ALLOWED]: "Nếu cần làm việc này, đề nghị thủ trưởng hoặc quản trị giao quyền.",
  [ErrorReason.NOT_FOUND]: "Kiểm tra lại mã; có thể hồ sơ thuộc cơ quan khác.",
  [ErrorReason.REQUEST_ID_REUSED]: "Mở danh sách đơn để xem đơn đã được ghi hay chưa trước khi nhập lại.",
  [ErrorReason.CONCURRENT_CHANGE]: "Bấm lưu lần nữa.",
  [ErrorReason.ACT_NOT_LAWFUL]: "Xem lý do và chọn việc khác trong các việc được làm.",
  [ErrorReason.REFERRAL_RETURNED_BEFORE]: "Chọn cơ quan khác hoặc hướng xử lý khác.",
  [ErrorReason.DISPOSAL_NOT_ALLOWED]: "Chọn hướng xử lý khác theo đề xuất của hệ thống.",
  [ErrorReason.CURSOR_OUTDATED]: "Tải lại trang.",
  [ErrorReason.DATABASE_UNAVAILABLE]: `Máy chủ dữ liệu tạm gián đoạn. ${RETRY_SOON}`,
  [ErrorReason.COMMIT_IN_DOUBT]:
    "Bấm gửi lại: nếu lần trước đã ghi, hệ thống chỉ trả lại kết quả cũ, không ghi hai lần.",
  [ErrorReason.OVERLOADED]: `Hệ thống đang đông. ${RETRY_SOON}`,
  [ErrorReason.DEADLINE_PASSED]: `Máy chủ trả lời chậm. ${RETRY_SOON}`,
  [ErrorReason.INTERNAL_DEFECT]: "Thử lại một lần; nếu vẫn lỗi, báo quản trị kèm số sự cố.",
  [ErrorReason.SHUTTING_DOWN]: `Máy chủ đang khởi động lại. ${RETRY_SOON}`,
  [ErrorReason.RULE_NOT_FOUND]: "Kiểm tra lại ngày; bộ quy tắc pháp luật chưa có quy định cho ngày đó.",
  [ErrorReason.FORM_NOT_KNOWN]: "Chọn biểu mẫu khác.",
  [ErrorReason.NOT_HOLDER]: "Đơn đã chuyển đi. Mở lại hồ sơ để xem cơ quan đang giữ.",
  [ErrorReason.CONFLICT_OF_INTEREST]: "Chọn cơ quan không thuộc quyền người bị tố cáo.",
  [ErrorReason.RATE_LIMITED]: "Đã gọi quá nhiều lần. Chờ một lúc rồi thử lại.",
  [ErrorReason.VAULT_UNAVAILABLE]: `Chưa ghi gì cả. ${RETRY_SOON} ${KEPT}`,
  [ErrorReason.CUSTODIAN_KEY_MISSING]: "Báo thủ trưởng: cơ quan chưa có khóa của người giữ danh tính.",
  [ErrorReason.SECOND_PERSON_NEEDED]: "Đề nghị người thứ hai thực hiện bước này.",
  [ErrorReason.DISCLOSURE_NOT_OPEN]: "Lập đề nghị xem danh tính mới.",
  [ErrorReason.SIGN_ON_OFF]: "Đăng nhập bằng mật khẩu.",
  [ErrorReason.SIGN_ON_UNAVAILABLE]: "Thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.",
  [ErrorReason.SIGN_ON_REFUSED]: "Bấm đăng nhập qua cổng một lần nữa.",
  [ErrorReason.SIGN_ON_NO_OFFICER]:
    "Đăng nhập bằng mật khẩu, hoặc nhờ quản trị của cơ quan kiểm tra tài khoản.",
};

// In the place of the services' words, which can't know that the page takes the newer state by itself: whoever loaded the
// page anew would lose what is typed.
const INSTEAD: Partial<Record<ErrorReason, string>> = {
  [ErrorReason.STALE_ETAG]:
    "Người khác vừa sửa hồ sơ này. Trang đã lấy bản mới, nội dung bạn nhập vẫn giữ: xem thay đổi rồi ghi lại.",
};

const RETRYABLE: ReadonlySet<ErrorReason> = new Set([
  ErrorReason.CONCURRENT_CHANGE,
  ErrorReason.DATABASE_UNAVAILABLE,
  ErrorReason.COMMIT_IN_DOUBT,
  ErrorReason.OVERLOADED,
  ErrorReason.DEADLINE_PASSED,
  ErrorReason.SHUTTING_DOWN,
  ErrorReason.VAULT_UNAVAILABLE,
]);

// Answers without our detail: from the gateway, a proxy, or nobody at all.
const BY_CODE: Partial<Record<Code, string>> = {
  [Code.Unauthenticated]: "Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.",
  [Code.PermissionDenied]:
    "Bạn không có quyền làm việc này. Tải lại trang; nếu vẫn bị từ chối, báo quản trị.",
  [Code.NotFound]: "Không tìm thấy. Kiểm tra lại mã rồi thử lại.",
  [Code.InvalidArgument]: "Nội dung gửi đi chưa hợp lệ. Kiểm tra lại các ô rồi thử lại.",
  [Code.ResourceExhausted]: `Có quá nhiều yêu cầu, hoặc nội dung quá lớn. ${RETRY_SOON}`,
  [Code.DeadlineExceeded]: `Máy chủ trả lời chậm. ${RETRY_SOON} ${KEPT}`,
  [Code.Unimplemented]: "Máy chủ chưa có chức năng này. Tải lại trang để dùng bản phù hợp.",
  [Code.Canceled]: "Đã dừng trước khi xong. Thử lại.",
};
const NO_LINE = `Không kết nối được máy chủ. Kiểm tra đường mạng rồi thử lại. ${KEPT}`;

// A browser that can't reach the server reports a TypeError, which Connect turns into one of these.
const LINE_CODES: ReadonlySet<Code> = new Set([Code.Unavailable, Code.Unknown, Code.Aborted]);

// The gateway, or our own clock, asks for patience.
const LATER_CODES: ReadonlySet<Code> = new Set([Code.DeadlineExceeded, Code.ResourceExhausted]);

function detailOf(error: ConnectError): ErrorDetail | undefined {
  return error.findDetails(ErrorDetailSchema)[0];
}

// The reason with which a call failed; UNSPECIFIED when the services did not answer.
export function reasonOf(error: unknown): ErrorReason {
  return detailOf(ConnectError.from(error))?.reason ?? ErrorReason.ERROR_REASON_UNSPECIFIED;
}

export function isSignedOut(error: unknown): boolean {
  const failure = ConnectError.from(error);
  const detail = detailOf(failure);
  return detail ? detail.reason === ErrorReason.NOT_SIGNED_IN : failure.code === Code.Unauthenticated;
}

// True when nobody answered: the line is broken or the server is away, and the same call may be made later.
export function isLineBroken(error: unknown): boolean {
  const failure = ConnectError.from(error);
  return !detailOf(failure) && LINE_CODES.has(failure.code);
}

function join(what: string, next: string): string {
  if (!what) return next;
  if (!next || what.includes(next)) return what;
  return `${/[.!?…]$/.test(what) ? what : `${what}.`} ${next}`;
}

export function explain(error: unknown): Failure {
  const failure = ConnectError.from(error);
  const detail = detailOf(failure);
  if (!detail) {
    const line = isLineBroken(failure);
    const text = line ? NO_LINE : (BY_CODE[failure.code] ?? `Có lỗi ngoài dự kiến. ${RETRY_SOON} ${KEPT}`);
    const retryable = line || LATER_CODES.has(failure.code);
    return {
      reason: ErrorReason.ERROR_REASON_UNSPECIFIED,
      text,
      said: "",
      fields: {},
      why: undefined,
      metadata: {},
      retryable,
    };
  }
  const fields = Object.fromEntries(detail.fieldViolations.map((one) => [one.field, one.descriptionVi]));
  const incident = detail.metadata.incident ? ` Số sự cố: ${detail.metadata.incident}.` : "";
  return {
    reason: detail.reason,
    text: (INSTEAD[detail.reason] ?? join(detail.messageVi, NEXT_STEP[detail.reason] ?? "")) + incident,
    said: detail.messageVi,
    fields,
    why: detail.explanation,
    metadata: { ...detail.metadata },
    retryable: RETRYABLE.has(detail.reason),
  };
}
