// Officers to choose from, by those who may ask for their names.
import { useQuery } from "@connectrpc/connect-query";
import { scopeOf } from "@/api/access";
import { isWithin, useReference } from "@/api/reference";
import { useMe } from "@/app/session";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { Scope } from "@/gen/donthu/options/v1/options_pb";
import type { QuickOption } from "./QuickSelect";

const { listOfficers } = DirectoryService.method;
const ALL = 500;

export interface Officers {
  options: QuickOption<string>[];
  // The id where the name is not known, as of one who left.
  nameOf: (id: string) => string;
}

// Those in office today at an agency; without one, at the officer's own. Of agencies whose officers the caller may not ask
// for, only the caller's own name is known.
export function useOfficers(agencyCode?: string): Officers {
  const me = useMe();
  const reference = useReference();
  const asked = agencyCode ?? me.agencyCode;
  const reaches =
    scopeOf(me.roles, listOfficers) >= Scope.SUBORDINATES && isWithin(reference, asked, me.agencyCode);
  const found = useQuery(listOfficers, { agencyCode: asked, pageSize: ALL }, { enabled: reaches });
  const officers = found.data?.officers ?? [];
  return {
    options: officers.map((one) => ({ value: one.id, label: one.name, search: one.id })),
    nameOf: (id) => {
      const name = id === me.officer ? me.name : officers.find((one) => one.id === id)?.name;
      return name || id;
    },
  };
}
