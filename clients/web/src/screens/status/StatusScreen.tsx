import { useState } from "react";
import { useQuery } from "@connectrpc/connect-query";
import { Button, Form, Input } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { formatDay } from "@/api/dates";
import { labelOf } from "@/api/labels";
import { Problem } from "@/app/Problem";
import {
  GetStatusRequestSchema,
  IntakeService,
  type PetitionStatus,
  PublicStateSchema,
} from "@/gen/donthu/intake/v1/intake_service_pb";
import "./status.css";

interface Values {
  code: string;
  secret: string;
}

// The code on the receipt's QR: /tra-cuu?ma=…
export function codeFromAddress(search: string): string {
  return new URLSearchParams(search).get("ma")?.slice(0, 60) ?? "";
}

// For citizens, without sign-in: how a petition stands, by what is printed on its receipt.
export function StatusScreen() {
  const [code] = useState(() => codeFromAddress(window.location.search));
  const [asked, setAsked] = useState<Values | null>(null);
  const found = useQuery(IntakeService.method.getStatus, asked ?? {}, {
    enabled: asked !== null,
    retry: false,
    gcTime: 0,
  });
  return (
    <main className="page narrow status">
      <h1>Tra cứu đơn</h1>
      <section aria-label="Mã trên giấy biên nhận">
        <Form<Values>
          layout="vertical"
          requiredMark={false}
          initialValues={{ code, secret: "" }}
          onFinish={(values) => {
            setAsked({ ...values });
          }}
        >
          <Form.Item
            name="code"
            label="Mã đơn"
            rules={[{ required: true, message: "Nhập mã đơn in trên giấy." }]}
          >
            <Input
              autoFocus={!code}
              autoComplete="off"
              maxLength={maxLengthOf(GetStatusRequestSchema.field.code)}
            />
          </Form.Item>
          <Form.Item
            name="secret"
            label="Mã bí mật"
            extra="Tám chữ và số in dưới mã đơn trên giấy biên nhận."
            rules={[{ required: true, message: "Nhập mã bí mật in trên giấy." }]}
          >
            <Input
              autoFocus={!!code}
              autoComplete="off"
              maxLength={maxLengthOf(GetStatusRequestSchema.field.secret)}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={found.isFetching}>
            Tra cứu
          </Button>
        </Form>
      </section>
      <Problem error={found.error} plain />
      {found.data && <Standing status={found.data} />}
    </main>
  );
}

function Standing({ status }: { status: PetitionStatus }) {
  return (
    <section aria-labelledby="standing-title" role="status">
      <h2 id="standing-title">{labelOf(PublicStateSchema, status.state)}</h2>
      <p>{status.textVi}</p>
      <dl className="facts">
        <Fact term="Mã đơn" value={status.code} />
        <Fact term="Ngày nhận" value={formatDay(status.receivedOn)} />
        <Fact term="Hạn của bước đang làm" value={formatDay(status.dueOn)} />
        <Fact term="Nơi hỏi thêm" value={status.agencyName} />
      </dl>
    </section>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  if (!value) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
