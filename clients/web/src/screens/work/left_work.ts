// Left work as its head looks at it: whose, and how much.
import type { Assignment } from "@/gen/donthu/routing/v1/routing_service_pb";

export interface LeftBy {
  officer: string;
  petitions: number;
}

// The one with most first. A petition given by two agencies, of which one took over the other, counts once.
export function byOfficer(assignments: Assignment[]): LeftBy[] {
  const found = new Map<string, Set<bigint>>();
  for (const { officer, petitionId } of assignments) {
    found.set(officer, (found.get(officer) ?? new Set()).add(petitionId));
  }
  return [...found]
    .map(([officer, petitions]) => ({ officer, petitions: petitions.size }))
    .sort((a, b) => b.petitions - a.petitions || a.officer.localeCompare(b.officer));
}
