import { createConnectQueryKey, useQuery } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Spin } from "antd";
import { mayCall } from "@/api/access";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { NotOpened, Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import { ChannelSchema, Gender, GenderSchema, type Petition } from "@/gen/donthu/intake/v1/petition_pb";
import { PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { ResolutionService } from "@/gen/donthu/resolution/v1/resolution_service_pb";
import { RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { NextStep } from "./NextStep";
import { Way } from "./Way";
import { Workers } from "./Workers";
import "./petition.css";

// One petition on one page: what it says, who sent it, which way it went, what is to be done with it.
export function PetitionScreen() {
  const { id } = useParams({ strict: false });
  const petitionId = /^\d{1,18}$/.test(id ?? "") ? BigInt(id ?? "") : 0n;
  const found = useQuery(IntakeService.method.getPetition, { key: { case: "id", value: petitionId } });
  if (found.isPending) return <Spin fullscreen aria-label="Đang mở" />;
  if (!found.data) {
    return <NotOpened title="Đơn" error={found.error} onRetry={() => void found.refetch()} />;
  }
  return <PetitionPage petition={found.data} />;
}

function PetitionPage({ petition }: { petition: Petition }) {
  const way = useQuery(RoutingService.method.getHandlings, { petitionId: petition.id });
  const queries = useQueryClient();
  const changed = () => {
    void way.refetch();
    // What was taken up is a case now.
    const schema = ResolutionService.method.getCase;
    void queries.invalidateQueries({ queryKey: createConnectQueryKey({ schema, cardinality: "finite" }) });
  };
  return (
    <div className="page petition">
      <h1>
        Đơn {petition.code}: {petition.title}
      </h1>
      <div className="columns">
        <div>
          <section aria-labelledby="content-title">
            <h2 id="content-title">Nội dung</h2>
            <Facts petition={petition} />
            <p className="body">{petition.body}</p>
          </section>
          <section aria-labelledby="sender-title">
            <h2 id="sender-title">Người gửi</h2>
            <Senders petition={petition} />
          </section>
        </div>
        <div>
          <section aria-labelledby="next-title">
            <h2 id="next-title">Việc cần làm</h2>
            {way.data && <NextStep petition={petition} way={way.data} onChanged={changed} />}
            <Problem type="warning" error={way.error} />
          </section>
          {way.data && <Workers petitionId={petition.id} way={way.data} />}
          <section aria-labelledby="way-title">
            <h2 id="way-title">Đường đi của đơn</h2>
            <CaseLink petition={petition} />
            {way.data && <Way petition={petition} way={way.data} />}
          </section>
        </div>
      </div>
    </div>
  );
}

function Facts({ petition }: { petition: Petition }) {
  const reference = useReference();
  const rows: [string, string][] = [
    ["Loại đơn", labelOf(PetitionKindSchema, petition.kind)],
    ["Gồm các loại", petition.mixedKinds.map((kind) => labelOf(PetitionKindSchema, kind)).join(", ")],
    ["Ngày nhận", formatDay(petition.receivedOn)],
    ["Nơi nhận", agencyName(reference, petition.agencyCode)],
    ["Cách gửi", labelOf(ChannelSchema, petition.channel)],
    ["Lĩnh vực", reference?.subjectByCode.get(petition.subjectCode)?.name ?? petition.subjectCode],
    ["Địa bàn", reference?.areaByKey.get(petition.areaKey)?.name ?? petition.areaKey],
    ["Hạn phân loại", formatDay(petition.classifyDueOn)],
    ["Quyết định bị khiếu nại ngày", formatDay(petition.decisionOn)],
    ["Kính gửi", petition.addressee],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Senders({ petition }: { petition: Petition }) {
  if (petition.identityWithheld) {
    return <p>Thông tin người gửi được giữ bí mật, không lưu trong hồ sơ này.</p>;
  }
  if (petition.petitioners.length === 0) return <p>Đơn không ghi tên người gửi.</p>;
  return (
    <>
      {petition.groupSize > 1 && <p>Đoàn {petition.groupSize} người.</p>}
      <ul className="plain-list">
        {petition.petitioners.map((one, index) => (
          <li key={index}>
            <span>
              <strong>{one.fullName}</strong>
              {one.representative && " (đại diện)"}
              {one.birthYear > 0 && `, sinh năm ${String(one.birthYear)}`}
              {one.gender !== Gender.UNSPECIFIED && `, ${labelOf(GenderSchema, one.gender)}`}
              {one.address && `, ${one.address}`}
              {one.phone && `, điện thoại ${one.phone}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

// The case that the petition is in, where there is one that may be seen.
function CaseLink({ petition }: { petition: Petition }) {
  const { getCase } = ResolutionService.method;
  const enabled = mayCall(useMe().roles, getCase);
  const found = useQuery(
    getCase,
    { key: { case: "petitionId", value: petition.id } },
    { enabled, retry: false },
  );
  if (!found.data) return null;
  const { id, petitionIds, openingPetitionId, petitionCode } = found.data;
  const others = petitionIds.filter((one) => one !== petition.id);
  return (
    <>
      <p>
        <Link to="/vu-viec/$id" params={{ id: String(id) }}>
          Mở vụ việc
        </Link>
      </p>
      {others.length > 0 && (
        <p>
          Cùng vụ việc:{" "}
          {others.map((one) => (
            <Link key={String(one)} className="other" to="/don/$id" params={{ id: String(one) }}>
              Đơn {one === openingPetitionId ? petitionCode : `số ${String(one)}`}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
