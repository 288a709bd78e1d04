import { useMutation, useQuery } from "@connectrpc/connect-query";
import { App, Button, Checkbox, Form, Input, Spin } from "antd";
import { mayCall } from "@/api/access";
import { maxLengthOf } from "@/api/bounds";
import { type PlainDay, toDay, todayInVietnam } from "@/api/dates";
import { explain } from "@/api/errors";
import { formErrors } from "@/api/form_errors";
import { choicesOf } from "@/api/labels";
import { useReference } from "@/api/reference";
import { Problem } from "@/app/Problem";
import { useMe } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useRequestId } from "@/app/use_request_id";
import { DateField } from "@/fields/DateField";
import { agencyOptions } from "@/fields/directory_options";
import { QuickSelect } from "@/fields/QuickSelect";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import type { DuplicateHint, Petition } from "@/gen/donthu/intake/v1/petition_pb";
import {
  CaseType,
  CaseTypeSchema,
  Disposal,
  DisposalSchema,
  PetitionKind,
  PetitionKindSchema,
  PriorStatus,
  PriorStatusSchema,
} from "@/gen/donthu/law/v1/types_pb";
import {
  DisposeRequestSchema,
  type Proposal,
  RoutingService,
} from "@/gen/donthu/routing/v1/routing_service_pb";
import { ProposalLines } from "@/law/ProposalLines";
import { Duplicates } from "./Duplicates";

const { proposeDisposal, dispose } = RoutingService.method;

interface Values {
  disposal: Disposal;
  disposedOn: PlainDay | null;
  kind: PetitionKind;
  eligible: boolean;
  competent: boolean;
  priorStatus: PriorStatus;
  caseType: CaseType;
  toAgencyCode: string | undefined;
  // Among the likely duplicates.
  joinPetitionId: bigint | undefined;
  reason: string;
}

