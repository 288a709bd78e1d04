import { Checkbox, Col, Form, Input, Row } from "antd";
import { useMemo } from "react";
import { maxLengthOf } from "@/api/bounds";
import { todayInVietnam } from "@/api/dates";
import { choicesOf } from "@/api/labels";
import { useReference } from "@/api/reference";
import { DateField } from "@/fields/DateField";
import { areaOptions, subjectOptions } from "@/fields/directory_options";
import { QuickSelect } from "@/fields/QuickSelect";
import { RegisterPetitionRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { type PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { type IntakeValues, isComplaint } from "./intake_values";
import { useTyped } from "./use_typed";
import { required } from "./rules";

const FIELD = RegisterPetitionRequestSchema.field;
const KINDS = choicesOf<PetitionKind>(PetitionKindSchema);

export function MatterFields() {
  const form = Form.useFormInstance<IntakeValues>();
  const values = useTyped(form);
  return (
    <section aria-labelledby="matter-title">
      <h2 id="matter-title">3. Việc gì</h2>
      <Row gutter={12}>
        <Col xs={24} sm={8}>
          <Form.Item<IntakeValues>
            name="kind"
            label="Loại đơn (theo nội dung)"
            rules={required("Chọn loại đơn")}
          >
            <QuickSelect<PetitionKind> options={KINDS} />
          </Form.Item>
        </Col>
      </Row>
      <PlaceFields />
      <Form.Item<IntakeValues> name="title" label="Tóm tắt một dòng" rules={required("Nhập tóm tắt")}>
        <Input maxLength={maxLengthOf(FIELD.title)} autoComplete="off" />
      </Form.Item>
      <Form.Item<IntakeValues> name="body" label="Nội dung" rules={required("Nhập nội dung")}>
        <Input.TextArea maxLength={maxLengthOf(FIELD.body)} rows={4} />
      </Form.Item>
      <Form.Item<IntakeValues> name="addressee" label="Đơn gửi ai (theo lời người viết)">
        <Input maxLength={maxLengthOf(FIELD.addressee)} autoComplete="off" />
      </Form.Item>
      {isComplaint(values) && <ComplaintFields />}
    </section>
  );
}

// Also of the form of a reception, whose fields have the same names.
export function PlaceFields() {
  const reference = useReference();
  const receivedOn = Form.useWatch<IntakeValues["receivedOn"] | undefined>("receivedOn");
  const subjects = useMemo(() => (reference ? subjectOptions(reference) : []), [reference]);
  const areas = useMemo(
    () => (reference ? areaOptions(reference, receivedOn ?? todayInVietnam()) : []),
    [reference, receivedOn],
  );
  return (
    <Row gutter={12}>
      <Col xs={24} sm={12}>
        <Form.Item<IntakeValues> name="subjectCode" label="Lĩnh vực" rules={required("Chọn lĩnh vực")}>
          <QuickSelect<string> options={subjects} placeholder="gõ: thu hoi dat" loading={!reference} />
        </Form.Item>
      </Col>
      <Col xs={24} sm={12}>
        <Form.Item<IntakeValues> name="areaKey" label="Nơi xảy ra (xã, phường)">
          <QuickSelect<string> options={areas} placeholder="gõ: bac ly" allowClear loading={!reference} />
        </Form.Item>
      </Col>
    </Row>
  );
}

// Last, so that choosing the kind does not move what comes next.
function ComplaintFields() {
  return (
    <Row gutter={12}>
      <Col xs={24} sm={8}>
        <Form.Item<IntakeValues> name="decisionOn" label="Ngày quyết định bị khiếu nại">
          <DateField />
        </Form.Item>
      </Col>
      <Col xs={24} sm={16} className="below-label">
        <Form.Item<IntakeValues> name="secondComplaint" valuePropName="checked">
          <Checkbox>Khiếu nại lần hai (đã có quyết định lần đầu)</Checkbox>
        </Form.Item>
      </Col>
    </Row>
  );
}
