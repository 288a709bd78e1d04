import { Link, useNavigate } from "@tanstack/react-router";
import { Alert, Button, Form, Spin } from "antd";
import { useLayoutEffect } from "react";
import { useMe } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useSettled } from "@/app/use_settled";
import { ChannelFields } from "./ChannelFields";
import { DuplicatePanel } from "./DuplicatePanel";
import { EnclosureFields } from "./EnclosureFields";
import { KeptList } from "./KeptList";
import { LawPanel } from "./LawPanel";
import { MaskConfirm } from "./MaskConfirm";
import { MatterFields } from "./MatterFields";
import { PetitionerFields } from "./PetitionerFields";
import { Receipt } from "./Receipt";
import type { IntakeValues } from "./intake_values";
import { NoticeLine } from "./NoticeLine";
import { useDesk } from "./use_desk";
import { useEntryStore, useRegister } from "./use_entries";
import { useTyped } from "./use_typed";
import "./intake.css";

// The services are asked once the officer pauses for this long.
const SETTLE_MS = 500;

// One form in the order in which a person tells it; beside it what the law and the register make of it.
export function IntakeScreen() {
  const me = useMe();
  const [form] = Form.useForm<IntakeValues>();
  const store = useEntryStore(me.officer);
  const desk = useDesk(form, store, useRegister());
  const { entry, sending, receipt } = desk;
  // The form outlives its entries; Ant Design takes new initial values only when told.
  useLayoutEffect(() => {
    if (entry) form.resetFields();
  }, [form, entry]);
  useShortcut("Ctrl+Enter", "Lưu đơn và in biên nhận", desk.save, entry !== null && !receipt);
  const navigate = useNavigate();
  const toVisit = () => void navigate({ to: "/tiep-nhan/luot-tiep" });
  useShortcut("Alt+l", "Ghi lượt tiếp không có đơn", toVisit, entry !== null);
  useShortcut("Alt+n", "Đơn mới (đơn đang nhập được giữ lại)", () => desk.open(), entry !== null);

  if (!entry) return <Spin fullscreen aria-label="Đang mở" />;
  if (receipt)
    return <Receipt registered={receipt} agencyCode={entry.agencyCode} onClose={() => desk.open()} />;
  return (
    <div className="page intake">
      <h1>Tiếp nhận đơn</h1>
      <p className="quiet kept-note">
        Nội dung đang nhập được giữ trên máy này đến khi gửi xong, nhiều nhất 7 ngày (đơn tố cáo: 12 giờ).{" "}
        <Link to="/tiep-nhan/luot-tiep">
          Ghi lượt tiếp không có đơn <kbd>Alt+L</kbd>
        </Link>
      </p>
      <NoticeLine notice={desk.notice} onDiscard={desk.discard} />
      <div className="intake-columns">
        <Form<IntakeValues>
          key={entry.id}
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={entry.values}
          onValuesChange={desk.onTyped}
          scrollToFirstError={false}
          preserve
          aria-label="Tiếp nhận đơn"
        >
          {entry.refusal && <Alert type="warning" showIcon title={entry.refusal} />}
          <ChannelFields />
          <PetitionerFields />
          <MatterFields />
          <EnclosureFields />
          <div className="save-bar">
            <Button type="primary" onClick={desk.save} loading={sending}>
              Lưu đơn <kbd>Ctrl+Enter</kbd>
            </Button>
          </div>
        </Form>
        {desk.confirming && (
          <MaskConfirm
            values={desk.confirming}
            agencyCode={entry.agencyCode}
            onConfirm={desk.confirm}
            onCancel={desk.correct}
          />
        )}
        <Beside key={`beside-${entry.id}`} form={form} agencyCode={entry.agencyCode} />
        <KeptList current={entry.id} store={store} onOpen={desk.open} />
      </div>
    </div>
  );
}

function Beside({
  form,
  agencyCode,
}: {
  form: ReturnType<typeof Form.useForm<IntakeValues>>[0];
  agencyCode: string;
}) {
  const values = useSettled(useTyped(form), SETTLE_MS);
  return (
    <aside aria-label="Gợi ý" className="beside">
      <DuplicatePanel values={values} agencyCode={agencyCode} />
      <LawPanel values={values} agencyCode={agencyCode} />
    </aside>
  );
}
