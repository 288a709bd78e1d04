import { Checkbox, Col, Form, Row } from "antd";
import { choicesOf } from "@/api/labels";
import { DateField } from "@/fields/DateField";
import { QuickSelect } from "@/fields/QuickSelect";
import { type ReceptionSession, ReceptionSessionSchema } from "@/gen/donthu/intake/v1/visit_pb";
import { required } from "../intake/rules";
import type { VisitValues } from "./visit_values";

const SESSIONS = choicesOf<ReceptionSession>(ReceptionSessionSchema);

export function SittingFields() {
  return (
    <section aria-labelledby="sitting-title">
      <h2 id="sitting-title">1. Buổi tiếp</h2>
      <Row gutter={12}>
        <Col xs={24} sm={9}>
          <Form.Item<VisitValues> name="session" label="Buổi tiếp" rules={required("Chọn buổi tiếp")}>
            <QuickSelect<ReceptionSession> options={SESSIONS} autoFocus />
          </Form.Item>
        </Col>
        <Col xs={12} sm={6}>
          <Form.Item<VisitValues>
            name="receivedOn"
            label="Ngày tiếp"
            rules={required("Nhập ngày tiếp, ví dụ 5/11")}
          >
            <DateField />
          </Form.Item>
        </Col>
        <Col xs={12} sm={9} className="below-label">
          <Form.Item<VisitValues> name="receivedByHead" valuePropName="checked">
            <Checkbox>Thủ trưởng trực tiếp tiếp</Checkbox>
          </Form.Item>
        </Col>
      </Row>
    </section>
  );
}
