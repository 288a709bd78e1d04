// The directory as the desk needs it: all areas, agencies and subject fields, loaded once and kept while the page is open.
import { useQuery } from "@tanstack/react-query";
import { createClient, type Transport } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import type { Agency, Area, SubjectField } from "@/gen/donthu/directory/v1/directory_pb";
import { DirectoryService } from "@/gen/donthu/directory/v1/directory_service_pb";
import { ordinalOf, type PlainDay } from "./dates";

const PAGE = 500;

export interface Reference {
  areas: Area[];
  agencies: Agency[];
  subjects: SubjectField[];
  areaByKey: Map<string, Area>;
  agencyByCode: Map<string, Agency>;
  subjectByCode: Map<string, SubjectField>;
}

async function allPages<T>(page: (token: string) => Promise<{ rows: T[]; next: string }>): Promise<T[]> {
  const rows: T[] = [];
  let token = "";
  do {
    const answer = await page(token);
    rows.push(...answer.rows);
    token = answer.next;
  } while (token);
  return rows;
}

export async function loadReference(transport: Transport): Promise<Reference> {
  const directory = createClient(DirectoryService, transport);
  const [areas, agencies, subjects] = await Promise.all([
    allPages(async (pageToken) => {
      const page = await directory.listAreas({ pageSize: PAGE, pageToken });
      return { rows: page.areas, next: page.nextPageToken };
    }),
    allPages(async (pageToken) => {
      const page = await directory.listAgencies({ pageSize: PAGE, pageToken });
      return { rows: page.agencies, next: page.nextPageToken };
    }),
    directory.listSubjectFields({}).then((answer) => answer.subjectFields),
  ]);
  return {
    areas,
    agencies,
    subjects,
    areaByKey: new Map(areas.map((one) => [one.key, one])),
    agencyByCode: new Map(agencies.map((one) => [one.code, one])),
    subjectByCode: new Map(subjects.map((one) => [one.code, one])),
  };
}

// Undefined until loaded; screens then show codes instead of names.
export function useReference(): Reference | undefined {
  const transport = useTransport();
  return useQuery({
    queryKey: ["reference"],
    queryFn: () => loadReference(transport),
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
}

export function existsOn(one: { validFrom?: PlainDay; validTo?: PlainDay }, day: PlainDay): boolean {
  const at = ordinalOf(day);
  return (!one.validFrom || ordinalOf(one.validFrom) <= at) && (!one.validTo || at <= ordinalOf(one.validTo));
}

// The name people use; the code where the directory has not been loaded or has no such agency.
export function agencyName(reference: Reference | undefined, code: string): string {
  const agency = reference?.agencyByCode.get(code);
  return agency?.name ?? code;
}

// True when the agency is the one at the top or below it.
export function isWithin(reference: Reference | undefined, code: string, top: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = code; at && !seen.has(at);) {
    if (at === top) return true;
    seen.add(at);
    at = reference?.agencyByCode.get(at)?.parentCode;
  }
  return false;
}
