import { useEffect, useRef, useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { Spin } from "antd";
import { type PlainDay, todayInVietnam } from "@/api/dates";
import { Problem } from "@/app/Problem";
import { useShortcut } from "@/app/shortcuts";
import { WhyDue } from "@/law/WhyDue";
import { LeftWork } from "./LeftWork";
import { SubordinateWork } from "./SubordinateWork";
import { dueText, type Urgency, urgencyOf, type WorkItem } from "./urgency";
import { useWork } from "./use_work";
import "./work.css";

const COUNTED: { urgency: Urgency; label: string }[] = [
  { urgency: "late", label: "quá hạn" },
  { urgency: "today", label: "đến hạn hôm nay" },
  { urgency: "soon", label: "còn 3 ngày trở xuống" },
  { urgency: "later", label: "còn lâu hơn" },
];

// What waits at the officer's agency, the most urgent first. j and k go down and up, Enter opens.
export function WorkScreen() {
  const work = useWork();
  const navigate = useNavigate();
  const today = todayInVietnam();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const last = work.items.length - 1;
  const current = Math.min(at, Math.max(last, 0));
  const open = (item: WorkItem | undefined) => item && void navigate({ to: item.path });

  const go = (step: number) => {
    setAt(Math.max(0, Math.min(last, current + step)));
  };
  useShortcut("j", "Việc kế tiếp", () => go(1));
  useShortcut("k", "Việc trước", () => go(-1));
  useShortcut("o", "Mở việc đang chọn", () => open(work.items[current]));
  useShortcut("r", "Tải lại danh sách", work.reload);

  useEffect(() => {
    list.current?.querySelector<HTMLAnchorElement>("[aria-current] a")?.focus();
  }, [current, work.loading]);

  return (
    <div className="page work">
      <h1>Việc của tôi</h1>
      <Counts items={work.items} today={today} />
      <Problem error={work.error} onRetry={work.reload} retryText="Tải lại" />
      {work.loading && <Spin aria-label="Đang tải" />}
      {!work.loading && work.items.length === 0 && work.error === undefined && (
        <p role="status">Không có việc nào đang chờ.</p>
      )}
      <ol ref={list} className="plain-list" aria-label="Việc đang chờ, gấp nhất trước">
        {work.items.map((item, index) => (
          <Row
            key={item.key}
            item={item}
            today={today}
            current={index === current}
            onOpen={() => open(item)}
            onFocus={() => setAt(index)}
          />
        ))}
      </ol>
      {work.more && <p className="quiet">Còn việc khác sau các việc này; xong bớt rồi tải lại (r).</p>}
      <SubordinateWork />
      <LeftWork />
    </div>
  );
}

function Counts({ items, today }: { items: WorkItem[]; today: PlainDay }) {
  const counts = COUNTED.map(({ urgency, label }) => ({
    urgency,
    label,
    count: items.filter((item) => urgencyOf(item, today) === urgency).length,
  }));
  return (
    <p className="counts">
      {counts
        .filter((one) => one.count > 0)
        .map((one) => (
          <span key={one.urgency} className={one.urgency}>
            <strong>{one.count}</strong> {one.label}
          </span>
        ))}
    </p>
  );
}

interface RowProps {
  item: WorkItem;
  today: PlainDay;
  current: boolean;
  onOpen: () => void;
  onFocus: () => void;
}

function Row({ item, today, current, onOpen, onFocus }: RowProps) {
  return (
    <li className={urgencyOf(item, today)} aria-current={current || undefined}>
      <span className="due">
        {dueText(item, today)} {item.due && <WhyDue due={item.due} of={`hạn của ${item.code}`} />}
      </span>
      <a
        href={item.path}
        onFocus={onFocus}
        onClick={(event) => {
          event.preventDefault();
          onOpen();
        }}
      >
        <strong>{item.task}</strong>
        <span className="code">{item.code}</span>
        <span className="quiet">{item.what}</span>
        {item.title && <span className="title">{item.title}</span>}
      </a>
    </li>
  );
}
