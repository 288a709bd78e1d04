const LENGTH_MIN = 12;

// What the identity service would refuse (ChangePasswordRequest.new_password), told before it is sent. "" = nothing.
export function newPasswordProblem(
  next: string | undefined,
  current: string | undefined,
  officer: string,
): string {
  const value = next ?? "";
  if (Array.from(value).length < LENGTH_MIN) return `Mật khẩu mới cần ít nhất ${LENGTH_MIN} ký tự`;
  if (value === current) return "Mật khẩu mới phải khác mật khẩu cũ";
  if (value.toLowerCase().includes(officer.toLowerCase()))
    return "Mật khẩu mới không được chứa tên đăng nhập";
  return "";
}
