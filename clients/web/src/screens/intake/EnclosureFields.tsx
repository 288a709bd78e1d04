import { Checkbox, Col, Form, Input, Row } from "antd";
import { choicesOf } from "@/api/labels";
import { type PetitionKind, PetitionKindSchema } from "@/gen/donthu/law/v1/types_pb";
import { useTyped } from "./use_typed";
import { patternOf } from "@/api/bounds";
import { QuickSelect } from "@/fields/QuickSelect";
import { RegisterPetitionRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { type Defect, DefectSchema } from "@/gen/donthu/intake/v1/petition_pb";
import { type IntakeValues, isDenunciation } from "./intake_values";
import { pattern } from "./rules";

const DEFECTS = choicesOf<Defect>(DefectSchema);
const KINDS = choicesOf<PetitionKind>(PetitionKindSchema);
const FIELD = RegisterPetitionRequestSchema.field;

export function EnclosureFields() {
  const form = Form.useFormInstance<IntakeValues>();
  const values = useTyped(form);
  const denunciation = isDenunciation(values);
  return (
    <section aria-labelledby="enclosure-title">
      <h2 id="enclosure-title">4. Kèm theo</h2>
      <div className="checks">
        <Form.Item<IntakeValues> name="hasSignature" valuePropName="checked" noStyle>
          <Checkbox>Có chữ ký hoặc điểm chỉ</Checkbox>
        </Form.Item>
        <Form.Item<IntakeValues> name="hasEvidence" valuePropName="checked" noStyle>
          <Checkbox>Có tài liệu, bằng chứng kèm theo</Checkbox>
        </Form.Item>
      </div>
      <Form.Item<IntakeValues> name="mixedKinds" label="Trong đơn còn có nội dung">
        <Checkbox.Group options={KINDS.filter((one) => one.value !== values.kind)} />
      </Form.Item>
      <Row gutter={12}>
        <Col xs={24} sm={12}>
          <Form.Item<IntakeValues> name="defect" label="Đơn còn thiếu">
            <QuickSelect<Defect> options={DEFECTS} allowClear placeholder="không thiếu gì" />
          </Form.Item>
        </Col>
        {denunciation && (
          <Col xs={24} sm={12}>
            <Form.Item<IntakeValues>
              name="denouncerRef"
              label="Số bì hồ sơ giấy niêm phong"
              rules={pattern(patternOf(FIELD.denouncerRef) ?? /.*/, "Chỉ chữ, số và dấu . / -")}
            >
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          </Col>
        )}
      </Row>
    </section>
  );
}
