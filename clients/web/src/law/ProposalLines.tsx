import { labelOf } from "@/api/labels";
import { agencyName, useReference } from "@/api/reference";
import { CaseTypeSchema, Disposal, DisposalSchema } from "@/gen/donthu/law/v1/types_pb";
import type { Proposal } from "@/gen/donthu/routing/v1/routing_service_pb";
import { FindingList } from "./FindingList";
import { WhyDerivation } from "./WhyDerivation";

// What the law makes of a petition, stored or being typed: disposal, competent agency, conditions, each with its reasons.
export function ProposalLines({ proposal }: { proposal: Proposal }) {
  const reference = useReference();
  const disposal = labelOf(DisposalSchema, proposal.disposal) || "cán bộ xem xét, chọn hướng xử lý";
  const caseType = labelOf(CaseTypeSchema, proposal.caseType);
  const agency = proposal.outside
    ? "cơ quan ngoài tỉnh (Trung ương hoặc cơ quan đảng)"
    : proposal.agencyCode
      ? agencyName(reference, proposal.agencyCode)
      : "chưa xác định được";
  return (
    <>
      <p>
        Hướng xử lý: <strong>{disposal}</strong>
        {caseType && proposal.disposal === Disposal.ACCEPT && <> ({caseType})</>}
        {proposal.confidence < 60 && <span className="quiet"> (cần đọc kỹ)</span>}
      </p>
      <p>
        Thẩm quyền: <strong>{agency}</strong>
        {proposal.competent && <> (cơ quan này)</>}{" "}
        {proposal.agencyDerivation && (
          <WhyDerivation derivation={proposal.agencyDerivation} of="cơ quan có thẩm quyền" />
        )}
      </p>
      {proposal.transferToAgencyCode && (
        <p>Chuyển đến: {agencyName(reference, proposal.transferToAgencyCode)}</p>
      )}
      {proposal.aboveLevel && <p className="warn">Đơn gửi vượt cấp.</p>}
      <FindingList findings={proposal.findings} />
    </>
  );
}
