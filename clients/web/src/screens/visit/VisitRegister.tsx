import { Button } from "antd";
import { formatDay, type PlainDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { DateField } from "@/fields/DateField";
import { ReceptionSessionSchema, type Visit, VisitOutcomeSchema } from "@/gen/donthu/intake/v1/visit_pb";
import { PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { whoCame } from "./visit_values";

interface Props {
  day: PlainDay;
  onDay: (day: PlainDay) => void;
  // Undefined while they are being fetched.
  visits: Visit[] | undefined;
  error: unknown;
}

// The register of one day, as it is printed.
export function VisitRegister({ day, onDay, visits, error }: Props) {
  const me = useMe();
  const agency = useReference()?.agencyByCode.get(me.agencyCode)?.name ?? me.agencyCode;
  return (
    <section aria-labelledby="register-title" className="visit-register">
      <h2 id="register-title">
        Sổ tiếp công dân ngày {formatDay(day)}: {agency}
      </h2>
      <div className="no-print register-bar">
        <DateField aria-label="Xem sổ ngày" value={day} onChange={(next) => next && onDay(next)} />
        <Button onClick={() => window.print()} disabled={!visits?.length}>
          In sổ
        </Button>
      </div>
      <Problem type="warning" error={error} />
      {visits?.length === 0 && <p>Chưa có lượt tiếp nào.</p>}
      {visits && visits.length > 0 && <Lines visits={visits} />}
    </section>
  );
}

function Lines({ visits }: { visits: Visit[] }) {
  return (
    <div className="register-lines" role="region" aria-label="Các lượt tiếp" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">STT</th>
            <th scope="col">Họ tên, địa chỉ</th>
            <th scope="col">Nội dung</th>
            <th scope="col">Loại</th>
            <th scope="col">Số người</th>
            <th scope="col">Kết quả</th>
            <th scope="col">Ghi chú</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((one, index) => (
            <tr key={String(one.id)}>
              {/* Newest first; numbered in the order in which they came. */}
              <td>{visits.length - index}</td>
              <td>{whoCame(one)}</td>
              <td>{one.summary}</td>
              <td>{labelOf(PetitionKindSchema, one.kind)}</td>
              <td>{one.people}</td>
              <td>{labelOf(VisitOutcomeSchema, one.outcome)}</td>
              <td>{noteOf(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function noteOf(visit: Visit): string {
  const notes = [labelOf(ReceptionSessionSchema, visit.session)];
  if (visit.receivedByHead) notes.push("thủ trưởng tiếp");
  if (visit.returning) notes.push("tiếp nhiều lần");
  return notes.join(", ");
}