// What the law proposes for a petition that waits here, and the officer's decision, which may differ.
export function DisposeForm({ petition, onChanged }: { petition: Petition; onChanged: () => void }) {
  const me = useMe();
  const asked = { petitionId: petition.id, agencyCode: me.agencyCode };
  const proposed = useQuery(proposeDisposal, asked, { gcTime: 0 });
  if (proposed.isPending) return <Spin aria-label="Đang xem quy định" />;
  if (!proposed.data) return <Problem type="warning" error={proposed.error} />;
  return (
    <>
      <ProposalLines proposal={proposed.data} />
      <Duplicates duplicates={proposed.data.duplicates} />
      {mayCall(me.roles, dispose) && (
        <Decision
          petition={petition}
          proposal={proposed.data}
          onStale={() => void proposed.refetch()}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

function startFrom(petition: Petition, proposal: Proposal): Values {
  return {
    disposal: proposal.disposal,
    disposedOn: todayInVietnam(),
    kind: petition.kind,
    eligible: proposal.eligible,
    competent: proposal.competent,
    priorStatus: proposal.priorStatus || PriorStatus.NOT_SETTLED,
    caseType: proposal.caseType,
    toAgencyCode: proposal.transferToAgencyCode || undefined,
    joinPetitionId: proposal.duplicates[0]?.petitionId,
    reason: "",
  };
}

interface DecisionProps {
  petition: Petition;
  proposal: Proposal;
  onStale: () => void;
  onChanged: () => void;
}

function Decision({ petition, proposal, onStale, onChanged }: DecisionProps) {
  const me = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [requestId, failed] = useRequestId();
  const decide = useMutation(dispose, {
    onSuccess: () => {
      void message.success("Đã ghi hướng xử lý.");
      onChanged();
    },
    onError: (error) => {
      const failure = explain(error);
      form.setFields(formErrors(failure) as Parameters<typeof form.setFields>[0]);
      if (failure.reason === ErrorReason.STALE_ETAG) onStale();
      failed(error);
    },
  });
  const submit = ({ disposedOn, caseType, toAgencyCode, joinPetitionId, ...values }: Values) => {
    decide.mutate({
      ...values,
      requestId,
      petitionId: petition.id,
      agencyCode: me.agencyCode,
      etag: proposal.etag,
      disposedOn: disposedOn ? toDay(disposedOn) : undefined,
      caseType: values.disposal === Disposal.ACCEPT ? caseType : CaseType.UNSPECIFIED,
      toAgencyCode: toAgencyCode ?? "",
      joinPetitionId: values.disposal === Disposal.JOIN ? joinPetitionId : undefined,
      accused: proposal.accused,
    });
  };
  useShortcut("Ctrl+Enter", "Ghi hướng xử lý", () => form.submit());
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={startFrom(petition, proposal)}
      onFinish={submit}
    >
      <Problem error={decide.error} />
      <DecisionFields form={form} duplicates={proposal.duplicates} />
      <Button type="primary" htmlType="submit" loading={decide.isPending}>
        Ghi hướng xử lý <kbd>Ctrl+Enter</kbd>
      </Button>
    </Form>
  );
}

interface DecisionFieldsProps {
  form: ReturnType<typeof Form.useForm<Values>>[0];
  duplicates: DuplicateHint[];
}

const duplicateOptions = (duplicates: DuplicateHint[]) =>
  duplicates.map((one) => ({
    value: one.petitionId,
    label: `${one.code} (${String(one.score)}% giống)${one.title && `: ${one.title}`}`,
  }));

function DecisionFields({ form, duplicates }: DecisionFieldsProps) {
  const reference = useReference();
  const disposal = Form.useWatch("disposal", form);
  const needed = [{ required: true, message: "Ô này phải có." }];
  return (
    <>
      <Form.Item name="disposal" label="Hướng xử lý" rules={needed}>
        <QuickSelect<Disposal> options={choicesOf<Disposal>(DisposalSchema)} />
      </Form.Item>
      {disposal === Disposal.ACCEPT && (
        <Form.Item name="caseType" label="Loại vụ việc" rules={needed}>
          <QuickSelect<CaseType> options={choicesOf<CaseType>(CaseTypeSchema)} />
        </Form.Item>
      )}
      {(disposal === Disposal.TRANSFER || disposal === Disposal.URGE) && (
        <Form.Item name="toAgencyCode" label="Cơ quan nhận" rules={needed}>
          <QuickSelect<string> options={reference ? agencyOptions(reference, todayInVietnam()) : []} />
        </Form.Item>
      )}
      {disposal === Disposal.JOIN && (
        <Form.Item name="joinPetitionId" label="Gộp vào đơn" rules={needed}>
          <QuickSelect<bigint> options={duplicateOptions(duplicates)} />
        </Form.Item>
      )}
      <Form.Item name="kind" label="Loại đơn" rules={needed}>
        <QuickSelect<PetitionKind> options={choicesOf<PetitionKind>(PetitionKindSchema)} />
      </Form.Item>
      <Form.Item name="priorStatus" label="Đã giải quyết trước đây" rules={needed}>
        <QuickSelect<PriorStatus> options={choicesOf<PriorStatus>(PriorStatusSchema)} />
      </Form.Item>
      <Form.Item name="eligible" valuePropName="checked" noStyle>
        <Checkbox>Đủ điều kiện xử lý</Checkbox>
      </Form.Item>
      <Form.Item name="competent" valuePropName="checked" noStyle>
        <Checkbox>Thuộc thẩm quyền</Checkbox>
      </Form.Item>
      <Form.Item name="disposedOn" label="Ngày xử lý" rules={needed}>
        <DateField />
      </Form.Item>
      <Form.Item name="reason" label="Lý do">
        <Input.TextArea rows={2} maxLength={maxLengthOf(DisposeRequestSchema.field.reason)} />
      </Form.Item>
    </>
  );
}
