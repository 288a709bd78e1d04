import { useState } from "react";
import { Button, Input } from "antd";
import { useMe } from "@/app/session";
import { dropView, savedViews, saveView, type View } from "./search_view";

// Searches kept under a name in this browser.
export function SavedViews({ view, onTake }: { view: View; onTake: (view: View) => void }) {
  const { officer } = useMe();
  const [saved, setSaved] = useState(() => savedViews(officer));
  const [name, setName] = useState("");
  const keep = () => {
    setSaved(saveView(officer, { name: name.trim(), view }));
    setName("");
  };
  return (
    <div className="saved-views">
      {saved.map((one) => (
        <span key={one.name}>
          <Button size="small" onClick={() => onTake(one.view)}>
            {one.name}
          </Button>
          <Button
            size="small"
            type="text"
            aria-label={`Bỏ danh sách ${one.name}`}
            onClick={() => setSaved(dropView(officer, one.name))}
          >
            ✕
          </Button>
        </span>
      ))}
      <Input
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
