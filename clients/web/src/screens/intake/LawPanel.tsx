import { keepPreviousData } from "@tanstack/react-query";
import { useQuery } from "@connectrpc/connect-query";
import { formatDay } from "@/api/dates";
import { explain } from "@/api/errors";
import { PetitionKind } from "@/gen/donthu/law/v1/types_pb";
import { type DraftAdvice, RoutingService } from "@/gen/donthu/routing/v1/routing_service_pb";
import { ProposalLines } from "@/law/ProposalLines";
import { WhyDue } from "@/law/WhyDue";
import { type IntakeValues, toDraft } from "./intake_values";

// What the law makes of what has been typed so far; follows the typing, blocks nothing.
export function LawPanel({ values, agencyCode }: { values: IntakeValues; agencyCode: string }) {
  const known = Boolean(values.kind) && values.kind !== PetitionKind.UNSPECIFIED;
  const advice = useQuery(
    RoutingService.method.proposeForDraft,
    { agencyCode, draft: toDraft(values) },
    { enabled: known, placeholderData: keepPreviousData, gcTime: 0, staleTime: Infinity },
  );
  return (
    <section aria-labelledby="law-title" aria-live="polite" aria-busy={advice.isFetching}>
      <h2 id="law-title">Theo quy định</h2>
      {!known && (
        <p className="quiet">Chọn loại đơn để xem hướng xử lý, cơ quan có thẩm quyền và thời hạn.</p>
      )}
      {known && advice.error && <p className="quiet">Chưa xem được: {explain(advice.error).text}</p>}
      {known && advice.data && <Advice advice={advice.data} />}
    </section>
  );
}

function Advice({ advice }: { advice: DraftAdvice }) {
  const { proposal, limits } = advice;
  return (
    <>
      {proposal && <ProposalLines proposal={proposal} />}
      {limits.length > 0 && (
        <>
          <h3>Thời hạn</h3>
          <ul className="plain-list limits">
            {limits.map((clock) => (
              <li key={`${clock.limit}${clock.number}`}>
                <span>
                  {clock.stepVi}: <strong>{formatDay(clock.due?.dueLegal)}</strong>{" "}
                  {clock.due && <WhyDue due={clock.due} of={clock.stepVi} />}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
