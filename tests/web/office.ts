// Work for the officers of the ward, made through the services: petitions to classify, cases under way, a petition sent to it.
import { Caller } from "./account";
import { CASE_OFFICER, DESK, type Stack, WARD } from "./stack";

export interface Day {
  year: number;
  month: number;
  day: number;
}

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

export function daysAgo(count: number): Day {
  const at = new Date(Date.now() + VIETNAM_MS - count * DAY_MS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
  };
}

export const dayText = ({ year, month, day }: Day): string =>
  [String(day).padStart(2, "0"), String(month).padStart(2, "0"), year].join(
    "/",
  );

export interface Receipt {
  petitionId: string;
  code: string;
  receiptSecret: string;
}

interface Proposal {
  etag: string;
  accused?: object;
}

export interface Clock {
  number: number;
  overdue?: boolean;
  stepVi: string;
}

export interface Case {
  id: string;
  etag: string;
  petitionCode: string;
  state: string;
  clocks: Clock[];
}

// Different people with different matters, lest each petition look like the one before.
const FAMILY = [
  "Nguyễn",
  "Phạm",
  "Hoàng",
  "Trương",
  "Đặng",
  "Võ",
  "Lê",
  "Bùi",
  "Cao",
  "Mai",
];
const GIVEN = [
  "Thị Lan",
  "Văn Dũng",
  "Thị Bích",
  "Quang Minh",
  "Thị Hạnh",
  "Đình Khoa",
  "Thanh Sơn",
  "Thị Ngọc",
];
const MATTERS = [
  "đơn giá cây cao su trên thửa đất được tính theo bảng giá đã hết hiệu lực, thiếu hai mươi gốc đang khai thác",
  "diện tích ao nuôi cá sau nhà bị đo hụt tám mươi mét vuông, biên bản kiểm đếm không có chữ ký của chủ hộ",
  "căn nhà cấp bốn xây năm 1998 bị coi là công trình không phép nên không được hỗ trợ di dời",
  "suất tái định cư cấp cho hộ bên cạnh trong khi gia đình bảy nhân khẩu chỉ được nhận tiền",
  "phần mộ của dòng họ nằm trong dự án chưa được bồi thường chi phí cải táng",
  "quyết định xử phạt về mái che lấn vỉa hè nêu sai ngày lập biên bản và sai người vi phạm",
  "giấy chứng nhận cấp cho người khác chồng lên ranh giới vườn đã sử dụng từ năm 1986",
  "đường vào xóm bị rào chắn khi thi công, xe cấp cứu không vào được, đã kiến nghị ba lần",
  "hợp đồng thuê ki ốt chợ bị chấm dứt trước hạn, hàng hóa bị niêm phong không lập danh mục",
  "tiền hỗ trợ chuyển đổi nghề chỉ tính cho chồng, không tính cho vợ cùng canh tác",
  "mương thoát nước sau khi nâng đường làm ngập bếp và chuồng trại mỗi khi mưa lớn",
];

// By a serial number: two matters of eleven, never the same two within 55.
function tellMatter(serial: number): string {
  const first = serial % MATTERS.length;
  const second =
    (first + 1 + (Math.floor(serial / MATTERS.length) % 5)) % MATTERS.length;
  return `${MATTERS[first]}; ${MATTERS[second]}`;
}

const nameOf = (serial: number) =>
  `${FAMILY[serial % FAMILY.length]} ${GIVEN[(serial + Math.floor(serial / 10)) % GIVEN.length]}`;

const once = () => ({ requestId: crypto.randomUUID() });

// The ward's officers as programs, and what they do before a journey begins.
export class Office {
  private constructor(
    readonly desk: Caller,
    readonly officer: Caller,
    private serial: number,
  ) {}

  // `serial`: where to begin, for each file of tests another, at least as far from the next as it registers petitions.
  static async open(stack: Stack, serial: number): Promise<Office> {
    const [desk, officer] = await Promise.all([
      Caller.signIn(stack, DESK),
      Caller.signIn(stack, CASE_OFFICER),
    ]);
    return new Office(desk, officer, serial);
  }

  // A complaint about land that the ward itself settles.
  register(title: string, received: Day, other: object = {}): Promise<Receipt> {
    const serial = this.serial++;
    return this.desk.call("intake.v1.IntakeService/RegisterPetition", {
      ...once(),
      agencyCode: WARD,
      channel: "CHANNEL_DIRECT",
      receivedOn: received,
      kind: "PETITION_KIND_COMPLAINT",
      subjectCode: "DD01",
      areaKey: "18880-2025",
      title,
      body: `Tôi khiếu nại quyết định của Chủ tịch UBND phường Đồng Hới: ${tellMatter(serial)}. Đề nghị xem xét lại. (${title})`,
      petitioners: [
        {
          fullName: nameOf(serial),
          birthYear: 1945 + (serial % 50),
          address: `Số ${serial + 1}, tổ dân phố ${(serial % 9) + 1}, phường Đồng Hới`,
          phone: "0912 345 678",
        },
      ],
      groupSize: 1,
      hasSignature: true,
      decisionOn: received,
      addressee: "Chủ tịch UBND phường Đồng Hới",
      ...other,
    });
  }

  async dispose(petitionId: string, disposed: Day, how: object): Promise<void> {
    const proposal = await this.officer.call<Proposal>(
      "routing.v1.RoutingService/ProposeDisposal",
      { petitionId, agencyCode: WARD },
    );
    await this.officer.call("routing.v1.RoutingService/Dispose", {
      ...once(),
      petitionId,
      agencyCode: WARD,
      etag: proposal.etag,
      disposedOn: disposed,
      kind: "PETITION_KIND_COMPLAINT",
      eligible: true,
      competent: true,
      priorStatus: "PRIOR_STATUS_NOT_SETTLED",
      accused: proposal.accused,
      ...how,
    });
  }

  // A first complaint, taken up so many days ago: overdue after 30.
  async openCase(title: string, acceptedDaysAgo: number): Promise<Case> {
    const receipt = await this.register(title, daysAgo(acceptedDaysAgo + 9));
    await this.dispose(receipt.petitionId, daysAgo(acceptedDaysAgo + 3), {
      disposal: "DISPOSAL_ACCEPT",
      caseType: "CASE_TYPE_COMPLAINT_FIRST",
    });
    const opened = await this.caseOf(receipt.petitionId);
    return await this.act(opened, acceptedDaysAgo, { accept: {} });
  }

  caseOf(petitionId: string): Promise<Case> {
    return this.officer.call("resolution.v1.ResolutionService/GetCase", {
      petitionId,
    });
  }

  act(on: Case, daysBefore: number, kind: object): Promise<Case> {
    return this.officer.call("resolution.v1.ResolutionService/RecordAct", {
      ...once(),
      caseId: on.id,
      etag: on.etag,
      act: {
        actedOn: daysAgo(daysBefore),
        documentNumber: "15/TB-UBND",
        ...kind,
      },
    });
  }
}
