// Officers to choose from, by those who may ask for their names.
import { useQuery } from "@connectrpc/connect-query";
import { mayCall } from "@/api/access";
import { useMe } from "@/app/session";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import type { QuickOption } from "./QuickSelect";

const { listOfficers } = DirectoryService.method;
const ALL = 500;

export interface Officers {
  options: QuickOption<string>[];
  // The id where the name is not known, as of one who left.
  nameOf: (id: string) => string;
}

// Those in office today at the officer's own agency: others don't reach what it holds.
export function useOfficers(): Officers {
  const me = useMe();
  const found = useQuery(
    listOfficers,
    { agencyCode: me.agencyCode, pageSize: ALL },
    { enabled: mayCall(me.roles, listOfficers) },
  );
  const officers = found.data?.officers ?? [];
  return {
    options: officers.map((one) => ({ value: one.id, label: one.name, search: one.id })),
    nameOf: (id) => officers.find((one) => one.id === id)?.name ?? id,
  };
}
