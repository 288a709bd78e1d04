import { Checkbox, Col, Form, Input, InputNumber, Row } from "antd";
import { maxLengthOf, patternOf } from "@/api/bounds";
import { choicesOf } from "@/api/labels";
import { PeopleList, type PersonRow } from "@/fields/PeopleList";
import { QuickSelect } from "@/fields/QuickSelect";
import { type Gender, GenderSchema, PetitionerSchema } from "@/gen/donthu/intake/v1/petition_pb";
import {
  GROUP_SIZE_MIN,
  type IntakeValues,
  type PetitionerValues,
  representativeLimits,
  withholdsAuthor,
} from "./intake_values";
import { KnownPetitioners } from "./KnownPetitioners";
import { useTyped } from "./use_typed";
import { pattern, required } from "./rules";
import { WithheldNotice } from "./WithheldNotice";

const FIELD = PetitionerSchema.field;
const GENDERS = choicesOf<Gender>(GenderSchema);

export function PetitionerFields() {
  const form = Form.useFormInstance<IntakeValues>();
  const values = useTyped(form);
  const { anonymous } = values;
  const groupSize = values.groupSize ?? 1;
  return (
    <section aria-labelledby="petitioner-title">
      <h2 id="petitioner-title">2. Người gửi đơn</h2>
      {withholdsAuthor(values) && <WithheldNotice />}
      <Row gutter={12} align="bottom">
        <Col xs={12} sm={8}>
          <Form.Item<IntakeValues>
            name="groupSize"
            label="Số người đứng đơn"
            rules={required("Nhập số người")}
          >
            <InputNumber min={1} max={10000} controls={false} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={16}>
          <Form.Item<IntakeValues> name="anonymous" valuePropName="checked">
            <Checkbox>Đơn không ghi người gửi (nặc danh)</Checkbox>
          </Form.Item>
        </Col>
      </Row>
      {groupSize >= GROUP_SIZE_MIN && <GroupNotice values={values} groupSize={groupSize} />}
      {!anonymous && <PetitionerList groupSize={groupSize} withheld={withholdsAuthor(values)} />}
    </section>
  );
}

function GroupNotice({ values, groupSize }: { values: IntakeValues; groupSize: number }) {
  const limits = representativeLimits(groupSize);
  if (!limits) return null;
  const named = values.petitioners.filter((one) => one.representative).length;
  const wrong = named < limits.min || named > limits.max;
  return (
    <p className={wrong ? "warn" : "quiet"} role="note">
      Đoàn đông người: phải cử {limits.min} đến {limits.max} người đại diện bằng văn bản (Luật Tiếp công dân
      Điều 29). Đã ghi {named} người đại diện.
    </p>
  );
}

function PetitionerList({ groupSize, withheld }: { groupSize: number; withheld: boolean }) {
  return (
    <PeopleList name="petitioners" adds="Thêm người gửi đơn">
      {(row) => <PetitionerRow {...row} group={groupSize >= GROUP_SIZE_MIN} withheld={withheld} />}
    </PeopleList>
  );
}

interface RowProps extends PersonRow {
  group: boolean;
  withheld: boolean;
}

function PetitionerRow({ index, number, last, group, withheld }: RowProps) {
  const form = Form.useFormInstance<IntakeValues>();
  const values = (Form.useWatch(["petitioners", index], form) as PetitionerValues | undefined) ?? {};
  const take = (known: PetitionerValues) =>
    form.setFieldValue(["petitioners", index], { ...values, ...known });
  return (
    <>
      <Row gutter={12}>
        <Col xs={24} sm={7}>
          <Form.Item
            name={[index, "idNumber"]}
            label="Số CCCD, hộ chiếu"
            rules={pattern(patternOf(FIELD.idNumber) ?? /.*/, "6 đến 20 chữ số, chữ cái viết liền")}
          >
            <Input maxLength={maxLengthOf(FIELD.idNumber)} autoComplete="off" autoFocus={number > 1} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={9}>
          <Form.Item name={[index, "fullName"]} label="Họ và tên" rules={required("Nhập họ và tên")}>
            <Input maxLength={maxLengthOf(FIELD.fullName)} autoComplete="off" />
          </Form.Item>
        </Col>
        <Col xs={12} sm={4}>
          <Form.Item name={[index, "birthYear"]} label="Năm sinh">
            <InputNumber min={1900} max={2100} controls={false} style={{ width: "100%" }} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={4}>
          <Form.Item name={[index, "gender"]} label="Giới tính">
            <QuickSelect<Gender> options={GENDERS} allowClear />
          </Form.Item>
        </Col>
        <Col xs={24} sm={7}>
          <Form.Item
            name={[index, "phone"]}
            label="Điện thoại"
            rules={pattern(patternOf(FIELD.phone) ?? /.*/, "6 đến 20 chữ số")}
          >
            <Input maxLength={maxLengthOf(FIELD.phone)} inputMode="tel" autoComplete="off" />
          </Form.Item>
        </Col>
        <Col xs={24} sm={group ? 12 : 17}>
          <Form.Item name={[index, "address"]} label="Địa chỉ">
            <Input maxLength={maxLengthOf(FIELD.address)} autoComplete="off" />
          </Form.Item>
        </Col>
        {group && (
          <Col xs={24} sm={5} className="below-label">
            <Form.Item name={[index, "representative"]} valuePropName="checked">
              <Checkbox>Đại diện</Checkbox>
            </Form.Item>
          </Col>
        )}
      </Row>
      {!withheld && <KnownPetitioners values={values} withKey={last} onTake={take} />}
    </>
  );
}
