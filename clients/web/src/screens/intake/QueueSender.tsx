import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useMe, useSession } from "@/app/session";
import { sendQueued } from "./sender";
import { tellEntriesChanged, useEntries, useEntryStore, useRegister } from "./use_entries";

const RETRY_MS = 10_000;

// Stands in the bar of every screen: sends what waits for the line, and says how much that is.
export function QueueSender() {
  const { officer } = useMe();
  const { ended } = useSession();
  const store = useEntryStore(officer);
  const register = useRegister();
  const entries = useEntries(store);
  const queued = entries.filter((one) => one.state === "queued").length;
  const sent = entries.filter((one) => one.state === "sent" && one.late).length;

  const send = useEffectEvent(async () => {
    if (ended || !navigator.onLine) return;
    await sendQueued(officer, store, register);
    tellEntriesChanged();
  });
  useEffect(() => {
    if (queued === 0) return;
    const run = () => void send();
    run();
    window.addEventListener("online", run);
    const timer = setInterval(run, RETRY_MS);
    return () => {
      window.removeEventListener("online", run);
      clearInterval(timer);
    };
    // Again at once when the officer has signed in anew.
  }, [queued, ended]);

  return (
    <span role="status" className="line-state">
      {queued > 0 && <Link to="/tiep-nhan">{queued} đơn chờ gửi</Link>}
      {sent > 0 && queued === 0 && <Link to="/tiep-nhan">{sent} biên nhận chưa đóng</Link>}
    </span>
  );
}
