import { useInfiniteQuery } from "@connectrpc/connect-query";
import { toDay } from "@/api/dates";
import { useSettled } from "@/app/use_settled";
import { IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { Petition } from "@/gen/donthu/intake/v1/petition_pb";
import type { View } from "./search_view";

const PAGE = 100;
const SETTLE_MS = 300;

export interface Found {
  petitions: Petition[];
  loading: boolean;
  error: unknown;
  hasMore: boolean;
  loadMore: () => void;
}

// Page by page, latest received first: all of the officer's reach without words, those that hold the words with.
export function usePetitions(view: View): Found {
  const settled = useSettled(view, SETTLE_MS);
  const query = settled.query.trim();
  const filters = {
    agencyCode: settled.agencyCode ?? "",
    withSubordinates: settled.agencyCode !== undefined,
    kind: settled.kind,
    receivedFrom: settled.from ? toDay(settled.from) : undefined,
    receivedTo: settled.to ? toDay(settled.to) : undefined,
    pageSize: PAGE,
    pageToken: "",
  };
  const paging = {
    pageParamKey: "pageToken" as const,
    getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
  };
  const searched = useInfiniteQuery(
    IntakeService.method.searchPetitions,
    { ...filters, query, state: settled.state },
    { ...paging, enabled: query !== "" },
  );
  const all = useInfiniteQuery(IntakeService.method.listPetitions, filters, {
    ...paging,
    enabled: query === "",
  });
  const used = query !== "" ? searched : all;
  return {
    petitions: used.data?.pages.flatMap((page) => page.petitions) ?? [],
    loading: used.isLoading,
    error: used.error,
    hasMore: used.hasNextPage,
    loadMore: () => {
      if (used.hasNextPage && !used.isFetchingNextPage) void used.fetchNextPage();
    },
  };
}
