import { Col, Form, Input, Row } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { choicesOf } from "@/api/labels";
import { QuickSelect } from "@/fields/QuickSelect";
import { RecordVisitRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { type PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { required } from "../intake/rules";
import type { VisitValues } from "./visit_values";

const FIELD = RecordVisitRequestSchema.field;
const KINDS = choicesOf<PetitionKind>(PetitionKindSchema);

export function ToldFields() {
  return (
    <Row gutter={12}>
      <Col xs={24} sm={8}>
        <Form.Item<VisitValues>
          name="kind"
          label="Loại việc (theo nội dung)"
          rules={required("Chọn loại việc")}
        >
          <QuickSelect<PetitionKind> options={KINDS} />
        </Form.Item>
      </Col>
    </Row>
  );
}

export function SummaryField() {
  return (
    <Form.Item<VisitValues> name="summary" label="Nội dung trình bày" rules={required("Nhập nội dung")}>
      <Input.TextArea maxLength={maxLengthOf(FIELD.summary)} rows={4} />
    </Form.Item>
  );
}
