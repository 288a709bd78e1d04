import { useRef, useState } from "react";
import { Button, Input, type InputRef } from "antd";
import { useMe } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { dropView, sameView, savedViews, saveView, type View } from "./search_view";

// Searches kept under a name in this browser. Alt+l goes to them: Tab from one to the next, Enter takes, Delete forgets.
export function SavedViews({ view, onTake }: { view: View; onTake: (view: View) => void }) {
  const { officer } = useMe();
  const [saved, setSaved] = useState(() => savedViews(officer));
  const [name, setName] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<InputRef>(null);
  useShortcut("Alt+l", "Đến các cách tìm đã lưu", () => {
    (list.current?.querySelector("button") ?? field.current)?.focus();
  });
  const keep = () => {
    setSaved(saveView(officer, { name: name.trim(), view }));
    setName("");
  };
  // What had the focus is gone: the field stands after the last one.
  const drop = (dropped: string) => {
    setSaved(dropView(officer, dropped));
    field.current?.focus();
  };
  return (
    <div className="saved-views">
      <ul ref={list} aria-label="Cách tìm đã lưu">
        {saved.map((one) => (
          <li key={one.name}>
            <Button
              size="small"
              aria-pressed={sameView(one.view, view)}
              aria-keyshortcuts="Delete"
              onClick={() => onTake(one.view)}
              onKeyDown={(event) => {
                if (event.key === "Delete") drop(one.name);
              }}
            >
              {one.name}
            </Button>
            <Button
              size="small"
              type="text"
              aria-label={`Bỏ danh sách ${one.name}`}
              onClick={() => drop(one.name)}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
      <Input
        ref={field}
        size="small"
        aria-label="Tên để lưu cách tìm này"
        placeholder="lưu cách tìm này với tên…"
        value={name}
        maxLength={40}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing && name.trim()) keep();
        }}
      />
    </div>
  );
}
