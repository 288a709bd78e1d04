import { Button } from "antd";
import type { Entry, EntryState } from "./entry";
import type { EntryStore } from "./entry_store";
import { withholdsAuthor } from "./intake_values";
import { tellEntriesChanged, useEntries } from "./use_entries";

const WORDS: Record<EntryState, string> = {
  draft: "đang nhập dở",
  queued: "chờ gửi",
  refused: "bị trả lại, cần sửa",
  sent: "đã gửi, chưa đóng biên nhận",
};

// A denunciation is named by nothing that could be read over a shoulder.
function nameOf(entry: Entry): string {
  if (entry.registered) return entry.registered.code;
  const { values } = entry;
  if (!values || withholdsAuthor(values)) return "Đơn tố cáo";
  return values.title || values.petitioners[0]?.fullName || "Đơn chưa có tiêu đề";
}

interface Props {
  // Shown in the form.
  current: string;
  store: EntryStore;
  onOpen: (entry: Entry) => void;
}

// What else of this officer lies in the browser: drafts, what waits for the line, receipts not yet closed.
export function KeptList({ current, store, onOpen }: Props) {
  const others = useEntries(store).filter((one) => one.id !== current);
  if (others.length === 0) return null;
  const remove = (id: string) => {
    store.remove(id);
    tellEntriesChanged();
  };
  return (
    <section aria-labelledby="kept-title" className="kept">
      <h2 id="kept-title">Trên máy này</h2>
      <ul className="plain-list">
        {others.map((one) => (
          <li key={one.id}>
            <span>
              {nameOf(one)} <span className="quiet">({WORDS[one.state]})</span>
            </span>
            {one.state !== "queued" && (
              <span>
                <Button size="small" onClick={() => onOpen(one)} aria-label={`Mở ${nameOf(one)}`}>
                  Mở
                </Button>{" "}
                <Button size="small" onClick={() => remove(one.id)} aria-label={`Bỏ ${nameOf(one)}`}>
                  Bỏ
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
