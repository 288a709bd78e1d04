import { Alert, Button, Modal, Spin } from "antd";
import { useQuery } from "@connectrpc/connect-query";
import { Problem } from "@/app/Problem";
import { useShortcut } from "@/app/shortcuts";
import { IntakeService, type PreviewMaskingResponse } from "@/gen/donthu/intake/v1/intake_service_pb";
import { type IntakeValues, toMasking } from "./intake_values";

// As the services write it (services/base/text/mask.h).
const MASK = "[đã che]";

// What will be stored of a letter whose author is kept secret, for the officer to read before it is sent.
export function MaskConfirm({
  values,
  agencyCode,
  onConfirm,
  onCancel,
}: {
  values: IntakeValues;
  agencyCode: string;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const preview = useQuery(IntakeService.method.previewMasking, toMasking(values, agencyCode), {
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const ready = preview.data !== undefined;
  useShortcut("Ctrl+Enter", "Đúng, ghi đơn", onConfirm, ready);
  return (
    <Modal
      open
      width={720}
      title="Đọc lại trước khi ghi: danh tính người gửi đã che"
      onCancel={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>
            Sửa lại <kbd>Esc</kbd>
          </Button>
          <Button type="primary" onClick={onConfirm} disabled={!ready} autoFocus>
            Đúng, ghi đơn <kbd>Ctrl+Enter</kbd>
          </Button>
        </>
      }
    >
      {preview.isPending && <Spin aria-label="Đang che danh tính" />}
      <Problem error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data && <MaskedLetter letter={preview.data} />}
    </Modal>
  );
}

function MaskedLetter({ letter }: { letter: PreviewMaskingResponse }) {
  const lines = [letter.title, letter.body, letter.addressee, letter.externalId].filter((one) => one !== "");
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={`Đã che ${letter.masked} chỗ. Còn chi tiết nào cho biết ai viết thư này không? Nếu còn, bấm Sửa lại và bỏ chi tiết đó; bản gốc giữ trên giấy.`}
      />
      <div className="masked-letter">
        {lines.map((line) => (
          <p key={line}>
            <WithMarks text={line} />
          </p>
        ))}
      </div>
    </>
  );
}

function WithMarks({ text }: { text: string }) {
  const parts = text.split(MASK);
  return parts.map((part, place) => (
    // The parts of one text never change places.
    <span key={place}>
      {place > 0 && <mark>{MASK}</mark>}
      {part}
    </span>
  ));
}
