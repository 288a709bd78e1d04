import { formatDay, ordinalOf, type PlainDay } from "@/api/dates";
import type { Clock } from "@/gen/donthu/law/v1/explanation_pb";
import { WhyDue } from "@/law/WhyDue";
import { placeOf, type Scale, scaleOf, spanOf } from "./clock_span";

// Where a clock stands, in words: the bar only repeats it.
export function standing(clock: Clock): string {
  const end = formatDay(clock.due?.dueLegal);
  if (clock.stoppedOn) {
    return `xong ngày ${formatDay(clock.stoppedOn)}${clock.overdue ? `, quá hạn (hạn ${end})` : `, hạn ${end}`}`;
  }
  if (clock.pausedOn) return `tạm dừng từ ${formatDay(clock.pausedOn)}`;
  if (clock.waiting) return `chờ đến hết ngày ${end}`;
  return `${clock.overdue ? "quá hạn từ" : "hạn"} ${end}`;
}

function stateOf(clock: Clock): string {
  if (clock.overdue) return "overdue";
  if (clock.stoppedOn) return "stopped";
  return clock.pausedOn || clock.waiting ? "idle" : "running";
}

// All limits of a case as bars on one scale of days, the running ones first.
export function Clocks({ clocks, today }: { clocks: Clock[]; today: PlainDay }) {
  const scale = scaleOf(clocks, today);
  if (!scale) return <p className="quiet">Chưa có thời hạn nào.</p>;
  const sorted = [...clocks].sort(
    (a, b) => Number(!!a.stoppedOn) - Number(!!b.stoppedOn) || a.number - b.number,
  );
  return (
    <ul className="plain-list clocks">
      {sorted.map((clock) => (
        <li key={clock.number} className={stateOf(clock)}>
          <div className="clock-text">
            <strong>{clock.stepVi}</strong>: {standing(clock)}
            <Moved clock={clock} /> {clock.due && <WhyDue due={clock.due} of={`hạn của ${clock.stepVi}`} />}
          </div>
          <Bar clock={clock} scale={scale} today={today} />
        </li>
      ))}
    </ul>
  );
}

function Moved({ clock }: { clock: Clock }) {
  const first = clock.original?.dueLegal;
  const now = clock.due?.dueLegal;
  if (!first || !now || ordinalOf(first) === ordinalOf(now)) return null;
  const why = [
    clock.extensions > 0 && `gia hạn ${String(clock.extensions)} lần`,
    clock.daysGivenBack > 0 && `trả lại ${String(clock.daysGivenBack)} ngày tạm dừng`,
  ].filter(Boolean);
  return (
    <span className="quiet">
      {" "}
      (ban đầu {formatDay(first)}
      {why.length > 0 && `; ${why.join(", ")}`})
    </span>
  );
}

function Bar({ clock, scale, today }: { clock: Clock; scale: Scale; today: PlainDay }) {
  const span = spanOf(clock, scale);
  if (!span) return null;
  const percent = (value: number) => `${value.toFixed(2)}%`;
  return (
    <div className="bar" aria-hidden="true">
      <div
        className="span"
        style={{ left: percent(span.start), width: percent(Math.max(0.5, span.end - span.start)) }}
      />
      {span.original !== undefined && <div className="original" style={{ left: percent(span.original) }} />}
      <div className="now" style={{ left: percent(placeOf(today, scale)) }} />
    </div>
  );
}
