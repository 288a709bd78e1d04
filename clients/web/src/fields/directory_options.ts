// Choices from the directory as of a day, in the words by which an officer looks for them.
import type { PlainDay } from "@/api/dates";
import { existsOn, type Reference } from "@/api/reference";
import type { Agency, Area, SubjectField } from "@/gen/donthu/directory/v1/directory_pb";
import { AreaLevel } from "@/gen/donthu/directory/v1/directory_pb";
import type { QuickOption } from "./QuickSelect";

const byLabel = (a: QuickOption<string>, b: QuickOption<string>) => a.label.localeCompare(b.label, "vi");

// "Xã Phú Thủy, Huyện Lệ Thủy"; the province is left out, being the same for all.
export function areaLabel(area: Area, areaByKey: Map<string, Area>): string {
  const parent = areaByKey.get(area.parentKey);
  return parent && parent.level !== AreaLevel.PROVINCE ? `${area.name}, ${parent.name}` : area.name;
}

// Communes first, since matters lie in them; then districts and the province.
export function areaOptions(reference: Reference, day: PlainDay): QuickOption<string>[] {
  return reference.areas
    .filter((area) => existsOn(area, day))
    .map((area) => ({ level: area.level, value: area.key, label: areaLabel(area, reference.areaByKey) }))
    .sort((a, b) => b.level - a.level || byLabel(a, b))
    .map(({ value, label }) => ({ value, label }));
}

export function agencyOptions(
  reference: Reference,
  day: PlainDay,
  only: (agency: Agency) => boolean = () => true,
): QuickOption<string>[] {
  return reference.agencies
    .filter((agency) => existsOn(agency, day) && only(agency))
    .map((agency) => ({
      value: agency.code,
      label: agency.name,
      search: `${agency.shortName} ${agency.code}`,
    }))
    .sort(byLabel);
}

// Only fields that a petition can be filed under: those at the bottom, and tops without any below.
export function subjectOptions(reference: Reference): QuickOption<string>[] {
  const parents = new Set(reference.subjects.map((one) => one.parentCode));
  return reference.subjects
    .filter((one) => !parents.has(one.code))
    .map((one) => ({ value: one.code, label: subjectLabel(one, reference), search: one.keywords.join(" ") }));
}

export function subjectLabel(subject: SubjectField, reference: Reference): string {
  const parent = reference.subjectByCode.get(subject.parentCode);
  return parent ? `${subject.code} ${subject.name} (${parent.name})` : `${subject.code} ${subject.name}`;
}
