// For how long ID numbers and phones of petitioners are kept. The register of personal data
// (services/base/personal/register.textproto) says the same, with how certain it is; a test
// compares the two.
#pragma once

namespace donthu::intake {

// From the last step on the petition or its case.
inline constexpr int kNumberYears = 15;

inline constexpr char kNumberBasisVi[] =
    "Số giấy tờ, số điện thoại của người gửi đơn được giữ 15 năm kể từ bước xử lý cuối cùng, bằng "
    "thời hạn bảo quản hồ sơ giải quyết khiếu nại, tố cáo thông thường (Thông tư 10/2022/TT-BNV; "
    "cần cán bộ pháp chế xác nhận), rồi xóa khi không còn cần cho mục đích xử lý (Luật Bảo vệ dữ "
    "liệu cá nhân 91/2025/QH15).";

}  // namespace donthu::intake
