import { Button, Result } from "antd";

// A defect of a screen. What was typed at the desk is in the browser's keep and comes back with the page.
export function ScreenFailure() {
  return (
    <Result
      status="warning"
      title="Màn hình này gặp lỗi"
      subTitle="Nội dung đã nhập ở mục Tiếp nhận vẫn được giữ. Tải lại trang; nếu vẫn lỗi, báo quản trị."
      extra={
        <Button type="primary" autoFocus onClick={() => window.location.reload()}>
          Tải lại trang
        </Button>
      }
    />
  );
}
