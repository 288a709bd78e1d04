import { Link } from "@tanstack/react-router";

export function NotFound() {
  return (
    <main id="main" className="page narrow">
      <h1>Không có trang này</h1>
      <p>
        Địa chỉ có thể đã gõ sai hoặc đã đổi. <Link to="/">Về trang đầu</Link>
      </p>
    </main>
  );
}
