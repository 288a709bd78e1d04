import { useQuery } from "@connectrpc/connect-query";
import { Button } from "antd";
import { formatDay } from "@/api/dates";
import { useShortcut } from "@/app/shortcuts";
import { useSettled } from "@/app/use_settled";
import { type FindPetitionersRequest, IntakeService } from "@/gen/donthu/intake/v1/intake_service_pb";
import type { Petitioner } from "@/gen/donthu/intake/v1/petition_pb";
import type { PetitionerValues } from "./intake_values";

const SETTLE_MS = 350;

// What to ask for: the ID number, or the name with the year of birth. Null where too little is typed.
export function whoIsMeant(
  values: PetitionerValues,
): Pick<FindPetitionersRequest, "idNumber" | "fullName" | "birthYear"> | null {
  const idNumber = (values.idNumber ?? "").replace(/\s/g, "");
  if (/^[0-9A-Za-z]{9,20}$/.test(idNumber)) return { idNumber, fullName: "", birthYear: 0 };
  const fullName = (values.fullName ?? "").trim();
  const birthYear = values.birthYear ?? 0;
  if (fullName.includes(" ") && birthYear > 1900) return { idNumber: "", fullName, birthYear };
  return null;
}

export function valuesOf(petitioner: Petitioner): PetitionerValues {
  return {
    idNumber: petitioner.idNumber,
    fullName: petitioner.fullName,
    birthYear: petitioner.birthYear || null,
    gender: petitioner.gender || undefined,
    phone: petitioner.phone,
    address: petitioner.address,
  };
}

interface Props {
  values: PetitionerValues;
  // The one whom F2 fills in; of several rows only the last asks for keys.
  withKey: boolean;
  onTake: (values: PetitionerValues) => void;
}

// People who came before and may be the one at the counter.
export function KnownPetitioners({ values, withKey, onTake }: Props) {
  const asked = useSettled(whoIsMeant(values), SETTLE_MS);
  const found = useQuery(IntakeService.method.findPetitioners, asked ?? {}, {
    enabled: asked !== null,
    gcTime: 0,
    retry: false,
  });
  const known = asked ? (found.data?.petitioners ?? []) : [];
  // Nothing to offer where it is filled in already.
  const offered = known.filter((one) => one.petitioner && one.petitioner.address !== values.address);
  const first = offered[0]?.petitioner;
  const enabled = withKey && first !== undefined;
  useShortcut("F2", "Điền thông tin người gửi đã biết", () => first && onTake(valuesOf(first)), enabled);
  return (
    <ul className="plain-list known" aria-label="Người gửi đã biết" aria-live="polite">
      {offered.map((one, index) => (
        <li key={String(one.petitionId)}>
          <span>
            {one.petitioner?.fullName}
            {one.petitioner?.birthYear ? `, ${one.petitioner.birthYear}` : ""}, {one.petitioner?.address}
            <span className="quiet">
              {" "}
              (đơn {one.code}, {formatDay(one.receivedOn)})
            </span>
          </span>
          <Button
            size="small"
            tabIndex={-1}
            onClick={() => one.petitioner && onTake(valuesOf(one.petitioner))}
          >
            Điền {index === 0 && withKey && <kbd>F2</kbd>}
          </Button>
        </li>
      ))}
    </ul>
  );
}
