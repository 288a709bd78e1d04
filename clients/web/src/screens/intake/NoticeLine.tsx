import { Alert, Button } from "antd";
import type { Notice } from "./use_desk";

function textOf(notice: Notice): { type: "info" | "warning" | "error"; text: string } {
  switch (notice.kind) {
    case "restored":
      return { type: "info", text: "Đã mở lại đơn đang nhập dở trên máy này." };
    case "waiting":
      return {
        type: "warning",
        text: "Chưa gửi được đơn vừa lưu. Đơn được giữ trên máy và tự gửi một lần khi có mạng; in biên nhận sau. Nhập tiếp đơn khác được.",
      };
    case "not-kept":
      return {
        type: "error",
        text: "Bộ nhớ trình duyệt đã đầy hoặc bị tắt: nội dung đang nhập không được giữ. Hãy lưu đơn ngay.",
      };
    case "signed-out":
      return { type: "warning", text: `${notice.text} Đơn chưa gửi: đăng nhập xong, bấm Ctrl+Enter để lưu.` };
    case "refused":
      return { type: "error", text: notice.text };
  }
}

export function NoticeLine({ notice, onDiscard }: { notice: Notice | null; onDiscard: () => void }) {
  if (!notice) return null;
  const { type, text } = textOf(notice);
  return (
    <Alert
      className="notice"
      type={type}
      showIcon
      title={text}
      role={type === "info" ? "status" : "alert"}
      action={
        notice.kind === "restored" && (
          <Button size="small" tabIndex={-1} onClick={onDiscard}>
            Bỏ, nhập đơn mới
          </Button>
        )
      }
    />
  );
}
