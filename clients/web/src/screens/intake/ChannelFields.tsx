import { Col, Form, Input, Row } from "antd";
import { maxLengthOf } from "@/api/bounds";
import { choicesOf } from "@/api/labels";
import { DateField } from "@/fields/DateField";
import { QuickSelect } from "@/fields/QuickSelect";
import { RegisterPetitionRequestSchema } from "@/gen/donthu/intake/v1/intake_service_pb";
import { Channel, ChannelSchema } from "@/gen/donthu/intake/v1/petition_pb";
import { type IntakeValues } from "./intake_values";
import { required } from "./rules";

const FIELD = RegisterPetitionRequestSchema.field;
const CHANNELS = choicesOf<Channel>(ChannelSchema);
// Channels by which another body's own number may come.
const FROM_OTHERS: readonly (Channel | undefined)[] = [
  Channel.FORWARDED,
  Channel.PORTAL,
  Channel.POST,
  Channel.EMAIL,
];

export function ChannelFields() {
  const channel = Form.useWatch<Channel | undefined>("channel");
  return (
    <section aria-labelledby="channel-title">
      <h2 id="channel-title">1. Nhận đơn</h2>
      <Row gutter={12}>
        <Col xs={24} sm={9}>
          <Form.Item<IntakeValues>
            name="channel"
            label="Đơn đến bằng cách nào"
            rules={required("Chọn cách đơn đến")}
          >
            <QuickSelect<Channel> options={CHANNELS} autoFocus />
          </Form.Item>
        </Col>
        <Col xs={12} sm={6}>
          <Form.Item<IntakeValues>
            name="receivedOn"
            label="Ngày nhận"
            rules={required("Nhập ngày nhận, ví dụ 5/11")}
          >
            <DateField />
          </Form.Item>
        </Col>
        {FROM_OTHERS.includes(channel) && (
          <Col xs={12} sm={9}>
            <Form.Item<IntakeValues> name="externalId" label="Số của nơi gửi (nếu có)">
              <Input maxLength={maxLengthOf(FIELD.externalId)} autoComplete="off" />
            </Form.Item>
          </Col>
        )}
      </Row>
    </section>
  );
}
