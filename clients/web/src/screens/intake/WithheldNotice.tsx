import { useQuery } from "@connectrpc/connect-query";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";

// ADR 0012: said before anything is typed. What becomes of the names depends on the installation; while it is not known,
// nothing is said of it.
export function WithheldNotice() {
  const custody = useQuery(IntakeService.method.getAuthorCustody, {}, { staleTime: Infinity });
  return (
    <p className="warn" role="note">
      <strong>Danh tính người gửi không được lưu trong hồ sơ đơn.</strong> Họ tên, địa chỉ, số giấy tờ nhập ở
      đây dùng để che trong tiêu đề và nội dung
      {custody.data?.vault === true &&
        ", rồi được mã hóa, đưa vào kho mật cùng nguyên văn đơn; chỉ mở được khi có người duyệt"}
      {custody.data?.vault === false && ", rồi bỏ, không lưu ở đâu cả"}. Giữ đơn giấy trong bì niêm phong và
      ghi số bì bên dưới. Bản nháp trên máy này tự xóa sau 12 giờ hoặc khi đăng xuất.
    </p>
  );
}
