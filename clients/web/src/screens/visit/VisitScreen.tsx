import { useQuery } from "@connectrpc/connect-query";
import { useState } from "react";
import { type PlainDay, toDay, todayInVietnam } from "@/api/dates";
import { useMe } from "@/app/session";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { VisitForm } from "./VisitForm";
import { VisitRegister } from "./VisitRegister";
import "../intake/intake.css";
import "./visit.css";

// The most that a page of the service holds; no agency receives so many in a day.
const EACH = 500;

// A reception as it is told, and below it the day's register.
export function VisitScreen() {
  const me = useMe();
  const [day, setDay] = useState<PlainDay>(todayInVietnam);
  const [recorded, setRecorded] = useState(0);
  const list = useQuery(IntakeService.method.listVisits, {
    agencyCode: me.agencyCode,
    receivedFrom: toDay(day),
    receivedTo: toDay(day),
    pageSize: EACH,
  });
  const onRecorded = () => {
    setRecorded(recorded + 1);
    void list.refetch();
  };
  return (
    <div className="page intake visit">
      <h1 className="no-print">Ghi lượt tiếp công dân</h1>
      {/* Each reception is a request of its own, with an id of its own. */}
      <VisitForm key={recorded} onRecorded={onRecorded} />
      <VisitRegister day={day} onDay={setDay} visits={list.data?.visits} error={list.error} />
    </div>
  );
}
