import { Alert, Button } from "antd";
import { formatDay, todayInVietnam } from "@/api/dates";
import { type Period, reportingYear } from "@/figures/period";
import { useLatestYear } from "./use_latest_year";

// Says that nothing happened in a period, and offers the last reporting year in which something did.
export function EmptyPeriod({
  agencyCode,
  onTake,
}: {
  agencyCode: string;
  onTake: (period: Period) => void;
}) {
  const year = useLatestYear(agencyCode, todayInVietnam());
  const period = typeof year === "number" ? reportingYear(year) : undefined;
  return (
    <Alert
      className="no-print"
      type="info"
      showIcon
      role="status"
      title="Kỳ này chưa có đơn, vụ việc nào được tiếp nhận hay giải quyết."
      description={
        period
          ? `Kỳ gần nhất có số liệu: năm báo cáo ${String(year)}, từ ${formatDay(period.from)} đến ${formatDay(period.to)}.`
          : year === null && "Các năm trước cũng chưa có số liệu."
      }
      action={period && <Button onClick={() => onTake(period)}>Xem năm báo cáo {year}</Button>}
    />
  );
}
