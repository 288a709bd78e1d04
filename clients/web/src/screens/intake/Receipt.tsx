import { Button } from "antd";
import { formatDay } from "@/api/dates";
import { agencyName, useReference } from "@/api/reference";
import { QrCode } from "@/app/QrCode";
import { useMe } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import type { Registered } from "./entry";

// Where a citizen asks how the petition stands. The code only: with the secret in it, whoever sees the address could ask too.
export function statusAddress(code: string, origin = window.location.origin): string {
  return `${origin}/tra-cuu?ma=${encodeURIComponent(code)}`;
}

// The paper that the citizen takes home (A5), on screen as it will be printed. Enter prints, Escape goes on to the next.
export function Receipt({
  registered,
  agencyCode,
  onClose,
}: {
  registered: Registered;
  agencyCode: string;
  onClose: () => void;
}) {
  const me = useMe();
  const reference = useReference();
  useShortcut("Escape", "Đóng biên nhận, nhập đơn mới", onClose);
  useShortcut("Alt+n", "Đóng biên nhận, nhập đơn mới", onClose);
  return (
    <div className="page narrow">
      <div className="receipt-bar no-print">
        <p role="status">
          Đã tiếp nhận đơn <strong>{registered.code}</strong>.
        </p>
        <Button type="primary" autoFocus onClick={() => window.print()}>
          In biên nhận <kbd>Enter</kbd>
        </Button>
        <Button onClick={onClose}>
          Đơn mới <kbd>Esc</kbd>
        </Button>
      </div>
      <article className="receipt" aria-label="Giấy biên nhận">
        <p className="agency">{agencyName(reference, agencyCode)}</p>
        <h1>Giấy biên nhận đơn</h1>
        <dl>
          <Line term="Mã đơn" value={registered.code} strong />
          <Line term="Mã bí mật" value={registered.secret} strong />
          <Line term="Ngày nhận" value={formatDay(registered.receivedOn)} />
          <Line term="Người gửi" value={registered.names.join(", ")} />
          <Line term="Số người" value={registered.groupSize > 1 ? String(registered.groupSize) : ""} />
          <Line term="Về việc" value={registered.title} />
          <Line term="Hạn xử lý đơn" value={formatDay(registered.classifyDueOn)} />
          <Line term="Người nhận" value={me.name || me.officer} />
        </dl>
        <div className="receipt-foot">
          <QrCode text={statusAddress(registered.code)} label="Mã QR mở trang tra cứu" />
          <p>
            Tra cứu tại <span className="address">{window.location.origin}/tra-cuu</span>, hoặc quét mã QR,
            rồi nhập mã bí mật. Ai có giấy này xem được tình trạng đơn: xin giữ cẩn thận.
          </p>
        </div>
      </article>
    </div>
  );
}

function Line({ term, value, strong = false }: { term: string; value: string; strong?: boolean }) {
  if (!value) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{strong ? <strong>{value}</strong> : value}</dd>
    </div>
  );
}
