import { Button, Form } from "antd";
import type { ReactNode } from "react";
import { useShortcut } from "@/app/shortcuts";

export interface PersonRow {
  // Its place in the list of the form.
  index: number;
  // From 1; 0 = the only one.
  number: number;
  last: boolean;
}

interface Props {
  // Of the list in the form.
  name: string;
  // What F8 does, for the list of keys.
  adds: string;
  children: (row: PersonRow) => ReactNode;
}

// People in a form, one below the other; F8 adds one, and all but the only one can be taken out.
export function PeopleList({ name, adds, children }: Props) {
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, place) => {
            const number = rows.length > 1 ? place + 1 : 0;
            return (
              <fieldset key={row.key} className="petitioner">
                {number > 0 && <PersonLegend number={number} onRemove={() => remove(row.name)} />}
                {children({ index: row.name, number, last: place === rows.length - 1 })}
              </fieldset>
            );
          })}
          <AddPerson adds={adds} onAdd={() => add({})} />
        </>
      )}
    </Form.List>
  );
}

function AddPerson({ adds, onAdd }: { adds: string; onAdd: () => void }) {
  useShortcut("F8", adds, onAdd);
  return (
    <Button size="small" tabIndex={-1} onClick={onAdd}>
      Thêm người <kbd>F8</kbd>
    </Button>
  );
}

function PersonLegend({ number, onRemove }: { number: number; onRemove: () => void }) {
  return (
    <legend>
      Người thứ {number}
      <Button size="small" type="link" tabIndex={-1} onClick={onRemove} aria-label={`Bỏ người thứ ${number}`}>
        Bỏ
      </Button>
    </legend>
  );
}
