import { Checkbox, Col, Form, Input, InputNumber, Row } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { choicesOf } from "@/api/labels";
import { PeopleList } from "@/fields/PeopleList";
import { QuickSelect } from "@/fields/QuickSelect";
import { type Gender, GenderSchema } from "@/gen/donthu/intake/v1/petition_pb";
import { VisitorSchema } from "@/gen/donthu/intake/v1/visit_pb";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { representativeLimits } from "../intake/intake_values";
import { required } from "../intake/rules";
import type { VisitValues } from "./visit_values";

const FIELD = VisitorSchema.field;
const GENDERS = choicesOf<Gender>(GenderSchema);

export function VisitorFields() {
  const form = Form.useFormInstance<VisitValues>();
  const anonymous = Form.useWatch<boolean | undefined>("anonymous", form);
  const people = Form.useWatch<number | null | undefined>("people", form) ?? 1;
  const kind = Form.useWatch<PetitionKind | undefined>("kind", form);
  return (
    <section aria-labelledby="visitor-title">
      <h2 id="visitor-title">2. Người được tiếp</h2>
      {kind === PetitionKind.DENUNCIATION && <WithheldNotice />}
      <Row gutter={12} align="bottom">
        <Col xs={12} sm={8}>
          <Form.Item<VisitValues> name="people" label="Số người được tiếp" rules={required("Nhập số người")}>
            <InputNumber min={1} max={10000} controls={false} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={16}>
          <Form.Item<VisitValues> name="anonymous" valuePropName="checked">
            <Checkbox>Không ai xưng tên</Checkbox>
          </Form.Item>
        </Col>
      </Row>
      <DelegationNotice people={people} />
      {!anonymous && <VisitorList />}
    </section>
  );
}

// ADR 0012: said before anything is typed.
function WithheldNotice() {
  return (
    <p className="warn" role="note">
      <strong>Danh tính người tố cáo không được lưu trong sổ.</strong> Họ tên, địa chỉ nhập ở đây chỉ dùng để
      che trong nội dung, rồi bỏ. Chỉ thủ trưởng cơ quan xem được lượt này, và người ghi trong ngày.
    </p>
  );
}

function DelegationNotice({ people }: { people: number }) {
  const limits = representativeLimits(people);
  if (!limits) return null;
  return (
    <p className="quiet" role="note">
      Đoàn đông người: ghi người đại diện trình bày, {limits.min} đến {limits.max} người (Luật Tiếp công dân
      Điều 29).
    </p>
  );
}

function VisitorList() {
  return (
    <PeopleList name="visitors" adds="Thêm người được tiếp">
      {({ index, number }) => <VisitorRow index={index} number={number} />}
    </PeopleList>
  );
}

function VisitorRow({ index, number }: { index: number; number: number }) {
  return (
    <Row gutter={12}>
      <Col xs={24} sm={9}>
        <Form.Item name={[index, "fullName"]} label="Họ và tên" rules={required("Nhập họ và tên")}>
          <Input maxLength={maxLengthOf(FIELD.fullName)} autoComplete="off" autoFocus={number > 1} />
        </Form.Item>
      </Col>
      <Col xs={12} sm={3}>
        <Form.Item name={[index, "birthYear"]} label="Năm sinh">
          <InputNumber min={1900} max={2100} controls={false} style={{ width: "100%" }} />
        </Form.Item>
      </Col>
      <Col xs={12} sm={4}>
        <Form.Item name={[index, "gender"]} label="Giới tính">
          <QuickSelect<Gender> options={GENDERS} allowClear />
        </Form.Item>
      </Col>
      <Col xs={24} sm={8}>
        <Form.Item name={[index, "address"]} label="Địa chỉ">
          <Input maxLength={maxLengthOf(FIELD.address)} autoComplete="off" />
        </Form.Item>
      </Col>
    </Row>
  );
}
