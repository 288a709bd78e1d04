import { Checkbox, Col, Form, Input, Row } from "antd";
import { choicesOf } from "@/api/labels";
import { QuickSelect } from "@/fields/QuickSelect";
import { VisitOutcome, VisitOutcomeSchema } from "@/gen/donthu/intake/v1/visit_pb";
import { required } from "../intake/rules";
import type { VisitValues } from "./visit_values";

const OUTCOMES = choicesOf<VisitOutcome>(VisitOutcomeSchema);

export function OutcomeFields() {
  const form = Form.useFormInstance<VisitValues>();
  const outcome = Form.useWatch<VisitOutcome | undefined>("outcome", form);
  return (
    <section aria-labelledby="outcome-title">
      <h2 id="outcome-title">4. Kết quả</h2>
      <Row gutter={12}>
        <Col xs={24} sm={9}>
          <Form.Item<VisitValues> name="outcome" label="Kết quả tiếp" rules={required("Chọn kết quả")}>
            <QuickSelect<VisitOutcome> options={OUTCOMES} />
          </Form.Item>
        </Col>
        {outcome === VisitOutcome.LEFT_PETITION && (
          <Col xs={24} sm={7}>
            <Form.Item<VisitValues> name="petitionCode" label="Mã đơn (nếu đã nhập đơn)">
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
          </Col>
        )}
        <Col xs={24} sm={8} className="below-label">
          <Form.Item<VisitValues> name="returning" valuePropName="checked">
            <Checkbox>Đã được tiếp về việc này trước đây</Checkbox>
          </Form.Item>
        </Col>
      </Row>
    </section>
  );
}
